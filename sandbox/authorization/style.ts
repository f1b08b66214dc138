/** What a hospital says of its looks, in the keys of SMART App Launch 2.2, section 2.0.17. */
type Style = Readonly<Record<`${'color' | 'dim' | 'font_family'}_${string}`, string>>;

/** By the names that launches have for them. */
export const styles = {
  /** A blue one, written as carelessly as the specification's own example. */
  hospital: {
    color_background: '#eaf1fb',
    color_error: '#b3261e;',
    color_highlight: ' #0B4A9E ',
    color_modal_backdrop: '',
    color_success: '#1f7a4d',
    color_text: '#14213d',
    dim_border_radius: '4px',
    dim_font_size: '20px',
    dim_spacing_size: '18px',
    font_family_body: "Verdana, 'DejaVu Sans', sans-serif",
    font_family_heading: "Verdana, 'DejaVu Sans', sans-serif;",
  },
  /** What nobody should have to read: grey on grey, links of the same, letters for ants. */
  unreadable: {
    color_background: '#cfcfcf',
    color_error: '#d9b3b0',
    color_highlight: '#8a8a8a',
    color_modal_backdrop: '#000000',
    color_success: '#c9e8c9',
    color_text: '#8f8f8f',
    dim_border_radius: '400px',
    dim_font_size: '9px',
    dim_spacing_size: '1px',
    font_family_body: 'url(https://fonts.example/ants.woff2)',
    font_family_heading: 'serif;} body { display: none',
  },
} as const satisfies Readonly<Record<string, Style>>;

export type StyleName = keyof typeof styles;

/** The name of the one that is served under this path; its URL is its version, so a style that changes needs another. */
export function styleAt(path: string): StyleName | undefined {
  const names = Object.keys(styles) as StyleName[];
  return names.find((name) => path === stylePath(name));
}

/** Below the authorization server's issuer. */
export function stylePath(name: StyleName): string {
  return `/style-${name}-1.json`;
}
