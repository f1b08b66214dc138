import { fork } from 'node:child_process';
import type { Found, Options } from '../tests/chaos/worker.ts';

/** Room for the short-lived objects of a few requests: else half of the time goes into sweeping them up. */
const flags = ['--max-semi-space-size=64'];

/**
 * Lets one process do its runs.
 * @param onRuns told now and then how many it has done
 * @throws {Error} with what it said, where it ended without a result
 */
export async function runWorker(
  file: string,
  options: Options,
  onRuns: (runs: number) => void = () => undefined,
): Promise<Found> {
  const child = fork(file, [JSON.stringify(options)], { execArgv: flags, silent: true });
  let said = '';
  child.stdout?.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr?.on('data', (text: Buffer) => (said += text.toString()));
  child.on('message', (message) => {
    if (typeof message === 'object' && 'runs' in message && typeof message.runs === 'number')
      onRuns(message.runs);
  });
  const stop = (): void => void child.kill();
  process.once('exit', stop);
  const code = await new Promise<number | null>((resolve, fail) => {
    child.on('error', fail);
    child.on('close', resolve);
  });
  process.off('exit', stop);
  const last = said.trimEnd().split('\n').at(-1) ?? '';
  if (code !== 0 || !last.startsWith('{'))
    throw new Error(`a chaos worker ended (${code}):\n${said}`);
  return JSON.parse(last) as Found;
}
