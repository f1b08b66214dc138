import { describe, expect, test } from 'vitest';

import type { Appointment, Hold } from '../../../src/scheduling/model.ts';
import type { Booking, RescheduleOrder } from '../../../src/scheduling/ports.ts';
import {
  rescheduleAppointment,
  type MoveOutcome,
} from '../../../src/scheduling/reschedule-appointment.ts';
import { ok } from '../../../src/scheduling/result.ts';
import { changed, failed, found, listed, madeOf } from '../../support/scripted-ehr.ts';
import {
  appointment,
  atWest,
  days,
  drChen,
  drOkafor,
  errorNotice,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import { clinicWith, fates, type Clinic, type Fate } from './clinic.ts';

const patient = 'Patient/maya';
const old = appointment('booked', '2026-02-10T14:00:00Z', { id: 'old', comment: 'My knee hurts' });
const cancelledOld: Appointment = { ...old, status: 'cancelled', versionId: '2' };
const time = openTime('2026-02-12T16:00:00Z');
const held = madeOf(time, 'pending', { id: 'new' });
const hold: Hold = { appointment: held, until: monday + 10 * minutes };
const booking: Booking = { time, hold, comment: 'My knee hurts' };
const { failure: sessionEnded } = failed('session-ended');
const orders: readonly RescheduleOrder[] = ['book-first', 'cancel-first', 'atomic'];

const clinic = (reschedule: RescheduleOrder, fateOf?: (request: number) => Fate): Clinic =>
  clinicWith([old, held], { reschedule }, fateOf);

/** Of the requests, in order; those after them are answered. */
const meets =
  (...given: readonly Fate[]) =>
  (request: number): Fate =>
    given[request] ?? 'answered';

/** The old one was read, as the patient saw it; then the others meet this. */
const onceRead = (...given: readonly Fate[]) => meets('answered', ...given);

/** The old visit is changed elsewhere, just before this request arrives. */
function meanwhile(
  reschedule: RescheduleOrder,
  before: number,
  more: Partial<Appointment>,
  fateOf = meets(),
): Clinic {
  const at = clinic(reschedule, (request) => {
    if (request === before) at.change('old', more);
    return fateOf(request);
  });
  return at;
}

/** The network is gone after so many requests: nothing more arrives. */
const diesAfter =
  (requests: number) =>
  (request: number): Fate =>
    request < requests ? 'answered' : 'lost';

async function move(
  { ehr, now, wait }: Clinic,
  asked: Booking = booking,
  visit: Appointment = old,
): Promise<{ outcome: MoveOutcome; phases: readonly string[] }> {
  const phases: string[] = [];
  const outcome = await rescheduleAppointment(visit, asked, {
    ehr,
    patient,
    now,
    wait,
    onPhase: (phase) => phases.push(phase),
    onReadingBack: () => phases.push('reading-back'),
  });
  return { outcome, phases };
}

const [book, read, cancel, list, find] = [
  'bookAppointment',
  'readAppointment',
  'cancelAppointment',
  'listAppointments',
  'findAppointments',
] as const;

describe('[B12] two tabs: the old visit is read before anything is sent', () => {
  const later = { start: old.start + hours, end: old.end + hours };

  test.each(orders)(
    'and when another tab has moved it since, nothing is sent, and it is shown as it is (%s)',
    async (reschedule) => {
      const at = clinic(reschedule);
      at.change('old', later);
      const { outcome, phases } = await move(at);
      const now = at.visit('old');
      expect(now).toMatchObject(later);
      expect(outcome).toEqual({
        is: 'not-moved',
        old: now,
        failure: { kind: 'changed', appointment: now },
      });
      expect(at.ehr.log).toEqual([read]);
      expect(at.ehr.readAppointment.calls).toEqual([['old']]);
      expect(at.booked()).toEqual(['old']);
      expect(at.visit('new')).toEqual(held);
      expect(phases).toEqual([]);
    },
  );

  const changes: readonly Partial<Appointment>[] = [
    { status: 'cancelled' },
    { status: 'fulfilled' },
    { status: 'noshow' },
    { status: 'entered-in-error' },
    { end: old.end + hours },
  ];
  test.each(orders.flatMap((order) => changes.map((change) => [order, change] as const)))(
    'nor when it was changed otherwise (%s, %j)',
    async (reschedule, change) => {
      const at = clinic(reschedule);
      at.change('old', change);
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({
        is: 'not-moved',
        old: change,
        failure: { kind: 'changed', appointment: change },
      });
      expect(at.ehr.log).toEqual([read]);
      expect(at.visit('new')).toEqual(held);
    },
  );

  test.each(orders)('nor when it cannot be read (%s)', async (reschedule) => {
    const at = clinic(reschedule, meets('lost'));
    const { outcome } = await move(at);
    const { failure } = failed('no-answer');
    expect(outcome).toEqual({ is: 'not-moved', old, failure: { kind: 'not-read', failure } });
    expect(at.ehr.log).toEqual([read]);
    expect(at.visit('old')).toEqual(old);
  });

  test.each(orders)('[B21] nor when the session has ended (%s)', async (reschedule) => {
    const at = clinic(reschedule);
    at.ehr.readAppointment.answers(failed('session-ended'));
    const { outcome } = await move(at);
    expect(outcome).toEqual({ is: 'not-moved', old, failure: sessionEnded });
    expect(at.ehr.log).toEqual([read]);
  });

  test.each(orders)('but a new version that says the same is moved (%s)', async (reschedule) => {
    const at = clinic(reschedule);
    at.change('old', { comment: 'Ring the bell' });
    const { outcome } = await move(at);
    expect(outcome.is).toBe('moved');
    expect(at.booked()).toEqual(['new']);
  });
});

describe('[B11] booking first: the old visit goes only when the new one is booked', () => {
  test('in this order: read the old one, book, read the old one, cancel it, read it', async () => {
    const at = clinic('book-first');
    const { outcome, phases } = await move(at);
    expect(outcome).toEqual({ is: 'moved', appointment: at.visit('new'), old: at.visit('old') });
    expect(at.ehr.log).toEqual([read, book, read, cancel, read]);
    expect(at.ehr.readAppointment.calls).toEqual([['old'], ['old'], ['old']]);
    expect(at.ehr.cancelAppointment.calls).toEqual([[old, undefined]]);
    expect(at.booked()).toEqual(['new']);
    expect(phases).toEqual(['cancelling-old', 'reading-back']);
  });

  test('and the EHR is not told that the new one replaces a visit that still stands', async () => {
    const at = clinic('book-first');
    await move(at);
    expect(at.ehr.bookAppointment.calls).toEqual([[booking]]);
    expect(at.ehr.bookAppointment.calls[0]?.[0]).not.toHaveProperty('replaces');
  });

  test('of a time that is only open, where the EHR keeps none', async () => {
    const at = clinicWith([old], { hold: false });
    const { outcome } = await move(at, { ...booking, hold: undefined });
    expect(outcome).toMatchObject({ is: 'moved', appointment: { start: time.start } });
    expect(at.booked()).toHaveLength(1);
    expect(at.visit('old')?.status).toBe('cancelled');
  });

  test('and an old one that the clinic called off meanwhile needs no cancelling', async () => {
    const at = meanwhile('book-first', 2, { status: 'cancelled' });
    const { outcome } = await move(at);
    expect(outcome).toEqual({ is: 'moved', appointment: at.visit('new'), old: at.visit('old') });
    expect(at.ehr.log).toEqual([read, book, read]);
  });

  test.each([
    ['a lost booking that was made', onceRead('unheard'), [read, book, list, read, cancel, read]],
    [
      'a booking that the EHR made late',
      onceRead('slow'),
      [read, book, list, list, read, cancel, read],
    ],
    [
      'a lost cancellation that was made',
      onceRead('answered', 'answered', 'unheard'),
      [read, book, read, cancel, read],
    ],
    [
      'a cancellation that the EHR made late',
      onceRead('answered', 'answered', 'slow'),
      [read, book, read, cancel, read, read],
    ],
  ])('moves it all the same after %s', async (_, fateOf, log) => {
    const at = clinic('book-first', fateOf);
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'moved', appointment: { id: 'new' }, old: { id: 'old' } });
    expect(at.ehr.log).toEqual(log);
    expect(at.booked()).toEqual(['new']);
  });

  test.each([
    ['is refused', onceRead('refused'), { kind: 'taken' }, [read, book, list, read]],
    [
      'is lost',
      onceRead('lost'),
      { kind: 'not-booked', stillHeld: true },
      [read, book, list, list, list, read],
    ],
  ])(
    'and when the booking %s, the old one was read, and stands',
    async (_, fateOf, failure, log) => {
      const at = clinic('book-first', fateOf);
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({ is: 'not-moved', old, failure });
      expect(at.ehr.log).toEqual(log);
      expect(at.booked()).toEqual(['old']);
    },
  );

  test.each(['not-permitted', 'not-supported', 'rejected', 'too-busy'] as const)(
    'and when the booking is refused with %s, that is told, and the old one stands',
    async (kind) => {
      const at = clinic('book-first');
      at.ehr.bookAppointment.answers(failed(kind, [errorNotice]));
      const { outcome } = await move(at);
      expect(outcome).toEqual({
        is: 'not-moved',
        old,
        failure: failed(kind, [errorNotice]).failure,
      });
      expect(at.ehr.log).toEqual([read, book, list, read]);
      expect(at.booked()).toEqual(['old']);
    },
  );

  test('[B21] and a session that ends with the booking sends and claims nothing more', async () => {
    const at = clinic('book-first');
    at.ehr.bookAppointment.answers(failed('session-ended'));
    at.ehr.listAppointments.answers(failed('session-ended'));
    const { outcome } = await move(at);
    expect(outcome).toEqual({ is: 'not-moved', old, failure: sessionEnded });
    expect(at.ehr.log).toEqual([read, book, list]);
    expect(at.booked()).toEqual(['old']);
  });

  test.each(['pending', 'proposed'] as const)(
    'and a new one that is %s waits for the clinic: the old one is left alone',
    async (status) => {
      const at = clinic('book-first');
      const waiting = { ...held, status };
      at.ehr.bookAppointment.answers(changed(waiting));
      const { outcome } = await move(at);
      expect(outcome).toEqual({ is: 'requested', appointment: waiting, old });
      expect(at.ehr.cancelAppointment.calls).toEqual([]);
      expect(at.booked()).toEqual(['old']);
    },
  );

  test('and nobody says whether the new one is booked while the list cannot be read', async () => {
    const at = clinic('book-first', onceRead('unheard', 'lost', 'lost', 'lost'));
    const { outcome } = await move(at);
    expect(outcome).toEqual({ is: 'unknown', appointment: 'unknown', old: 'booked' });
    expect(at.ehr.log).toEqual([read, book, list, list, list, read]);
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
  });

  test('nor whether the old one stands while it cannot be read', async () => {
    const at = clinic('book-first', diesAfter(1));
    expect((await move(at)).outcome).toEqual({
      is: 'unknown',
      appointment: 'unknown',
      old: 'unknown',
    });
    const refused = clinic('book-first', onceRead('refused', 'answered', 'lost'));
    expect((await move(refused)).outcome).toEqual({
      is: 'unknown',
      appointment: 'not-booked',
      old: 'unknown',
    });
  });

  test('nor that the old one stands when the clinic has called it off', async () => {
    const at = meanwhile('book-first', 1, { status: 'cancelled' }, onceRead('refused'));
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'nothing-left', old: at.visit('old') });
    expect(at.ehr.log).toEqual([read, book, list, read]);

    const unheard = onceRead('lost', 'lost', 'lost', 'lost');
    const lost = meanwhile('book-first', 1, { status: 'cancelled' }, unheard);
    expect((await move(lost)).outcome).toEqual({
      is: 'unknown',
      appointment: 'unknown',
      old: 'cancelled',
    });
  });

  test('and a failure of the cancellation leaves both, and says so', async () => {
    const at = clinic('book-first', onceRead('answered', 'answered', 'refused'));
    const { outcome } = await move(at);
    expect(outcome).toEqual({
      is: 'both',
      appointment: at.visit('new'),
      old,
      failure: { kind: 'cancel-refused', notices: [errorNotice] },
    });
    expect(at.ehr.log).toEqual([read, book, read, cancel, read]);
    expect(at.booked()).toEqual(['old', 'new']);
  });

  test.each([
    ['not-read', onceRead('answered', 'lost'), [read, book, read]],
    [
      'not-cancelled',
      onceRead('answered', 'answered', 'lost'),
      [read, book, read, cancel, read, read, read],
    ],
    [
      'cancel-unknown',
      onceRead('answered', 'answered', 'lost', 'lost', 'lost', 'lost'),
      [read, book, read, cancel, read, read, read],
    ],
  ])('and both stand, or perhaps do, after %s', async (kind, fateOf, log) => {
    const at = clinic('book-first', fateOf);
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'both', appointment: { id: 'new' }, failure: { kind } });
    expect(at.ehr.log).toEqual(log);
    expect(at.booked()).toEqual(['old', 'new']);
  });

  test('[B12] and an old one that was moved by the clinic meanwhile is not cancelled', async () => {
    const at = meanwhile('book-first', 2, { start: old.start + hours, end: old.end + hours });
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({
      is: 'both',
      failure: { kind: 'changed', appointment: { start: old.start + hours } },
    });
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
  });
});

describe('[B11] a new time at the hour of the old visit', () => {
  test('is not booked because the old one is on the list: it is not cancelled', async () => {
    const byName = [{ reference: undefined, display: 'Dr. Amy Chen' }];
    const standing: Appointment = { ...old, practitioners: byName, locations: [] };
    const sameHour = openTime(old.start, { practitioners: [drOkafor], locations: [atWest] });
    const kept = madeOf(sameHour, 'pending', { id: 'new', practitioners: [], locations: [] });
    const at = clinicWith([standing, kept], {}, onceRead('refused'));
    const asked = { ...booking, time: sameHour, hold: { appointment: kept, until: undefined } };
    const { outcome } = await move(at, asked, standing);
    expect(outcome).toMatchObject({ is: 'not-moved', old: { id: 'old' } });
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
    expect(at.booked()).toEqual(['old']);
  });

  test('with the same doctor at another clinic is another visit, too', async () => {
    const sameHour = openTime(old.start, { locations: [atWest] });
    const at = clinicWith([old], { hold: false }, onceRead('lost'));
    const { outcome } = await move(at, { ...booking, time: sameHour, hold: undefined });
    expect(outcome).toMatchObject({ is: 'not-moved', old: { id: 'old' } });
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
    expect(at.booked()).toEqual(['old']);
  });
});

describe('[B11] in one step: the EHR moves, and the app reads', () => {
  test('in this order: read the old one, book with its id, read it', async () => {
    const at = clinic('atomic');
    const { outcome, phases } = await move(at);
    expect(outcome).toEqual({ is: 'moved', appointment: at.visit('new'), old: at.visit('old') });
    expect(at.ehr.log).toEqual([read, book, read]);
    expect(at.ehr.bookAppointment.calls).toMatchObject([[{ ...booking, replaces: { id: 'old' } }]]);
    expect(at.ehr.readAppointment.calls).toEqual([['old'], ['old']]);
    expect(at.booked()).toEqual(['new']);
    expect(phases).toEqual(['cancelling-old']);
  });

  test('and where the old one still stands after it, it is cancelled', async () => {
    const at = clinic('atomic');
    at.ehr.bookAppointment.answers(() => {
      at.change('new', { status: 'booked' });
      return changed(at.visit('new'));
    });
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'moved', old: { status: 'cancelled' } });
    expect(at.ehr.log).toEqual([read, book, read, cancel, read]);
    expect(at.booked()).toEqual(['new']);
  });

  test('and when it refuses, nothing has changed', async () => {
    const at = clinic('atomic', onceRead('refused'));
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'not-moved', old, failure: { kind: 'taken' } });
    expect(at.ehr.log).toEqual([read, book, list, read]);
    expect(at.booked()).toEqual(['old']);
  });

  test.each([
    ['moved', onceRead('unheard')],
    ['moved', onceRead('slow')],
    ['not-moved', onceRead('lost')],
    ['unknown', onceRead('unheard', 'lost', 'lost', 'lost')],
  ])('and a lost answer is looked up: %s', async (is, fateOf) => {
    const at = clinic('atomic', fateOf);
    const { outcome } = await move(at);
    expect(outcome.is).toBe(is);
    expect(at.booked()).toEqual([is === 'not-moved' ? 'old' : 'new']);
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
  });

  test.each([
    ['is kept', 'pending', undefined],
    ['was given back for it', 'cancelled', true],
  ] as const)('and when it fails it is read whether the new time %s', async (_, status, gone) => {
    const at = clinic('atomic');
    at.ehr.bookAppointment.answers(() => {
      at.change('new', { status });
      return failed('too-busy');
    });
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'not-moved', old: { id: 'old', status: 'booked' } });
    expect('holdIsGone' in outcome ? outcome.holdIsGone : undefined).toBe(gone);
  });

  test('and a step whose half is done leaves nothing, and says so', async () => {
    const at = clinic('atomic');
    at.ehr.bookAppointment.answers(() => {
      at.change('old', { status: 'cancelled' });
      at.change('new', { status: 'cancelled' });
      return failed('server-error');
    });
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'nothing-left', old: { status: 'cancelled' } });
    expect(at.ehr.bookAppointment.calls).toHaveLength(1);
  });

  test('and an old one that it let go of for a request is shown as it is', async () => {
    const at = clinic('atomic');
    at.ehr.bookAppointment.answers(() => {
      at.change('old', { status: 'cancelled' });
      return changed(held);
    });
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'requested', old: { status: 'cancelled' } });
  });

  test('and a visit that keeps its id is not cancelled after it was moved', async () => {
    const sameHour = openTime(old.start, { practitioners: [drOkafor] });
    const at = clinic('atomic');
    at.ehr.bookAppointment.answers(() => {
      at.change('old', { practitioners: [drOkafor] });
      return changed(at.visit('old'));
    });
    const { outcome } = await move(at, { ...booking, time: sameHour, hold: undefined });
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
    expect(at.booked()).toEqual(['old']);
    expect(outcome).toMatchObject({ is: 'moved', appointment: { id: 'old' } });
  });

  test.each(['no-answer', 'server-error', 'unreadable', 'conflict'] as const)(
    'and a visit that keeps its id is found at the new hour after %s',
    async (kind) => {
      const at = clinic('atomic');
      at.ehr.bookAppointment.answers(() => {
        at.change('old', { start: time.start, end: time.end, practitioners: time.practitioners });
        return failed(kind);
      });
      const { outcome } = await move(at, { ...booking, hold: undefined });
      expect(outcome).toMatchObject({
        is: 'moved',
        appointment: { id: 'old', status: 'booked', start: time.start },
      });
      expect(at.ehr.log).toEqual([read, book, list]);
      expect(at.booked()).toEqual(['old']);
    },
  );

  test('and one that the EHR has left at its own hour is not moved', async () => {
    const at = clinic('atomic');
    at.ehr.bookAppointment.answers(failed('no-answer'));
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'not-moved', old: { id: 'old', start: old.start } });
    expect(at.ehr.bookAppointment.calls).toHaveLength(1);
    expect(at.ehr.cancelAppointment.calls).toEqual([]);
  });
});

describe('[B11] cancelling first: the old visit goes only for a new one that is kept', () => {
  test('in this order: read the old one, the hold, the old one, cancel it, read it, book', async () => {
    const at = clinic('cancel-first');
    const { outcome, phases } = await move(at);
    expect(outcome).toEqual({ is: 'moved', appointment: at.visit('new'), old: at.visit('old') });
    expect(at.ehr.log).toEqual([read, read, read, cancel, read, book]);
    expect(at.ehr.readAppointment.calls).toEqual([['old'], ['new'], ['old'], ['old']]);
    expect(at.ehr.bookAppointment.calls).toMatchObject([[{ ...booking, replaces: { id: 'old' } }]]);
    expect(at.booked()).toEqual(['new']);
    expect(phases).toEqual(['cancelling-old', 'reading-back', 'booking-new']);
  });

  describe('and nothing is sent', () => {
    const ended = { kind: 'hold-expired', notices: [] };

    test('without a hold', async () => {
      const at = clinic('cancel-first');
      const { outcome } = await move(at, { ...booking, hold: undefined });
      expect(outcome).toEqual({ is: 'not-moved', old, failure: ended });
      expect(at.ehr.log).toEqual([read]);
    });

    test.each(['cancelled', 'booked', 'proposed', 'entered-in-error', 'unknown'] as const)(
      'when the hold turns out to be %s',
      async (status) => {
        const at = clinic('cancel-first');
        at.change('new', { status });
        const { outcome } = await move(at);
        expect(outcome).toEqual({ is: 'not-moved', old, failure: ended });
        expect(at.ehr.log).toEqual([read, read]);
        expect(at.visit('old')).toEqual(old);
      },
    );

    test('when the hold is kept for another hour than the chosen one', async () => {
      const at = clinic('cancel-first');
      at.change('new', { start: held.start + hours, end: held.end + hours });
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({ is: 'not-moved', old });
      expect(at.ehr.log).toEqual([read, read]);
    });

    test('when the hold has ended by the EHR’s own word, also while it is still listed', async () => {
      const at = clinic('cancel-first');
      const over = { appointment: held, until: monday };
      const { outcome } = await move(at, { ...booking, hold: over });
      expect(outcome).toMatchObject({ is: 'not-moved', old, failure: { kind: 'hold-expired' } });
      expect(at.ehr.cancelAppointment.calls).toEqual([]);
    });

    test('when the hold cannot be read', async () => {
      const at = clinic('cancel-first', onceRead('lost'));
      const { outcome } = await move(at);
      expect(outcome).toEqual({
        is: 'not-moved',
        old,
        failure: { kind: 'not-read', failure: failed('no-answer').failure },
      });
      expect(at.ehr.log).toEqual([read, read]);
    });

    test('[B21] when the session has ended, which is told as it is', async () => {
      const at = clinic('cancel-first');
      at.ehr.readAppointment.answers(ok(old), failed('session-ended'));
      const { outcome } = await move(at);
      expect(outcome).toEqual({ is: 'not-moved', old, failure: sessionEnded });
      expect(at.ehr.log).toEqual([read, read]);
    });

    test('when the old one cannot be read once more', async () => {
      const at = clinic('cancel-first', onceRead('answered', 'lost'));
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({ is: 'not-moved', old, failure: { kind: 'not-read' } });
      expect(at.ehr.log).toEqual([read, read, read]);
    });

    test('[B12] when the old one was changed while the hold was read, and it is shown as it is', async () => {
      const at = meanwhile('cancel-first', 2, { start: old.start + hours, end: old.end + hours });
      const { outcome } = await move(at);
      expect(at.ehr.log).toEqual([read, read, read]);
      expect(outcome).toMatchObject({ is: 'not-moved', failure: { kind: 'changed' } });
      expect(outcome.is === 'not-moved' && outcome.old).toEqual(at.visit('old'));
    });
  });

  test.each([
    ['is refused', 'cancel-refused', onceRead('answered', 'answered', 'refused'), 1],
    ['is lost', 'not-cancelled', onceRead('answered', 'answered', 'lost'), 3],
  ])('and when the cancellation %s, the old one stands: %s', async (_, kind, fateOf, readings) => {
    const at = clinic('cancel-first', fateOf);
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'not-moved', old, failure: { kind } });
    expect(at.ehr.log).toEqual([
      read,
      read,
      read,
      cancel,
      ...Array<typeof read>(readings).fill(read),
    ]);
    expect(at.ehr.bookAppointment.calls).toEqual([]);
    expect(at.booked()).toEqual(['old']);
  });

  test('and when nobody can say whether the old one went, the new one is not booked', async () => {
    const at = clinic(
      'cancel-first',
      onceRead('answered', 'answered', 'unheard', 'lost', 'lost', 'lost'),
    );
    const { outcome } = await move(at);
    expect(outcome).toEqual({ is: 'unknown', appointment: 'not-booked', old: 'unknown' });
    expect(at.ehr.bookAppointment.calls).toEqual([]);
    expect(at.visit('new')?.status).toBe('pending');
  });

  test('[B21] and a session that ends with the cancellation books nothing', async () => {
    const at = clinic('cancel-first');
    at.ehr.cancelAppointment.answers(failed('session-ended'));
    const { outcome } = await move(at);
    expect(outcome).toEqual({ is: 'not-moved', old, failure: sessionEnded });
    expect(at.ehr.log).toEqual([read, read, read, cancel, read]);
    expect(at.booked()).toEqual(['old']);
  });

  test.each([
    ['a lost cancellation that was made', onceRead('answered', 'answered', 'unheard')],
    ['a cancellation that the EHR made late', onceRead('answered', 'answered', 'slow')],
    [
      'a lost booking that was made',
      onceRead('answered', 'answered', 'answered', 'answered', 'unheard'),
    ],
    [
      'a booking that the EHR made late',
      onceRead('answered', 'answered', 'answered', 'answered', 'slow'),
    ],
  ])('moves it all the same after %s', async (_, fateOf) => {
    const at = clinic('cancel-first', fateOf);
    const { outcome } = await move(at);
    expect(outcome).toMatchObject({ is: 'moved', appointment: { id: 'new' }, old: { id: 'old' } });
    expect(at.ehr.cancelAppointment.calls).toHaveLength(1);
    expect(at.ehr.bookAppointment.calls).toHaveLength(1);
    expect(at.booked()).toEqual(['new']);
  });

  const upToBooking = [read, read, read, cancel, read, book] as const;
  /** The old one is gone by now, and this becomes of the booking and of what follows. */
  const afterwards = (...given: readonly Fate[]) =>
    onceRead('answered', 'answered', 'answered', 'answered', ...given);

  describe('and when the booking fails', () => {
    test('a new one that is still kept can be tried again', async () => {
      const at = clinic('cancel-first', afterwards('lost'));
      const { outcome } = await move(at);
      expect(outcome).toEqual({
        is: 'still-held',
        old: at.visit('old'),
        failure: { kind: 'not-booked', stillHeld: true },
      });
      expect(at.ehr.log).toEqual([...upToBooking, list, list, list, read]);
      expect(at.ehr.readAppointment.calls.at(-1)).toEqual(['new']);
      expect(at.visit('new')?.status).toBe('pending');
    });

    test('because the EHR is busy, too, as long as it shows the hold', async () => {
      const at = clinic('cancel-first');
      at.ehr.bookAppointment.answers(failed('too-busy'));
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({ is: 'still-held', failure: { kind: 'too-busy' } });
      expect(at.ehr.bookAppointment.calls).toHaveLength(1);
    });

    test('nothing is called kept that the EHR no longer shows as kept', async () => {
      const at = clinic('cancel-first');
      at.ehr.bookAppointment.answers(() => {
        at.change('new', { status: 'cancelled' });
        return failed('too-busy');
      });
      expect((await move(at)).outcome.is).not.toBe('still-held');
    });

    test('one that waits for the clinic is told as that', async () => {
      const at = clinic('cancel-first');
      at.ehr.bookAppointment.answers(changed(held));
      const { outcome } = await move(at);
      expect(outcome).toEqual({ is: 'requested', appointment: held, old: at.visit('old') });
      expect(at.ehr.log).toEqual([read, read, read, cancel, read, book]);
    });

    test.each([
      ['cannot be read back', afterwards('unheard', 'lost', 'lost', 'lost')],
      ['cannot be read back after a refusal', afterwards('refused', 'lost')],
    ])('one that %s is unknown, and nothing more is sent', async (_, fateOf) => {
      const at = clinic('cancel-first', fateOf);
      const { outcome } = await move(at);
      expect(outcome).toEqual({ is: 'unknown', appointment: 'unknown', old: 'cancelled' });
      expect(at.ehr.bookAppointment.calls).toHaveLength(1);
      expect(at.ehr.findAppointments.calls).toEqual([]);
    });

    test('[B21] one whose session ended is unknown', async () => {
      const at = clinic('cancel-first');
      at.ehr.bookAppointment.answers(failed('session-ended'));
      at.ehr.listAppointments.answers(failed('session-ended'));
      const { outcome } = await move(at);
      expect(outcome).toEqual({ is: 'unknown', appointment: 'unknown', old: 'cancelled' });
      expect(at.ehr.bookAppointment.calls).toHaveLength(1);
    });

    test.each(['taken', 'hold-expired'] as const)(
      'the very old time is booked again: %s',
      async (kind) => {
        const at = clinic('cancel-first', afterwards('refused'));
        const until = kind === 'taken' ? undefined : monday + 1;
        at.ehr.cancelAppointment.answers(async () => {
          // The hold runs out while the old one is being cancelled.
          await at.wait(1);
          at.change('old', { status: 'cancelled' });
          return changed(at.visit('old'));
        });
        const { outcome, phases } = await move(at, { ...booking, hold: { ...hold, until } });
        expect(outcome).toMatchObject({
          is: 'won-back',
          appointment: { status: 'booked', start: old.start },
          old: { id: 'old', status: 'cancelled' },
          failure: { kind, notices: [errorNotice] },
        });
        expect(at.ehr.log).toEqual([...upToBooking, list, find, book]);
        expect(at.ehr.findAppointments.calls.map(([search]) => search)).toEqual([
          {
            start: old.start,
            end: old.end,
            practitioners: [drChen.reference],
            visitTypes: old.visitTypeCodes,
          },
        ]);
        expect(at.ehr.bookAppointment.calls[1]).toEqual([
          { time: openTime(old.start), hold: undefined, comment: old.comment },
        ]);
        expect(at.booked()).toHaveLength(1);
        expect(phases.at(-1)).toBe('winning-back');
      },
    );

    test.each(['not-permitted', 'not-supported', 'rejected'] as const)(
      'the very old time is booked again: %s',
      async (kind) => {
        const at = clinic('cancel-first');
        at.ehr.bookAppointment.answers(failed(kind), (asked) => {
          const again = madeOf(asked.time, 'booked', { id: 'again' });
          return changed(again);
        });
        const { outcome } = await move(at);
        expect(outcome).toMatchObject({
          is: 'won-back',
          appointment: { id: 'again', start: old.start },
          failure: { kind },
        });
      },
    );

    test('the old time is booked again also when the hold vanished without a word', async () => {
      const at = clinic('cancel-first');
      at.ehr.bookAppointment.answers(
        () => {
          at.change('new', { status: 'cancelled' });
          return failed('no-answer');
        },
        (asked) => changed(madeOf(asked.time, 'booked', { id: 'again' })),
      );
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({
        is: 'won-back',
        failure: { kind: 'not-booked', stillHeld: false },
      });
    });

    test.each<[string, readonly ReturnType<typeof openTime>[]]>([
      ['no open time', []],
      ['an hour later only', [openTime(old.start + hours)]],
      ['the day before only', [openTime(old.start - 1 * days)]],
      ['the hour with another doctor only', [openTime(old.start, { practitioners: [drOkafor] })]],
    ])('no other time is booked in its place: %s', async (_, open) => {
      const at = clinic('cancel-first', afterwards('ended'));
      at.ehr.findAppointments.answers(found(open));
      const { outcome } = await move(at);
      expect(outcome).toEqual({
        is: 'nothing-left',
        old: at.visit('old'),
        failure: { kind: 'taken', notices: [errorNotice] },
      });
      expect(at.ehr.bookAppointment.calls).toHaveLength(1);
      expect(at.booked()).toEqual([]);
    });

    test('no other kind of visit is booked in its place', async () => {
      const at = clinic('cancel-first', afterwards('ended'));
      const system = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
      const procedure = { system, code: 'procedure', display: 'Procedure' };
      const visit = { ...old, visitTypeCodes: [{ ...procedure, code: 'follow-up' }] };
      at.ehr.findAppointments.answers(
        found([openTime(old.start, { visitType: 'Procedure', visitTypeCodes: [procedure] })]),
      );
      at.change('old', visit);
      const { outcome } = await move(at, booking, visit);
      expect(outcome.is).toBe('nothing-left');
      expect(at.ehr.bookAppointment.calls).toHaveLength(1);
    });

    test('the very old time is found behind hundreds of sooner ones', async () => {
      const at = clinic('cancel-first', afterwards('refused'));
      const sooner = Array.from({ length: 300 }, (_, index) =>
        openTime(old.start - (300 - index) * 15 * minutes),
      );
      at.ehr.findAppointments.answers(({ start, end, count = Infinity }) => {
        const asked = [...sooner, openTime(old.start)].filter(
          (time) => time.start >= start && time.start < end,
        );
        return found(asked.slice(0, count), { complete: asked.length <= count });
      });
      expect((await move(at)).outcome.is).toBe('won-back');
    });

    test.each([
      ['a search that fails', afterwards('ended', 'answered', 'lost')],
      ['a second refusal', afterwards('ended', 'answered', 'answered', 'refused')],
      ['a hold that cannot be read', afterwards('refused', 'answered', 'lost', 'lost')],
    ])('nothing is left after %s', async (_, fateOf) => {
      const at = clinic('cancel-first', fateOf);
      const { outcome } = await move(at);
      expect(outcome).toMatchObject({ is: 'nothing-left', failure: { kind: 'taken' } });
      expect(at.booked()).toEqual([]);
    });

    test.each([
      ['the old time is not open', afterwards('refused'), [find, read]],
      ['the search fails', afterwards('refused', 'answered', 'lost'), [find, read]],
      [
        'it is refused, too',
        afterwards('refused', 'answered', 'answered', 'refused'),
        [find, book, list, read],
      ],
    ])('the new one is still held, which is read, when %s', async (why, fateOf, log) => {
      const at = clinic('cancel-first', fateOf);
      if (why === 'the old time is not open') at.ehr.findAppointments.answers(found([]));
      const { outcome, phases } = await move(at);
      expect(outcome).toEqual({
        is: 'still-held',
        old: at.visit('old'),
        failure: { kind: 'taken', notices: [errorNotice] },
      });
      expect(at.ehr.log).toEqual([...upToBooking, list, ...log]);
      expect(at.ehr.readAppointment.calls.at(-1)).toEqual(['new']);
      expect(at.visit('new')?.status).toBe('pending');
      expect(phases.at(-1)).not.toBe('booking-new');
    });

    test.each([
      [
        'was lost',
        afterwards('refused', 'answered', 'answered', 'unheard', 'lost', 'lost', 'lost'),
      ],
      ['was refused, perhaps', afterwards('refused', 'answered', 'answered', 'refused', 'lost')],
    ])('nobody says that nothing is left when the second booking %s', async (_, fateOf) => {
      const { outcome } = await move(clinic('cancel-first', fateOf));
      expect(outcome).toEqual({ is: 'unknown', appointment: 'not-booked', old: 'unknown' });
    });

    test.each(['pending', 'session-ended'] as const)(
      'nobody says that nothing is left when the second booking is %s',
      async (is) => {
        const at = clinic('cancel-first');
        at.ehr.bookAppointment.answers(failed('conflict'), ({ time: again }) =>
          is === 'pending' ? changed(madeOf(again, 'pending')) : failed(is),
        );
        at.ehr.listAppointments.answers(listed([]), failed('session-ended'));
        const { outcome } = await move(at);
        expect(outcome).toEqual({ is: 'unknown', appointment: 'not-booked', old: 'unknown' });
      },
    );
  });

  describe('and a visit that the clinic has called off is never booked again', () => {
    test.each([
      ['clinic', 'ended', 'nothing-left'],
      ['clinic', 'refused', 'still-held'],
      [undefined, 'ended', 'nothing-left'],
      [undefined, 'refused', 'still-held'],
    ] as const)(
      'when that is found just before it was to be cancelled (by: %s; booking: %s): %s',
      async (by, fate, is) => {
        const off = { status: 'cancelled', cancellation: { reason: undefined, by } } as const;
        const at = meanwhile('cancel-first', 2, off, onceRead('answered', 'answered', fate));
        const { outcome } = await move(at);
        expect(at.ehr.cancelAppointment.calls).toEqual([]);
        expect(at.ehr.bookAppointment.calls).toHaveLength(1);
        expect(at.ehr.findAppointments.calls).toEqual([]);
        expect(outcome).toMatchObject({ is, old: at.visit('old') });
      },
    );

    test.each(orders)('when it was known from the start (%s)', async (reschedule) => {
      const at = clinic(reschedule, meets('ended'));
      at.change('old', { status: 'cancelled', cancellation: { reason: undefined, by: 'clinic' } });
      const { outcome } = await move(at, booking, at.visit('old'));
      expect(at.ehr.bookAppointment.calls).toHaveLength(1);
      expect(outcome).toMatchObject({ is: 'nothing-left', old: at.visit('old') });
    });
  });
});

describe('[B11] what an earlier page let go of is not let go of again', () => {
  test.each(orders)('only the booking is left to do (%s)', async (reschedule) => {
    const at = clinicWith([cancelledOld, held], { reschedule });
    const { outcome, phases } = await move(at, booking, cancelledOld);
    expect(outcome).toEqual({ is: 'moved', appointment: at.visit('new'), old: cancelledOld });
    expect(at.ehr.log).toEqual([book]);
    expect(at.ehr.bookAppointment.calls).toMatchObject([[{ ...booking, replaces: { id: 'old' } }]]);
    expect(phases).toEqual(['booking-new']);
  });

  test('and the old time is booked again when the new one is gone', async () => {
    const at = clinicWith([cancelledOld, held], { reschedule: 'cancel-first' }, meets('refused'));
    const { outcome } = await move(at, booking, cancelledOld);
    expect(outcome).toMatchObject({ is: 'won-back', appointment: { start: old.start } });
    expect(at.ehr.log).toEqual([book, list, find, book]);
  });

  test.each(['book-first', 'atomic'] as const)(
    'nor booked again where it never goes first: it was not let go of for this (%s)',
    async (reschedule) => {
      const at = clinicWith([cancelledOld, held], { reschedule }, meets('ended'));
      const { outcome } = await move(at, booking, cancelledOld);
      expect(outcome).toMatchObject({ is: 'nothing-left', old: cancelledOld });
      expect(at.ehr.log).toEqual([book, list, read]);
      expect(at.ehr.readAppointment.calls).toEqual([['new']]);
    },
  );
});

describe('[B11] whatever becomes of the requests', () => {
  /** What the outcome says that is not so; an empty list where it tells the truth. */
  function liesOf(outcome: MoveOutcome, at: Clinic): readonly string[] {
    const isBooked = (id: string) => at.visit(id)?.status === 'booked';
    const newIs = isBooked('new') ? 'booked' : 'not-booked';
    const oldIs = isBooked('old') ? 'booked' : 'cancelled';
    const says: Record<MoveOutcome['is'], () => readonly (readonly [string, boolean])[]> = {
      moved: () => [
        ['the new one is booked', newIs === 'booked'],
        ['the old one is cancelled', oldIs === 'cancelled'],
      ],
      both: () => [
        ['the new one is booked', newIs === 'booked'],
        [
          'the old one stands',
          oldIs === 'booked' ||
            (outcome.is === 'both' &&
              ['cancel-unknown', 'not-read'].includes(outcome.failure.kind)),
        ],
      ],
      requested: () => [['the new one waits', false]],
      'not-moved': () => [
        ['the old one stands', oldIs === 'booked'],
        ['the new one is not booked', newIs === 'not-booked'],
      ],
      'still-held': () => [
        ['the old one is cancelled', oldIs === 'cancelled'],
        ['the new one is kept', at.visit('new')?.status === 'pending'],
      ],
      'won-back': () => [
        ['the new one is not booked', newIs === 'not-booked'],
        [
          'the old time is booked again',
          at.booked().length === 1 && at.visit(at.booked()[0] ?? '')?.start === old.start,
        ],
      ],
      'nothing-left': () => [['nothing is booked', at.booked().length === 0]],
      unknown: () =>
        outcome.is !== 'unknown'
          ? []
          : [
              [
                `the new one is ${outcome.appointment}`,
                outcome.appointment === 'unknown' || outcome.appointment === newIs,
              ],
              [`the old one is ${outcome.old}`, outcome.old === 'unknown' || outcome.old === oldIs],
            ],
    };
    return says[outcome.is]().flatMap(([what, so]) => (so ? [] : [what]));
  }

  const readings: readonly string[] = [read, list, find];

  /**
   * Moves the visit in every way in which its requests can fare, from the first to the last: after each move, all
   * those in which a later request fares otherwise than well.
   */
  async function inEveryWay(
    reschedule: RescheduleOrder,
    judge: (way: readonly Fate[], outcome: MoveOutcome, at: Clinic) => void,
  ): Promise<number> {
    const ways: (readonly Fate[])[] = [[]];
    let count = 0;
    for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
      const at = clinic(reschedule, meets(...way));
      const { outcome } = await move(at);
      judge(way, outcome, at);
      count += 1;
      for (let request = way.length; request < at.ehr.log.length; request += 1) {
        const well = Array<Fate>(request - way.length).fill('answered');
        const otherwise: readonly Fate[] = readings.includes(at.ehr.log[request] ?? '')
          ? ['lost']
          : fates.filter((fate) => fate !== 'answered');
        for (const fate of otherwise) ways.push([...way, ...well, fate]);
      }
    }
    return count;
  }

  test.each(orders)(
    'the truth is told, and the old one goes for a new one only (%s)',
    async (reschedule) => {
      const faults: string[] = [];
      const count = await inEveryWay(reschedule, (way, outcome, at) => {
        const lies = liesOf(outcome, at);
        const { cancelAppointment: cancels, bookAppointment: books } = at.ehr;
        const sentTwice =
          cancels.calls.length > 1 ||
          new Set(books.calls.map(([asked]) => asked.time.start)).size < books.calls.length;
        const lost =
          at.booked().length === 0 &&
          !['still-held', 'nothing-left', 'unknown'].includes(outcome.is);
        const givenUp = reschedule !== 'cancel-first' && at.booked().length === 0;
        const unread = at.ehr.log[0] !== read || (way[0] === 'lost' && at.ehr.log.length > 1);
        if (lies.length > 0 || sentTwice || lost || givenUp || unread)
          faults.push(`${way.join(', ')}: ${outcome.is}; ${lies.join(', ')}; ${at.ehr.log.join()}`);
      });
      expect(count).toBeGreaterThan(40);
      expect(faults).toEqual([]);
    },
  );

  test.each(
    orders.flatMap((order) => [0, 1, 2, 3, 4, 5, 6, 7].map((step) => [order, step] as const)),
  )(
    'a visit is left, or its place is kept, when the network dies (%s, after request %i)',
    async (reschedule, step) => {
      for (const last of ['lost', 'unheard'] as const) {
        const at = clinic(reschedule, (request) =>
          request === step ? last : diesAfter(step)(request),
        );
        const { outcome } = await move(at);
        expect(liesOf(outcome, at)).toEqual([]);
        const standing = at.booked().length > 0 || at.visit('new')?.status === 'pending';
        expect(standing).toBe(true);
      }
    },
  );
});
