import { describe, expect, test } from 'vitest';
import { findChromium, type Machine } from '../../../scripts/chromium.ts';
import { partitioned, playwrightArguments, strictLaunch } from '../../../scripts/strict-browser.ts';

function machineWith(files: readonly string[], rest: Partial<Machine> = {}) {
  const here = new Set(files);
  let installs = 0;
  const machine: Machine = {
    env: { PATH: '/opt/bin:/usr/bin' },
    isExecutable: (file) => here.has(file),
    playwrightChromium: () => '/cache/playwright/chrome',
    canInstall: () => false,
    install: () => {
      installs += 1;
      here.add('/usr/bin/chromium');
    },
    ...rest,
  };
  return { machine, installs: () => installs };
}

describe('the browser', () => {
  test('is the one that CHROME_PATH names', async () => {
    const env = { CHROME_PATH: '/mine/chrome' };
    const { machine } = machineWith(['/mine/chrome', '/usr/bin/chromium'], { env });
    expect(await findChromium({ machine })).toBe('/mine/chrome');
  });

  test('is not silently another one where CHROME_PATH names nothing', async () => {
    const env = { CHROME_PATH: '/mine/chrome' };
    const { machine } = machineWith(['/usr/bin/chromium'], { env });
    await expect(findChromium({ machine })).rejects.toThrow('CHROME_PATH is /mine/chrome');
  });

  test.each([
    '/usr/bin/chromium',
    '/usr/bin/google-chrome',
    '/opt/bin/google-chrome-stable',
    '/usr/bin/chromium-browser',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/cache/playwright/chrome',
  ])('is found at %s', async (file) => {
    const { machine, installs } = machineWith([file], { canInstall: () => true });
    expect(await findChromium({ machine, install: true })).toBe(file);
    expect(installs()).toBe(0);
  });

  test('is installed where it is missing and may be', async () => {
    const { machine, installs } = machineWith([], { canInstall: () => true });
    expect(await findChromium({ machine, install: true })).toBe('/usr/bin/chromium');
    expect(installs()).toBe(1);
  });

  test.each([
    ['nobody asked for it', false, true],
    ['the machine does not allow it', true, false],
  ])('is not installed where %s; one line says what to run', async (_, install, allowed) => {
    const { machine, installs } = machineWith([], { canInstall: () => allowed });
    await expect(findChromium({ machine, install })).rejects.toThrow(/^No Chromium found: .+$/);
    expect(installs()).toBe(0);
  });
});

describe('storage partitioning', () => {
  test('is what the installed Playwright switches off, and is put back', async () => {
    const args = await playwrightArguments();
    const { from, to } = partitioned(args);
    expect(args).toContain(from);
    expect(from).toContain('ThirdPartyStoragePartitioning');
    expect(to).not.toContain('ThirdPartyStoragePartitioning');
    expect(to.split(',')).toHaveLength(from.split(',').length - 1);
  });

  test('keeps the only --disable-features that Chromium gets', async () => {
    const { args, ignoreDefaultArgs } = await strictLaunch();
    const given = [...(await playwrightArguments()), ...args].filter(
      (arg) => !ignoreDefaultArgs.includes(arg),
    );
    expect(given.filter((arg) => arg.startsWith('--disable-features='))).toHaveLength(1);
  });

  test('is missed aloud when a new Playwright says it otherwise', () => {
    expect(() => partitioned(['--disable-features=Other'])).toThrow('strict-browser.ts');
    expect(() => partitioned([])).toThrow('strict-browser.ts');
  });
});
