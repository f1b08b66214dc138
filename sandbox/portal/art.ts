import { raw } from 'hono/html';

/** The hospital's mark: a larkspur blossom. */
export const mark =
  raw(`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true" focusable="false">
<g fill="currentColor">
<path d="M20 19c-4-4-5-10 0-15 5 5 4 11 0 15z"/>
<path d="M20 19c-5 1-11-1-13-8 7-1 12 3 13 8z" opacity=".85"/>
<path d="M20 19c5 1 11-1 13-8-7-1-12 3-13 8z" opacity=".85"/>
<path d="M20 19c-5 0-10 3-10 10 6 0 10-4 10-10z" opacity=".7"/>
<path d="M20 19c5 0 10 3 10 10-6 0-10-4-10-10z" opacity=".7"/>
</g>
<path d="M20 22c1 5 0 10-2 15" fill="none" stroke="#3f7d4e" stroke-width="2.4" stroke-linecap="round"/>
<circle cx="20" cy="19" r="2.6" fill="#fff6d6"/>
</svg>`);

/** A valley with larkspurs, for the page where patients sign in. */
export const valley =
  raw(`<svg class="valley" viewBox="0 0 560 420" preserveAspectRatio="xMidYMax slice" aria-hidden="true" focusable="false">
<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#06403e"/><stop offset=".7" stop-color="#3f8a80"/><stop offset="1" stop-color="#f3d3ae"/></linearGradient></defs>
<rect width="560" height="420" fill="url(#sky)"/>
<circle cx="345" cy="240" r="36" fill="#ffe7c2" opacity=".9"/>
<path d="M0 270 90 214l80 46 96-72 92 70 78-44 124 66v170H0z" fill="#2a6a68"/>
<path d="M0 306c90-34 160-36 250-8s190 22 310-16v138H0z" fill="#1f5d55"/>
<path d="M0 342c120-36 210-22 300 2s170 14 260-14v90H0z" fill="#174c44"/>
<path d="M0 384c110-26 240-20 330-4s150 8 230-10v50H0z" fill="#0f3a34"/>
${[
  [322, 296, 0.75],
  [350, 272, 0.95],
  [376, 306, 0.7],
  [400, 262, 1.05],
  [424, 292, 0.8],
]
  .map(([x = 0, y = 0, scale = 1]) => stem(x, y, scale))
  .join('')}
</svg>`);

function stem(x: number, y: number, scale: number): string {
  const blossoms = [0, 15, 30, 46, 62].map((drop, row) => {
    const size = 4 + row * 1.5;
    const side = row % 2 === 0 ? -1 : 1;
    return `<ellipse cx="${String(side * size * 0.55)}" cy="${String(drop)}" rx="${String(size)}" ry="${String(size * 0.8)}" fill="${row % 2 === 0 ? '#c9c6ff' : '#a9a4f5'}"/><circle cx="${String(side * size * 0.55)}" cy="${String(drop)}" r="1.8" fill="#fff6d6"/>`;
  });
  return `<g transform="translate(${String(x)} ${String(y)}) scale(${String(scale)})"><path d="M0 0c3 50 2 100-2 150" fill="none" stroke="#6fae7c" stroke-width="3"/>${blossoms.join('')}</g>`;
}

/** Small drawings for the menu, 24 by 24. */
export const icons = {
  calendar: icon(
    '<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.8V7M16 2.8V7M12 12.8v4.6M9.7 15.1h4.6"/>',
  ),
  visits: icon(
    '<path d="M6 3.5h12a1.5 1.5 0 0 1 1.5 1.5v15.5l-3.2-2-2.1 2-2.2-2-2.2 2-2.1-2-3.2 2V5A1.5 1.5 0 0 1 6 3.5z"/><path d="M8.5 8.5h7M8.5 12.5h7"/>',
  ),
  settings: icon(
    '<path d="M4 7h9M17.5 7H20M4 17h3M11.5 17H20"/><circle cx="15.2" cy="7" r="2.3"/><circle cx="9.2" cy="17" r="2.3"/>',
  ),
  newTab: icon(
    '<path d="M13.5 4.5h6v6M19 5l-8.5 8.5M10 5.5H6A1.5 1.5 0 0 0 4.5 7v11A1.5 1.5 0 0 0 6 19.5h11a1.5 1.5 0 0 0 1.5-1.5v-4"/>',
  ),
  forward: icon('<path d="m9 5.5 6.5 6.5L9 18.5"/>'),
} as const;

function icon(paths: string) {
  return raw(
    `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">${paths}</svg>`,
  );
}
