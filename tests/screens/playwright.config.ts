import { defineConfig } from '@playwright/test';
import usual from '../../playwright.config.ts';
import type { HospitalSetup } from '../support/journey-hospital.ts';
import { usualSetup } from '../support/journey-hospital.ts';
import { spoken } from '../support/journey-words.ts';

/** Four hospitals: what each shows stands in the file of its name. */
const hospitals: Readonly<Record<string, Partial<HospitalSetup>>> = {
  usual: {},
  'without-hold': { hold: false },
  'cancel-first': { reschedule: 'cancel-first' },
  elsewhere: { everyDialect: true },
};
const asked = process.env['SCREENS_LANGUAGES']?.split(',') ?? ['en'];

/** The pictures of all screens: `npm run screens` starts this. */
export default defineConfig<object, { setup: HospitalSetup }>({
  ...usual,
  testDir: '.',
  outputDir: '../../test-results/screens',
  fullyParallel: true,
  reporter: 'list',
  projects: spoken
    .filter((language) => asked.includes(language))
    .flatMap((language) =>
      Object.entries(hospitals).map(([name, more]) => ({
        name: `${language}, ${name}`,
        testMatch: `${name}.ts`,
        use: { setup: { ...usualSetup, ...more, language }, trace: 'off' },
      })),
    ),
});
