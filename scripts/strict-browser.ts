/**
 * How journeys start Chromium, so that it is as strict in a cross-site frame as a patient's browser.
 *
 * Playwright switches storage partitioning off (https://github.com/microsoft/playwright/issues/32230),
 * and Chromium obeys only the last `--disable-features` it is given. So Playwright's own argument is
 * taken out, letter by letter, and put back without that one feature.
 */

const feature = 'ThirdPartyStoragePartitioning';

interface PlaywrightServer {
  readonly server: {
    createPlaywright(options: { readonly sdkLanguage: string }): {
      readonly chromium: {
        defaultArgs(
          options: { readonly headless: boolean; readonly args: readonly string[] },
          isPersistent: boolean,
          userDataDir: string,
        ): Promise<readonly string[]> | readonly string[];
      };
    };
  };
}

/**
 * The arguments that the installed Playwright would start Chromium with.
 * It has no public way to ask, so a new version of Playwright may break this, and a test says so.
 */
export async function playwrightArguments(): Promise<readonly string[]> {
  const core = 'playwright-core/lib/coreBundle';
  const { server } = (await import(core)) as PlaywrightServer;
  const { chromium } = server.createPlaywright({ sdkLanguage: 'javascript' });
  return chromium.defaultArgs({ headless: true, args: [] }, false, '');
}

/**
 * Playwright's `--disable-features` argument, and the same with storage partitioning left on.
 * @throws {Error} where Playwright no longer has the argument or the feature in it.
 */
export function partitioned(args: readonly string[]): {
  readonly from: string;
  readonly to: string;
} {
  const from = args.find((arg) => arg.startsWith('--disable-features='));
  const features = from?.slice('--disable-features='.length).split(',');
  if (from === undefined || !features?.includes(feature)) {
    throw new Error(
      `This Playwright does not disable ${feature} in --disable-features: see scripts/strict-browser.ts.`,
    );
  }
  return {
    from,
    to: `--disable-features=${features.filter((name) => name !== feature).join(',')}`,
  };
}

/** For `launchOptions`: partitioned storage, no third-party cookies, nothing said to the outside. */
export async function strictLaunch(): Promise<{ args: string[]; ignoreDefaultArgs: string[] }> {
  const { from, to } = partitioned(await playwrightArguments());
  return {
    ignoreDefaultArgs: [from],
    args: [
      to,
      // Debian's Chromium blocks third-party cookies unasked; others may want to be told.
      '--test-third-party-cookie-phaseout',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  };
}
