import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/chromium.ts';
import { strictLaunch } from './scripts/strict-browser.ts';

export default defineConfig({
  testDir: 'tests/journeys',
  outputDir: 'test-results/journeys',
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 30_000,
  reporter: [['list'], ['json', { outputFile: 'test-results/journeys.json' }]],
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    // Recording needs an ffmpeg that Playwright would have to download.
    video: 'off',
    launchOptions: { executablePath: await findChromium(), ...(await strictLaunch()) },
  },
});
