import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../../sandbox/database/database.ts';
import { lockDirectory } from '../../../sandbox/database/lock.ts';
import { openClinicDay } from './clinic-day.ts';

describe('the database itself', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase('memory');
  }, 120_000);
  afterAll(() => database.close());

  const claim = (
    appointment: string,
    schedule: string,
    practitioner: string,
    from: string,
    until: string,
    status = 'booked',
  ): Promise<object[]> =>
    database.query(
      `insert into claim (appointment, slot, schedule, practitioner, during, status, expires_at)
       values ($1, 's', $2, $3, tstzrange($4, $5), $6, case when $6 = 'pending' then now() end)`,
      [appointment, schedule, practitioner, `2026-11-24T${from}Z`, `2026-11-24T${until}Z`, status],
    );

  test('refuses two claims on one moment of a schedule or a practitioner (23P01)', async () => {
    await claim('a', 'one', 'dr', '10:00', '10:20');
    await expect(claim('b', 'one', 'other', '10:10', '10:30')).rejects.toMatchObject({
      code: '23P01',
    });
    await expect(claim('c', 'two', 'dr', '10:10', '10:30', 'pending')).rejects.toMatchObject({
      code: '23P01',
    });
    await expect(claim('d', 'one', 'dr', '09:00', '12:00')).rejects.toMatchObject({
      code: '23P01',
    });
  });

  test('accepts what only touches, is elsewhere, or was released', async () => {
    await claim('e', 'one', 'dr', '10:20', '10:40');
    await claim('f', 'two', 'other', '10:00', '10:20');
    await claim('g', 'one', 'dr', '10:00', '10:20', 'released');
    await expect(
      database.query(`update claim set status = 'booked' where appointment = 'g'`),
    ).rejects.toMatchObject({ code: '23P01' });
  });

  test('refuses a claim that lasts no time (23514), and a hold without an end', async () => {
    await expect(claim('h', 'three', 'x', '10:00', '10:00')).rejects.toMatchObject({
      code: '23514',
    });
    await expect(
      database.query(
        `insert into claim values ('i', 's', 'three', 'x', null, tstzrange('2026-11-24', '2026-11-25'), 'pending', null, null)`,
      ),
    ).rejects.toMatchObject({ code: '23514' });
  });
});

test('a fresh EHR for a test is there at once after the first', async () => {
  await (await openClinicDay()).ehr.close();
  const before = process.cpuUsage();
  await (await openClinicDay()).ehr.close();
  // Processor time, not the wall clock's: other tests may keep the machine busy.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
}, 120_000);

describe('a data directory', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sandbox-ehr-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('keeps what was booked when the process is killed, and admits one process at a time', async () => {
    const dataDirectory = join(folder, 'clinic');
    const first = start(dataDirectory);
    const { id, offer } = JSON.parse(await firstLine(first)) as { id: string; offer: string };
    const second = start(dataDirectory);
    const refusal = await complaint(second);
    expect(refusal).toContain(
      `The data directory ${dataDirectory} is in use by process ${first.pid ?? 0}`,
    );
    expect(refusal.trim().split('\n')).toHaveLength(1);
    first.kill('SIGKILL');
    await ended(first);
    const reopened = await openDatabase({ dataDirectory });
    const visits = await reopened.visitsOf('noor-lindgren');
    expect(visits.map((visit) => [visit.id, visit.status])).toEqual([[id, 'booked']]);
    const again = await reopened.query(
      `select from claim where appointment = $1 and status = 'booked'`,
      [id],
    );
    expect(again).toHaveLength(1);
    expect(offer).toMatch(/^naomi-castellane\./);
    await reopened.close();
  }, 240_000);

  test('is not opened twice by one process', () => {
    const release = lockDirectory(join(folder, 'a'));
    expect(() => lockDirectory(join(folder, 'a'))).toThrow('is in use by process');
    release();
    lockDirectory(join(folder, 'a'))();
  });

  test('is taken over from a process that is dead, whatever it left behind', async () => {
    const lock = join(folder, 'b.lock');
    for (const left of ['999999999', String(process.pid), 'nonsense', '']) {
      await writeFile(lock, left);
      const release = lockDirectory(join(folder, 'b'));
      expect(await readFile(lock, 'utf8')).toBe(String(process.pid));
      release();
    }
  });
});

function start(dataDirectory: string): ChildProcess {
  const script = fileURLToPath(new URL('book-and-wait.ts', import.meta.url));
  return spawn(process.execPath, ['--import', 'tsx', script, dataDirectory], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text);
    });
    child.stderr?.on('data', (chunk: Buffer) => reject(new Error(chunk.toString())));
  });
}

function complaint(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    child.stderr?.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.on('close', () => resolve(text));
  });
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.on('exit', () => resolve());
  });
}
