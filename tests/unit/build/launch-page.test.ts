import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inlined, sourcesOf } from '../../../scripts/launch-page.ts';

const page = `<!doctype html>
<html>
  <head>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/src/launch.css" />
    <script type="application/json" id="deployment">{ "hospital": "<!-- not one -->" }</script>
    <!-- Goes. -->
    <template></template>
    <script type="module" src="/src/launch.ts"></script>
  </head>
  <body>Opening…</body>
</html>
`;

describe('the launch page', () => {
  test('names one script and one style sheet', () => {
    expect(sourcesOf(page)).toEqual({ script: 'src/launch.ts', style: 'src/launch.css' });
  });

  test('of this app does so', () => {
    expect(sourcesOf(readFileSync('launch.html', 'utf8'))).toEqual({
      script: 'src/launch.ts',
      style: 'src/ui/launch/launch.css',
    });
  });

  test.each([
    ['no script', page.replace(/<script type="module".*/, ''), 'one script'],
    [
      'a second script',
      page.replace('</head>', '<script type="module" src="/b.ts">'),
      'one script',
    ],
    [
      'a second style sheet',
      page.replace('</head>', '<link rel="stylesheet" href="/b.css" />'),
      'one',
    ],
    ['no template', page.replace('<template></template>', ''), 'one empty template'],
    ['a template that is not empty', page.replace('<template>', '<template>x'), 'empty template'],
    ['code of its own', page.replace('<body>', '<body onload="start()">'), 'not put there'],
  ])('with %s is not built', (_what, html, said) => {
    expect(() => sourcesOf(html)).toThrow(said);
  });

  const parts = { script: 'start("$&")\n', style: 'p{}\n', ahead: ['assets/a.js', 'assets/a.css'] };

  test('comes with its code and style sheet in it, to the letter', () => {
    const html = inlined(page, parts);
    expect(html).toContain('<script type="module">start("$&")</script>');
    expect(html).toContain('<style>p{}</style>');
    expect(html).not.toMatch(/\bsrc=|rel="stylesheet"|Goes/);
  });

  test('names the app’s files in a template, where no browser asks for them yet', () => {
    const [, named] = /<template>(.*)<\/template>/.exec(inlined(page, parts)) ?? [];
    expect(named).toBe(
      '<link rel="modulepreload" crossorigin href="./assets/a.js">' +
        '<link rel="prefetch" as="style" crossorigin href="./assets/a.css">',
    );
  });

  test('leaves the settings as they were written', () => {
    const block = /<script type="application\/json"[^]*?<\/script>/;
    expect(block.exec(inlined(page, parts))?.[0]).toBe(block.exec(page)?.[0]);
  });

  test.each([
    ['script', 'a = "</script>"'],
    ['script', 'a = "<!--"'],
    ['style', 'p::after{content:"</STYLE>"}'],
  ])(
    'is not built with a %s that holds %s, which the parser would take for its end',
    (part, code) => {
      expect(() => inlined(page, { ...parts, [part]: code })).toThrow('ends itself');
    },
  );
});
