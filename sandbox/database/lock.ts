import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Directories that this process holds. A lock with our own pid that is not here was left by a dead namesake. */
const held = new Set<string>();

export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse';
  readonly code = 'DIRECTORY_IN_USE';
}

/**
 * Takes a data directory for this process alone. Two PGlite processes on one directory lose each
 * other's writes without any error, so the second one is refused here.
 * The file is made complete under another name and then linked: a lock without a pid is never seen.
 * @returns gives the directory back.
 */
export function lockDirectory(dataDirectory: string): () => void {
  const lock = `${resolve(dataDirectory)}.lock`;
  if (held.has(lock)) throw inUse(dataDirectory, process.pid);
  mkdirSync(dirname(lock), { recursive: true });
  const draft = `${lock}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    if (!tryLink(draft, lock)) {
      const left = readFileSync(lock, 'utf8');
      const owner = Number(left);
      if (isAlive(owner) && owner !== process.pid) throw inUse(dataDirectory, owner);
      removeStale(lock, left);
      if (!tryLink(draft, lock)) throw inUse(dataDirectory, Number(readFileSync(lock, 'utf8')));
    }
  } finally {
    rmSync(draft, { force: true });
  }
  held.add(lock);
  const release = (): void => {
    if (held.delete(lock)) rmSync(lock, { force: true });
    process.off('exit', release);
  };
  process.once('exit', release);
  return release;
}

/** Moves a dead process's lock aside; puts it back when, in between, a living process had taken it over. */
function removeStale(lock: string, left: string): void {
  const aside = `${lock}.stale.${process.pid}`;
  renameSync(lock, aside);
  if (readFileSync(aside, 'utf8') !== left) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function inUse(dataDirectory: string, pid: number): DirectoryInUse {
  return new DirectoryInUse(
    `The data directory ${resolve(dataDirectory)} is in use by process ${pid}; stop it first.`,
  );
}
