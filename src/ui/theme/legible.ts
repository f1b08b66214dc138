import { contrast, type Colour } from './colour.ts';

/** Colours by the names of their tokens, without the dashes. */
export type Palette = Readonly<Record<string, Colour>>;

interface Rule {
  /** WCAG's contrast ratio. */
  readonly least: number;
  readonly inks: readonly string[];
  readonly grounds: readonly string[];
}

/** What a page is made of, and what stands on it. */
const open = ['ground', 'surface', 'surface-quiet', 'accent-quiet'] as const;
const told = ['notice', 'alarm', 'good'] as const;

/**
 * Every ink on every ground that it is read on, in whatever theme. What patients read is at the 7:1 of level AAA, for
 * eyes that are seventy years old; all other text at 4.5:1; lines that tell something, and the ring of the focus, at 3:1.
 */
const rules: readonly Rule[] = [
  { least: 7, inks: ['ink'], grounds: [...open, ...told] },
  // Links and quiet buttons stand in notices and alarms, too.
  { least: 4.5, inks: ['ink-soft', 'accent', 'accent-deep'], grounds: [...open, ...told] },
  { least: 4.5, inks: ['surface'], grounds: ['accent', 'accent-deep'] },
  // A clash is told inside the buttons of times, whatever state they are in.
  { least: 4.5, inks: ['notice-ink'], grounds: [...open, 'notice'] },
  { least: 4.5, inks: ['alarm-ink'], grounds: ['ground', 'surface', 'alarm'] },
  { least: 4.5, inks: ['good-ink'], grounds: ['good'] },
  { least: 3, inks: ['line-control'], grounds: ['ground', 'surface'] },
  { least: 3, inks: ['notice-line'], grounds: ['ground', 'surface', 'notice'] },
  { least: 3, inks: ['alarm-line'], grounds: ['ground', 'surface', 'alarm'] },
  { least: 3, inks: ['good-line'], grounds: ['ground', 'surface', 'good'] },
  { least: 3, inks: ['focus'], grounds: [...open, ...told] },
];

/** What cannot be read well enough in these colours, a line each; empty where all can. */
export function illegible(palette: Palette): readonly string[] {
  return rules.flatMap(({ least, inks, grounds }) =>
    inks.flatMap((ink) =>
      grounds.flatMap((ground) => {
        const [above, below] = [palette[ink], palette[ground]];
        if (above === undefined || below === undefined) return `${ink} on ${ground}: no colour`;
        const ratio = contrast(above, below);
        return ratio >= least ? [] : `${ink} on ${ground}: ${ratio.toFixed(2)}, not ${least}`;
      }),
    ),
  );
}
