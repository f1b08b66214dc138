import { describe, expect, test } from 'vitest';

import type { Code, ProposedAppointment } from '../../../src/scheduling/model.ts';
import { winBack } from '../../../src/scheduling/win-back.ts';
import { testClock } from '../../support/clock.ts';
import {
  appointment,
  atWest,
  days,
  drChen,
  drOkafor,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import { changed, failed, found, listed, madeOf, scriptedEhr } from '../../support/scripted-ehr.ts';

const system = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const followUp: Code = { system, code: 'follow-up', display: 'Follow-up' };
const procedure: Code = { system, code: 'procedure', display: 'Procedure' };
const visit = appointment('cancelled', monday + 3 * days, {
  id: 'old',
  comment: 'My knee hurts',
  visitTypeCodes: [followUp],
});
const own = openTime(visit.start, { visitTypeCodes: [followUp] });

async function wonBack(open: readonly ProposedAppointment[], old = visit, now = monday) {
  const ehr = scriptedEhr({ reschedule: 'cancel-first' });
  ehr.findAppointments.answers(found(open));
  const result = await again(ehr, old, now);
  return { ehr, ...result };
}

async function again(ehr: ReturnType<typeof scriptedEhr>, old = visit, now = monday) {
  const phases: string[] = [];
  const won = await winBack(old, {
    ehr,
    patient: 'Patient/maya',
    now: () => now,
    wait: testClock(now).wait,
    onPhase: (phase) => phases.push(phase),
  });
  return { won, phases };
}

describe('[B11] the time of a visit that was let go of', () => {
  test('is not had where it is booked elsewhere', async () => {
    const elsewhere = { url: undefined, phone: '555-0100' };
    const { ehr, won } = await wonBack([{ ...own, elsewhere }]);
    expect(won).toBe('not-open');
    expect(ehr.log).toEqual(['findAppointments']);
  });

  test('is looked for at its own time, with its own doctor, as its own kind, and booked with the same words', async () => {
    const { ehr, won, phases } = await wonBack([own]);
    expect(won).toMatchObject({ status: 'booked', start: visit.start });
    expect(ehr.log).toEqual(['findAppointments', 'bookAppointment']);
    expect(ehr.findAppointments.calls[0]?.[0]).toEqual({
      start: visit.start,
      end: visit.end,
      practitioners: [drChen.reference],
      visitTypes: visit.visitTypeCodes,
    });
    expect(ehr.bookAppointment.calls).toEqual([
      [{ time: own, hold: undefined, comment: 'My knee hurts' }],
    ]);
    expect(phases).toEqual(['winning-back']);
  });

  test('is looked for with anyone where the visit names nobody', async () => {
    const nobody = { ...visit, practitioners: [{ reference: undefined, display: 'Dr. Amy Chen' }] };
    const { ehr, won } = await wonBack([own], nobody);
    expect(ehr.findAppointments.calls[0]?.[0].practitioners).toEqual([]);
    expect(won).toMatchObject({ start: visit.start });
  });

  test('is found among others of that minute', async () => {
    const others = [
      openTime(visit.start, { practitioners: [drOkafor] }),
      { ...openTime(visit.start, { visitTypeCodes: [procedure] }), key: 'procedure' },
      openTime(visit.start + 1 * hours, { visitTypeCodes: [followUp] }),
    ];
    const { ehr } = await wonBack([...others, own]);
    expect(ehr.bookAppointment.calls.map(([{ time }]) => time)).toEqual([own]);
  });

  test.each<[string, ProposedAppointment]>([
    ['with another doctor', openTime(visit.start, { practitioners: [drOkafor] })],
    [
      'at another clinic, where nobody is named',
      openTime(visit.start, { practitioners: [], locations: [atWest] }),
    ],
    ['half a minute later', openTime(visit.start + 30_000)],
    ['a minute later', openTime(visit.start + 1 * minutes)],
    ['for another kind of visit', openTime(visit.start, { visitTypeCodes: [procedure] })],
    [
      'for a kind of visit that another system spells alike',
      openTime(visit.start, {
        visitTypeCodes: [{ ...followUp, system: 'https://ehr.example/kinds' }],
      }),
    ],
  ])('is no time %s', async (_, open) => {
    const { ehr, won } = await wonBack([open]);
    expect(won).toBe('not-open');
    expect(ehr.bookAppointment.calls).toEqual([]);
  });

  test.each<[string, readonly Code[], readonly Code[]]>([
    ['the visit has no kind', [], [procedure]],
    ['the open time has no kind', [followUp], []],
    ['neither has one', [], []],
    ['one of several is the same', [followUp], [procedure, followUp]],
  ])('is booked again where %s', async (_, its, offered) => {
    const { won } = await wonBack([openTime(visit.start, { visitTypeCodes: offered })], {
      ...visit,
      visitTypeCodes: its,
    });
    expect(won).toMatchObject({ status: 'booked', start: visit.start });
  });

  test('is not booked again when it has passed', async () => {
    const { ehr, won } = await wonBack([own], visit, visit.start);
    expect(won).toBe('not-open');
    expect(ehr.bookAppointment.calls).toEqual([]);
  });

  test.each(['no-answer', 'session-ended', 'server-error'] as const)(
    'is not booked unseen when the search fails: %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.findAppointments.answers(failed(kind));
      expect((await again(ehr)).won).toBe('not-open');
      expect(ehr.log).toEqual(['findAppointments']);
    },
  );
});

describe('[B11] what came of booking it again', () => {
  test.each(['conflict', 'not-permitted', 'not-supported', 'rejected', 'too-busy'] as const)(
    'is nothing after a refusal that the list bears out: %s',
    async (kind) => {
      const ehr = scriptedEhr();
      ehr.findAppointments.answers(found([own]));
      ehr.bookAppointment.answers(failed(kind));
      expect((await again(ehr)).won).toBe('not-open');
      expect(ehr.bookAppointment.calls).toHaveLength(1);
      expect(ehr.listAppointments.calls).toHaveLength(1);
    },
  );

  test('is nothing when it did not arrive', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found([own]));
    ehr.bookAppointment.answers(failed('no-answer'));
    expect((await again(ehr)).won).toBe('not-open');
    expect(ehr.bookAppointment.calls).toHaveLength(1);
  });

  test('is what the list shows after a lost answer', async () => {
    const ehr = scriptedEhr();
    const booked = madeOf(own, 'booked', { id: 'again' });
    ehr.findAppointments.answers(found([own]));
    ehr.bookAppointment.answers(failed('no-answer'));
    ehr.listAppointments.answers(listed([visit, booked]));
    expect((await again(ehr)).won).toEqual(booked);
  });

  test.each([
    ['cannot be read back', failed('no-answer'), failed('no-answer')],
    ['is cut off by the end of the session', failed('session-ended'), failed('session-ended')],
    ['waits for the clinic', changed(madeOf(own, 'pending')), listed([])],
  ])('is unknown when it %s', async (_, answer, list) => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found([own]));
    ehr.bookAppointment.answers(answer);
    ehr.listAppointments.answers(list);
    expect((await again(ehr)).won).toBe('unknown');
    expect(ehr.bookAppointment.calls).toHaveLength(1);
  });
});
