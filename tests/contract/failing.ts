import { describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import type { Scene } from './scene.ts';
import type { WholeRow } from './worlds.ts';

const refusals = [
  [401, 'session-ended'],
  [403, 'not-permitted'],
  [405, 'not-supported'],
  [429, 'too-busy'],
  [500, 'server-error'],
  [502, 'server-error'],
] as const;

const conflicts = [409, 412, 422, 423, 424].map((status) => [status, 'conflict'] as const);

const page = { status: 200, contentType: 'text/html', body: '<!doctype html><h1>Sign in</h1>' };
const half = {
  status: 200,
  contentType: 'application/fhir+json',
  body: '{"resourceType":"Bundle"',
};
const patient = { status: 200, body: { resourceType: 'Patient', id: 'noor-lindgren' } };
const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'conflict', diagnostics: 'This time is no longer free' }],
};

/** What is no answer to anything. */
const nonsense = [
  ['a page', page, 'html'],
  ['half an answer', half, 'not-json'],
  ['something else', patient, 'other-resource'],
] as const;

/** What goes wrong between the app and the EHR, and within it, where something is read. */
export function describeFailing({ does }: WholeRow, scene: Scene): void {
  describe('when something goes wrong', () => {
    const { soon } = scene;

    it.each([...refusals, [503, 'too-busy'] as const])(
      '%i at a search is %s',
      async (status, kind) => {
        const ehr = scene.world.open();
        scene.strike('find', { kind: 'answer', status, contentType: 'text/plain', body: 'No.' });
        expect(await ehr.findAppointments(soon())).toMatchObject({ ok: false, failure: { kind } });
      },
    );

    it.each([...nonsense, ['nothing', { status: 200 }, 'empty'] as const])(
      '%s instead of open times is no calendar without any',
      async (_, answer, what) => {
        const ehr = scene.world.open();
        scene.strike('find', { kind: 'answer', ...answer });
        expect(await ehr.findAppointments(soon())).toMatchObject({
          failure: { kind: 'unreadable', what },
        });
      },
    );

    it('a session that ends is told at every call', async () => {
      const ehr = scene.world.open();
      scene.strike(does.needsToken ? 'find' : 'list', { kind: 'expire-token' });
      const ended = { ok: false, failure: { kind: 'session-ended' } };
      if (does.needsToken) expect(await ehr.findAppointments(soon())).toMatchObject(ended);
      expect(await ehr.listAppointments({})).toMatchObject(ended);
      expect(await ehr.readPatient()).toMatchObject(ended);
    });

    it('a search that nobody waits for any more ends', async () => {
      const stop = new AbortController();
      scene.strike('find', { kind: 'slow', milliseconds: 500 });
      const finding = scene.world.open().findAppointments(soon(), stop.signal);
      stop.abort();
      expect(await finding).toMatchObject({
        ok: false,
        failure: { kind: 'no-answer', timedOut: false },
      });
    });
  });
}

/** The same where something is booked: whatever comes back, the patient is told what the EHR has. */
export function describeFailingBookings({ does }: WholeRow, scene: Scene): void {
  describe('when something goes wrong at a booking', () => {
    const { openTime, listAt, ports } = scene;
    const holds = does.hold === false ? [false] : [false, true];

    // A change may have been made before the server gave up; a search can simply be asked again.
    it.each([...refusals, ...conflicts, [503, 'server-error'] as const])(
      '%i is %s, sent once, and nothing is booked',
      async (status, kind) => {
        const ehr = scene.world.open();
        const time = await openTime(ehr);
        scene.world.forget();
        scene.strike('book', { kind: 'answer', status, contentType: 'text/plain', body: 'No.' });
        const answer = await ehr.bookAppointment({ time, hold: undefined, comment: undefined });
        expect(answer).toMatchObject({ ok: false, failure: { kind } });
        expect(scene.world.sent('book')).toBe(1);
        expect(await listAt(ehr, time)).toEqual([]);
      },
    );

    it.each([
      ['a page', page],
      ['half an answer', half],
      ['something else', patient],
      ['nothing', { status: 200 }],
      ['a broken server', { status: 500, contentType: 'text/plain', body: 'Oops' }],
      ['a refusal that comes with a 200', { status: 200, body: outcome }],
    ] as const)(
      '%s instead of an answer is looked up, and the list is right',
      async (_, answer) => {
        const ehr = scene.world.open();
        for (const kind of ['answer', 'answer-after'] as const) {
          const time = await openTime(ehr);
          scene.world.forget();
          scene.strike('book', { kind, ...answer });
          const booked = await bookAppointment(
            { time, hold: undefined, comment: undefined },
            ports(ehr),
          );
          expect(booked.ok).toBe(kind === 'answer-after');
          expect(scene.world.sent('book')).toBe(1);
          expect((await listAt(ehr, time)).map(({ status }) => status)).toEqual(
            booked.ok ? ['booked'] : [],
          );
        }
      },
    );

    it.each(
      holds.flatMap((held) => [['drop-before', held] as const, ['drop-after', held] as const]),
    )(
      'a lost answer (%s; held: %s) is looked up, and nothing is sent twice',
      async (kind, held) => {
        const ehr = scene.world.open();
        const time = await openTime(ehr);
        const hold = held ? await scene.hold(ehr, time) : undefined;
        scene.world.forget();
        scene.strike('book', { kind });
        const booked = await bookAppointment({ time, hold, comment: undefined }, ports(ehr));
        expect(scene.world.sent('book')).toBe(1);
        if (kind === 'drop-after')
          expect(booked).toMatchObject({ value: { status: 'booked', start: time.start } });
        else
          expect(booked).toMatchObject({
            failure: { kind: 'not-booked', stillHeld: held && does.hold === 'appointment' },
          });
        expect((await listAt(ehr, time)).filter(({ status }) => status === 'booked')).toHaveLength(
          booked.ok ? 1 : 0,
        );
      },
    );

    it('a request that the browser sends twice books once', async () => {
      const ehr = scene.world.open();
      const time = await openTime(ehr);
      scene.strike('book', { kind: 'sent-twice' });
      expect(
        await bookAppointment({ time, hold: undefined, comment: undefined }, ports(ehr)),
      ).toMatchObject({ value: { status: 'booked', start: time.start } });
      expect(await listAt(ehr, time)).toMatchObject([{ status: 'booked' }]);
    });

    it('an answer that comes too late is no answer', async () => {
      const ehr = scene.world.open({ patience: { read: 5_000, change: 50 } });
      const time = await openTime(ehr);
      scene.strike('book', { kind: 'slow', milliseconds: 200 });
      expect(
        await ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
      ).toMatchObject({ failure: { kind: 'no-answer', timedOut: true } });
      expect(await listAt(ehr, time)).toMatchObject([{ status: 'booked' }]);
    });
  });
}
