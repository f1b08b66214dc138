import { expect, test } from 'vitest';
import { inlineCode } from '../../../scripts/no-inline.ts';

test.each([
  ['a script', '<script>start()</script>', '<script> without src'],
  ['a module', '<script type="module">import "./a.js"</script>', 'without src'],
  ['a style sheet', '<style>p { color: red }</style>', '<style>'],
  ['a style attribute', '<p style="margin: 0">', '<p style='],
  ['an event handler', '<button onclick="start()">', '<button onclick='],
  ['a javascript: address', '<a href="javascript:start()">', '<a href='],
])('%s in the page is refused', (_, html, said) => {
  expect(inlineCode(html)).toEqual([expect.stringContaining(said)]);
});

test('files, data blocks and comments are let through', () => {
  const html = `<!doctype html><!-- <script>start()</script> -->
    <link rel="stylesheet" href="./a.css"><script type="module" crossorigin src="./a.js"></script>
    <script type="application/json" id="deployment">{ "style": "on" }</script><p class="style">on = off</p>`;
  expect(inlineCode(html)).toEqual([]);
});
