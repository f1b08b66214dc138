import type { Language } from '../src/ui/messages/languages.ts';
import { fileOf, screenNames, themes, widths } from '../tests/screens/names.ts';

/** The files of all pictures in these languages. */
export const picturesIn = (languages: readonly Language[]): readonly string[] =>
  languages.flatMap((language) =>
    themes.flatMap((theme) =>
      widths.flatMap((width) => screenNames.map((name) => fileOf(language, theme, width, name))),
    ),
  );

/**
 * The page that shows all pictures: a row for each screen, and in it every language and theme, the wide one beside the
 * narrow one.
 *
 * @param has whether there is such a picture
 */
export function overview(languages: readonly Language[], has: (file: string) => boolean): string {
  const looks = languages.flatMap((language) => themes.map((theme) => ({ language, theme })));
  const rows = screenNames.map((name) => {
    const pictures = looks.flatMap(({ language, theme }) =>
      widths.map((width) => {
        const file = fileOf(language, theme, width, name);
        const words = `${name}, ${language}, ${theme}, ${String(width)}`;
        const picture = has(file)
          ? `<a href="${file}"><img src="${file}" alt="${words}" loading="lazy"></a>`
          : '<p>not reached</p>';
        return `<figure class="w${String(width)}">${picture}<figcaption>${language} ${theme}, ${String(width)}</figcaption></figure>`;
      }),
    );
    return `<section id="${name}"><h2>${name}</h2><div>${pictures.join('')}</div></section>`;
  });
  const links = screenNames.map((name) => `<a href="#${name}">${name}</a>`);
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>All screens</title>
<style>${style}</style>
<h1>All screens</h1>
<label><input type="checkbox" id="grey"> In grey, as somebody sees them who sees no colours</label>
<nav>${links.join(' ')}</nav>
${rows.join('\n')}
</html>
`;
}

const style = `
body { margin: 1rem; font: 1rem/1.4 system-ui, sans-serif; background: #8a8f98; }
section div { display: flex; gap: 0.75rem; overflow-x: auto; align-items: flex-start; }
figure { flex: none; margin: 0; }
.w1280 img { inline-size: 30rem; }
.w320 img { inline-size: 10rem; }
figcaption { font-size: 0.8rem; }
:has(#grey:checked) img { filter: grayscale(1); }
`;
