/**
 * Pictures of every screen of the built app, at a laptop's width and an old phone's, light and dark, in English and
 * Arabic, which is written from the right:
 *
 *   npm run screens -- --languages en,es,zh,vi,ar --only check
 *
 * They are in `screenshots/`, which Git ignores, with an index.html that shows them side by side. Journeys take them,
 * in `tests/screens/`; a screen that could not be reached fails the run, and the others have their pictures.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { languages, type Language } from '../src/ui/messages/languages.ts';
import { themes } from '../tests/screens/names.ts';
import { spoken } from '../tests/support/journey-words.ts';
import { overview, picturesIn } from './screens-overview.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'screenshots');
const { values: options } = parseArgs({
  options: {
    languages: { type: 'string', default: 'en,ar' },
    /** A part of the names of screens; the other pictures stay as they are. */
    only: { type: 'string' },
  },
});

const asked = options.languages.split(',');
const unknown = asked.filter((tag) => !Object.hasOwn(languages, tag));
if (unknown.length > 0)
  throw new Error(`--languages knows ${Object.keys(languages).join(', ')}, not ${unknown.join()}`);
const taken = spoken.filter((language) => asked.includes(language));
for (const tag of asked.filter((each) => !spoken.includes(each as Language)))
  console.log(`There are no words in "${tag}" yet, so there are no pictures of it.`);

if (options.only === undefined)
  for (const language of taken)
    for (const theme of themes)
      rmSync(join(folder, `${language}-${theme}`), { recursive: true, force: true });
const failed = await takePictures();
const there = (file: string) => existsSync(join(folder, file));
const shown = spoken.filter((language) => picturesIn([language]).some(there));
writeFileSync(join(folder, 'index.html'), overview(shown, there));
const missing = options.only === undefined ? picturesIn(taken).filter((file) => !there(file)) : [];
for (const file of missing) console.log(`There is no picture ${file}.`);
console.log(`\n${join(folder, 'index.html')}`);
process.exitCode = failed === 0 && missing.length > 0 ? 1 : failed;

/** @returns the exit code of the journeys */
function takePictures(): Promise<number> {
  const config = join(root, 'tests/screens/playwright.config.ts');
  const only = options.only === undefined ? [] : ['--grep', options.only];
  return new Promise((finish, fail) => {
    const child = spawn(
      join(root, 'node_modules/.bin/playwright'),
      ['test', '--config', config, ...only],
      { stdio: 'inherit', env: { ...process.env, SCREENS_LANGUAGES: taken.join(',') } },
    );
    child.on('error', fail);
    child.on('exit', (code) => {
      finish(code ?? 1);
    });
  });
}
