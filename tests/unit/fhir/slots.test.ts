import { describe, expect, it } from 'vitest';

import { createSend } from '../../../src/fhir/request.ts';
import { findSlots, preferring, slotOf } from '../../../src/fhir/slots.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import type { Code } from '../../../src/scheduling/model.ts';
import { answering, base, bundle, json, noon, outcome } from './wire.ts';

const visitTypes = 'https://hospital.example/visit-types';
const kind = (code: string) => ({
  coding: [{ system: visitTypes, code, display: `Kind ${code}` }],
});
const codeOf = (code: string): Code => ({ system: visitTypes, code, display: undefined });

const slot = (more: object = {}) => ({
  resourceType: 'Slot',
  id: 's1',
  meta: { versionId: '7' },
  status: 'free',
  schedule: { reference: 'Schedule/chen' },
  start: '2026-05-11T09:00:00-05:00',
  end: '2026-05-11T09:20:00-05:00',
  ...more,
});
const calendar = {
  resourceType: 'Schedule',
  id: 'chen',
  serviceType: [kind('a')],
  specialty: [{ coding: [{ system: 'http://snomed.info/sct', code: '394579002' }] }],
  actor: [{ reference: 'Practitioner/chen' }, { reference: 'Location/east', display: 'East' }],
};
const chen = { resourceType: 'Practitioner', id: 'chen', name: [{ text: 'Dr. Amy Chen' }] };

const request = { method: 'GET', url: 'Slot?status=free' } as const;
const sending = (...answers: Parameters<typeof answering>) => {
  const wire = answering(...answers);
  const { fetch } = wire;
  const send = createSend({ base, authorization: () => 'Bearer secret', now: () => noon, fetch });
  return { wire, send };
};
/** With what the server included unmarked, as some do. */
const found = (...resources: readonly object[]) =>
  findSlots(sending(json(bundle(resources))).send, base, request, undefined);

describe('a free Slot', () => {
  it('is the Appointment that it could become, with what only its calendar says', async () => {
    const { appointments, complete, dropped } = await found(slot(), calendar, chen);
    expect({ complete, dropped }).toEqual({ complete: true, dropped: 0 });
    expect(appointments).toMatchObject([
      {
        id: undefined,
        start: Date.UTC(2026, 4, 11, 14),
        end: Date.UTC(2026, 4, 11, 14, 20),
        writtenOffset: -300,
        practitioners: [{ reference: 'Practitioner/chen', display: 'Dr. Amy Chen' }],
        locations: [{ reference: 'Location/east', display: 'East' }],
        visitType: 'Kind a',
        specialties: [{ code: '394579002' }],
        patients: [],
      },
    ]);
    expect(appointments[0]?.key).toContain('Slot/s1');
  });

  it('has its own kind of visit before that of its calendar', async () => {
    const { appointments } = await found(slot({ serviceType: [kind('b')] }), calendar);
    expect(appointments[0]?.visitType).toBe('Kind b');
  });

  it('comes with its calendar whether that was included, was known, or has to be read', async () => {
    const named = { reference: 'Schedule/chen', resource: calendar as Json };
    const answer = json(bundle([slot(), slot({ id: 's2' })]));
    const known = await findSlots(sending(answer).send, base, request, undefined, [named]);
    const asked: (readonly string[])[] = [];
    const learnt = await findSlots(
      sending(answer.clone()).send,
      base,
      request,
      undefined,
      [],
      (references) => {
        asked.push(references);
        return Promise.resolve([named]);
      },
    );
    expect(asked).toEqual([['Schedule/chen']]);
    for (const { appointments } of [known, learnt])
      expect(appointments.map(({ locations }) => locations[0]?.display)).toEqual(['East', 'East']);
  });

  it('is still one where nobody knows its calendar', async () => {
    const { appointments, dropped } = await found(slot());
    expect(appointments).toMatchObject([{ practitioners: [], locations: [] }]);
    expect(dropped).toBe(0);
  });

  it('is shaped as its dialect has it', async () => {
    const { send } = sending(json(bundle([slot({ comment: 'Video' })])));
    const shape = (proposed: Json, { comment }: Json): Json => ({
      ...proposed,
      appointmentType: { text: comment },
    });
    const { appointments } = await findSlots(send, base, request, undefined, [], undefined, shape);
    expect(appointments[0]?.visitType).toBe('Video');
  });

  it('is found again as it was read, for whoever books it', async () => {
    const read = slot({ extension: [{ url: 'https://hospital.example/room', valueString: '3' }] });
    const { appointments } = await found(read);
    expect(slotOf(appointments[0]!)).toEqual(read);
    expect(slotOf({ resource: { resourceType: 'Appointment' } })).toEqual({});
  });
});

describe('an answer', () => {
  it('may hold Slots that are not free, which are no times and not missed', async () => {
    const taken = ['busy', 'busy-tentative', 'busy-unavailable', 'entered-in-error'];
    const { appointments, dropped } = await found(...taken.map((status) => slot({ status })));
    expect({ appointments, dropped }).toEqual({ appointments: [], dropped: 0 });
  });

  it('says how many could not be read', async () => {
    const { appointments, dropped } = await found(slot(), slot({ start: 'soon' }));
    expect(appointments).toHaveLength(1);
    expect(dropped).toBe(1);
  });

  it.each([
    [undefined, true],
    [3, true],
    [2, false],
  ])('of two, where %s were asked for, is all that there is: %s', async (count, complete) => {
    const { send } = sending(json(bundle([slot(), slot({ id: 's2' })])));
    expect(await findSlots(send, base, request, count)).toMatchObject({ complete });
  });

  it('is read page by page until there is enough', async () => {
    const pages = [
      json(bundle([slot()], `${base}/Slot?page=2`)),
      json(bundle([slot({ id: 's2' })], `${base}/Slot?page=3`)),
      json(bundle([slot({ id: 's3' }), outcome('informational', 'No more', 'information')])),
    ] as const;
    const some = sending(...pages.map((page) => page.clone()));
    expect(await findSlots(some.send, base, request, 2)).toMatchObject({ complete: false });
    expect(some.wire.sent).toHaveLength(2);
    const all = sending(...pages);
    const { appointments, complete, notices } = await findSlots(all.send, base, request, undefined);
    expect({ count: appointments.length, complete }).toEqual({ count: 3, complete: true });
    expect(notices).toMatchObject([{ text: 'No more' }]);
  });
});

describe('a Slot for several kinds of visit', () => {
  const proposed: Json = { serviceType: [kind('a'), kind('b'), kind('c')] };
  const order = (...wanted: readonly string[]) =>
    (preferring(wanted.map(codeOf))(proposed).serviceType as ReturnType<typeof kind>[]).map(
      ({ coding }) => coding[0]?.code,
    );

  it('shows that first which was asked for, in the order of preference', () => {
    expect(order('b')).toEqual(['b', 'a', 'c']);
    expect(order('c', 'b')).toEqual(['c', 'b', 'a']);
  });

  it('stays as it is where none was asked for, or none that it has', () => {
    expect(order()).toEqual(['a', 'b', 'c']);
    expect(order('z')).toEqual(['a', 'b', 'c']);
    expect(preferring([codeOf('a')])({ status: 'proposed' })).toEqual({ status: 'proposed' });
  });

  it('is not mixed up with a code of the same name in another system', () => {
    const other = { ...codeOf('c'), system: 'http://snomed.info/sct' };
    expect(preferring([other])(proposed)).toEqual(proposed);
  });
});
