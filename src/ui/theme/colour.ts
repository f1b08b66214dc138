/** A colour as `#rrggbb`, the only form that the app reckons with. */
export type Colour = string;

type Channels = readonly [number, number, number];

function channelsOf(colour: Colour): Channels {
  const at = (index: number) => parseInt(colour.slice(index, index + 2), 16);
  return [at(1), at(3), at(5)];
}

/** @returns `#rrggbb` in small letters, or undefined where it is not `#rgb` or `#rrggbb` */
export function colourIn(text: string): Colour | undefined {
  if (!/^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text)) return undefined;
  const small = text.toLowerCase();
  return small.length === 4 ? small.replace(/[\da-f]/g, '$&$&') : small;
}

/** WCAG 2.2's relative luminance, from 0 to 1. */
export function luminance(colour: Colour): number {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Channels;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2's contrast ratio, from 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @param share of the second colour, from 0 to 1 */
export function mix(one: Colour, other: Colour, share: number): Colour {
  const others = channelsOf(other);
  const mixed = channelsOf(one).map((channel, index) =>
    Math.round(channel + ((others[index] ?? 0) - channel) * share),
  );
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
