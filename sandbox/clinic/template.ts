import { createHash, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../database/database.ts';
import { seedClinic } from './seed.ts';

const sandbox = fileURLToPath(new URL('..', import.meta.url));
const cache = join(sandbox, '../.cache/sandbox');

/** One file is some 40 MB, and tests have few clocks. */
const kept = 3;

/** By the moment of the seed; of the last one only, for the same reason. */
const inMemory = new Map<number, Promise<Blob>>();

/**
 * A database in memory with the clinic as on its first morning. PostgreSQL takes seconds to make and
 * seed one and a fraction of that to copy one, so a copy is kept, in this process and in `.cache/` for
 * the next: every test file runs in a process of its own.
 */
export async function openSeeded(now: number): Promise<Database> {
  let template = inMemory.get(now);
  if (!template) {
    template = readTemplate(now);
    inMemory.clear();
    inMemory.set(now, template);
  }
  return openDatabase({ template: await template });
}

async function readTemplate(now: number): Promise<Blob> {
  const file = join(cache, `${await fingerprint()}-${now}.tar`);
  try {
    return new Blob([new Uint8Array(await readFile(file))]);
  } catch {
    const template = await makeTemplate(now);
    // A clock that stands at a whole minute is a test's, and will be seen again; a real one will not.
    if (now % 60_000 === 0) await keep(file, template);
    return template;
  }
}

async function makeTemplate(now: number): Promise<Blob> {
  const database = await openDatabase('memory');
  try {
    await seedClinic(database, now);
    return await database.dump();
  } finally {
    await database.close();
  }
}

/** Of everything that the seed is made from: a change in any of it makes the kept copies stale. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const folders = ['clinic', 'database'];
  const names = folders.map(async (folder) =>
    (await readdir(join(sandbox, folder))).map((name) => join(folder, name)),
  );
  const seeded = ['../package.json', 'fhir/appointment.ts', 'fhir/dates.ts'];
  for (const name of [...seeded, ...(await Promise.all(names)).flat().sort()]) {
    hash.update(await readFile(join(sandbox, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Another process may do the same at the same time, so the file appears whole or not at all. */
async function keep(file: string, template: Blob): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await mkdir(cache, { recursive: true });
    // In one go: the asynchronous form takes a turn for every half megabyte, which a busy machine draws out.
    writeFileSync(draft, new Uint8Array(await template.arrayBuffer()));
    await rename(draft, file);
    const names = await readdir(cache);
    const files = await Promise.all(
      names.map(async (name) => ({ name, age: (await stat(join(cache, name))).mtimeMs })),
    );
    files.sort((one, other) => other.age - one.age);
    await Promise.all(files.slice(kept).map(({ name }) => rm(join(cache, name), { force: true })));
  } catch {
    // Only time is lost without the copy, for example in a folder that cannot be written.
    await rm(draft, { force: true });
  }
}
