import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
const macOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The parts of the machine that a search asks; tests bring their own. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  isExecutable(file: string): boolean;
  /** The browser that `playwright install` would have put here. */
  playwrightChromium(): string;
  /** Debian or Ubuntu, as root: a browser can be installed without asking anybody. */
  canInstall(): boolean;
  install(): void;
}

/**
 * The browser for journeys and benchmarks.
 * @param install true where nobody is there to install one: in CI, and under `npm test`.
 * @throws {Error} one line that says what to run.
 */
export async function findChromium({
  install = installsByItself(),
  machine,
}: { readonly install?: boolean; readonly machine?: Machine } = {}): Promise<string> {
  const here = machine ?? (await thisMachine());
  const wanted = here.env['CHROME_PATH'];
  if (wanted) {
    if (here.isExecutable(wanted)) return wanted;
    throw new Error(`CHROME_PATH is ${wanted}, which is not an executable file.`);
  }
  const find = () => {
    const folders = (here.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
    const usual = names.flatMap((name) =>
      ['/usr/bin', ...folders].map((folder) => join(folder, name)),
    );
    return [...usual, ...macOS, here.playwrightChromium()].find((file) => here.isExecutable(file));
  };
  const found = find();
  if (found) return found;
  if (install && here.canInstall()) {
    here.install();
    const installed = find();
    if (installed) return installed;
  }
  throw new Error(
    'No Chromium found: run "apt-get install chromium" (or install Google Chrome), or set CHROME_PATH.',
  );
}

function installsByItself(): boolean {
  const { CI, npm_lifecycle_event: script } = process.env;
  return (CI !== undefined && CI !== '' && CI !== 'false') || script === 'test';
}

async function thisMachine(): Promise<Machine> {
  const { chromium } = await import('@playwright/test');
  return {
    env: process.env,
    isExecutable(file) {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    },
    playwrightChromium: () => chromium.executablePath(),
    canInstall: () => existsSync('/etc/debian_version') && process.getuid?.() === 0,
    install() {
      console.log('No Chromium found: installing it with apt-get.');
      const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync('apt-get', ['update'], { stdio: 'inherit', env });
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], {
        stdio: 'inherit',
        env,
      });
    },
  };
}
