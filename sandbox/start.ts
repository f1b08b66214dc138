import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { everyDialect } from './deployment.ts';
import type { RunningSandbox } from './hosts.ts';
import { PortInUse } from './hosts/listener.ts';

/** The demonstration: builds the app where that is due, starts the hospital around it, and says where to go. */

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const variables = { portal: 'PORTAL_PORT', app: 'APP_PORT', ehr: 'EHR_PORT' } as const;
const ports = {
  portal: portFrom('PORTAL_PORT', 7100),
  app: portFrom('APP_PORT', 7101),
  ehr: portFrom('EHR_PORT', 7102),
};

try {
  await buildIfStale();
  const sandbox = await start();
  console.log(
    `\n  ${sandbox.portal.href}\n\n  Open it, choose a patient, then "Schedule an appointment". Ctrl+C stops it; what was booked is kept in .sandbox/.\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
} catch (error) {
  console.error(explained(error));
  process.exit(1);
}

async function start(): Promise<RunningSandbox> {
  const { startSandbox } = await withoutRuntimeWarning(() => import('./hosts.ts'));
  return startSandbox({
    ports,
    appDirectory: dist,
    settings: everyDialect,
    database: { dataDirectory: join(root, '.sandbox') },
  });
}

/** oidc-provider says at import that it would rather have a later Node. It is tested here with this one. */
async function withoutRuntimeWarning<Value>(work: () => Promise<Value>): Promise<Value> {
  const warn = console.warn;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}

async function buildIfStale(): Promise<void> {
  const built = await latestIn([join(dist, 'index.html')]);
  const sources = [
    'src',
    'shims',
    'scripts',
    'index.html',
    'launch.html',
    'vite.config.ts',
    'package-lock.json',
  ].map((name) => join(root, name));
  if (built >= (await latestIn(sources))) return;
  const { build } = await import('vite');
  await build({ root, logLevel: 'error' });
}

/** When any of these files, or of those in these folders, was last changed; 0 where there is none. */
async function latestIn(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (path) => {
      const found = await stat(path).catch(() => undefined);
      if (found?.isDirectory() !== true) return found?.mtimeMs ?? 0;
      return latestIn((await readdir(path)).map((name) => join(path, name)));
    }),
  );
  return Math.max(0, ...times);
}

function portFrom(variable: string, usual: number): number {
  const text = process.env[variable];
  if (text === undefined) return usual;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  console.error(`${variable} must be a port number, not "${text}".`);
  return process.exit(1);
}

function explained(error: unknown): string {
  if (error instanceof PortInUse) {
    const host = (Object.keys(variables) as (keyof typeof variables)[]).find(
      (name) => ports[name] === error.port,
    );
    const variable = host === undefined ? 'PORTAL_PORT' : variables[host];
    return `Port ${String(error.port)}, for the ${host ?? 'sandbox'}, is in use. Choose another: ${variable}=${String(error.port + 100)} npm start`;
  }
  return error instanceof Error
    ? error.name === 'DirectoryInUse'
      ? error.message
      : (error.stack ?? error.message)
    : String(error);
}
