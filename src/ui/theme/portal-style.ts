import { colourIn, type Colour } from './colour.ts';

/** What a portal has said of its looks, as far as it could be understood. */
export interface PortalStyle {
  readonly background: Colour | undefined;
  readonly text: Colour | undefined;
  readonly highlight: Colour | undefined;
  readonly error: Colour | undefined;
  readonly success: Colour | undefined;
  /** In rem, as all lengths here: whoever has chosen larger letters in the browser gets larger ones. */
  readonly radius: number | undefined;
  readonly fontSize: number | undefined;
  readonly spacing: number | undefined;
  /** Names of fonts as a style sheet lists them, without what to fall back on. */
  readonly bodyFont: string | undefined;
  readonly headingFont: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the keys of SMART App Launch 2.2, section 2.0.17, each by a grammar of its own. What does not fit counts as not
 * said; what fits is written anew, so that no text of the portal's reaches a style sheet.
 */
export function portalStyleIn(fields: Fields): PortalStyle {
  const read = <Value>(key: string, parse: (text: string) => Value | undefined) => {
    const text = textIn(fields[key]);
    return text === undefined ? undefined : parse(text);
  };
  return {
    background: read('color_background', colourIn),
    text: read('color_text', colourIn),
    highlight: read('color_highlight', colourIn),
    error: read('color_error', colourIn),
    success: read('color_success', colourIn),
    radius: read('dim_border_radius', lengthBetween(0, 24)),
    // Above that, the hour of a time would be smaller than the words beside it.
    fontSize: read('dim_font_size', lengthBetween(12, 22)),
    // Anything less is the unit of a grid and not the space between paragraphs, which is what it means here.
    spacing: read('dim_spacing_size', lengthBetween(12, 24)),
    bodyFont: read('font_family_body', fontsIn),
    headingFont: read('font_family_heading', fontsIn),
  };
}

/** The specification's own example has values that are empty, or end as a declaration does. */
function textIn(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 200) return undefined;
  const text = value.trim().replace(/\s*;$/, '');
  return text === '' ? undefined : text;
}

/** Pixels in a rem, where nobody has chosen anything else. */
const usual = 16;

/**
 * @param least in pixels, and so is `most`; what lies outside is not cut down to them, for who means something else
 * than we do would get something that nobody meant
 * @returns rem
 */
function lengthBetween(least: number, most: number) {
  return (text: string): number | undefined => {
    const [, digits, unit = ''] = /^(\d{1,3}(?:\.\d{1,4})?)(px|r?em)?$/i.exec(text) ?? [];
    const number = Number(digits);
    if (digits === undefined || (unit === '' && number !== 0)) return undefined;
    const pixels = unit.toLowerCase() === 'px' ? number : number * usual;
    return pixels >= least && pixels <= most ? pixels / usual : undefined;
  };
}

/** Words that stand for a font of the system's: in quotes they would be names of fonts that nobody has. */
const generic =
  /^(?:serif|sans-serif|monospace|system-ui|ui-(?:serif|sans-serif|rounded)|-apple-system|blinkmacsystemfont)$/i;

/** Names alone: nothing is fetched, so a font counts only where the patient's device has it. */
function fontsIn(text: string): string | undefined {
  const names = text.split(',').map((name) => {
    const bare = /^(["']?)([\p{L}\p{N} -]+)\1$/u.exec(name.trim())?.[2]?.trim() ?? '';
    return generic.test(bare) ? bare.toLowerCase() : bare && `"${bare}"`;
  });
  return names.includes('') ? undefined : names.join(', ');
}
