/** Of the window that the app is told of: low, as some parts fill it and the page is long enough. */
const windowHeight = 300;

export type Theme = 'system' | 'light' | 'dark';

/** A document of its own for one state: so it has its own width, ids and headings, as the app has. */
export interface Frame {
  readonly body: HTMLElement;
  /** As wide as this, and as high as what is in it. */
  fit(width: number): void;
}

/** Adds a frame to the page, with the styles of the app. */
export function addFrame(to: HTMLElement, title: string, theme: Theme): Frame {
  const frame = document.createElement('iframe');
  frame.title = title;
  to.append(frame);
  const inner = frame.contentDocument;
  if (inner === null) throw new Error('a frame without a document');
  inner.title = title;
  const style = inner.createElement('style');
  style.textContent = stylesFor(theme);
  inner.head.append(style);
  const body = inner.createElement('div');
  inner.body.append(body);
  return {
    body,
    fit(width) {
      frame.width = String(width);
      // A margin of the last element would else be outside.
      frame.height = String(Math.ceil(body.getBoundingClientRect().height) + 16);
    },
  };
}

/**
 * The app's style sheets, which stand in this page, as one. A frame has the theme of the page around it and no media
 * query of its own can be told otherwise, so the question itself is answered here.
 */
function stylesFor(theme: Theme): string {
  const sheets = [...document.styleSheets].filter(
    ({ ownerNode }) => !(ownerNode instanceof HTMLElement && ownerNode.id === 'page'),
  );
  const rules = sheets.flatMap(({ cssRules }) => [...cssRules].map((rule) => rule.cssText));
  // A frame is as high as what is in it, so that a share of its height would let both grow for ever.
  const text = rules
    .join('\n')
    .replace(/([\d.]+)vh\b/g, (_, share: string) => `${(Number(share) / 100) * windowHeight}px`);
  if (theme === 'system') return text;
  const asked = /\(prefers-color-scheme:\s*(light|dark)\)/g;
  const answered = text.replace(asked, (_, scheme) =>
    scheme === theme ? '(min-width: 0)' : '(max-width: 0)',
  );
  return `${answered}\n:root { color-scheme: ${theme} !important; }`;
}
