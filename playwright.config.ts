import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.ts';
import { strictLaunch } from './scripts/strict-browser.ts';

const strict = await strictLaunch();

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'test-results/journeys',
  workers: 2,
  retries: 0,
  // What is read aloud is all that is written down, and no more.
  expect: { toMatchAriaSnapshot: { children: 'deep-equal' } },
  fullyParallel: false,
  forbidOnly: true,
  timeout: 30_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: {
    browserName: 'chromium',
    // A fifth of the time would go into traces: `npx playwright test --trace on` has them where they are wanted.
    trace: 'off',
    // Recording needs an ffmpeg that Playwright would have to download.
    video: 'off',
    launchOptions: {
      executablePath: await findChromium(),
      ...strict,
      // A frame that goes from one site to another and back, as a launch does, changes its process each time, and
      // now and then Playwright loses sight of it (https://github.com/puppeteer/puppeteer/issues/10715). Here all
      // sites share a process, as on small phones; what a site may see of another is the same (browser.spec.ts).
      args: [...strict.args, '--disable-site-isolation-trials'],
    },
  },
});
