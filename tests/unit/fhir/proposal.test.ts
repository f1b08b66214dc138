import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseKind, parseSpan } from '../../../src/fhir/parse/appointment.ts';
import { parseParticipants } from '../../../src/fhir/parse/participants.ts';
import { parseProposed, Proposals } from '../../../src/fhir/parse/proposal.ts';
import { base, proposal } from './wire.ts';

const resource = (more: object = {}) => ({ ...proposal, ...more });
const takingPart = (...actors: readonly unknown[]) => actors.map((actor) => ({ actor }));

/** Everything that a time says of itself. */
const readOf = (time: NonNullable<ReturnType<typeof parseProposed>>) => {
  const { start, end, writtenOffset, patients, practitioners, locations } = time;
  const { venue, visitType, visitTypeCodes, specialties } = time;
  return {
    ...{ start, end, writtenOffset, patients, practitioners, locations },
    ...{ venue, visitType, visitTypeCodes, specialties },
  };
};
const eagerly = (json: Readonly<Record<string, unknown>>) => ({
  ...parseSpan(json),
  ...parseParticipants(json, base),
  ...parseKind(json),
});

test('whatever an EHR writes, a time read when it is looked at says the same as one read at once', () => {
  const word = fc.constantFrom('a', 'b', '', ' a ', 'undefined', 'a\nb', 'Dr. Y', 7, null, [
    'a',
    'b',
  ]);
  const target = fc.constantFrom(
    'Practitioner/1',
    'Practitioner/2',
    'Practitioner/1/_history/2',
    'Location/1',
    'Patient/1',
    'Device/1',
    `${base}/Practitioner/1`,
    'https://other.example/Practitioner/1',
    'urn:uuid:1',
    '#in',
    '#else',
    '',
    'a\nb',
    7,
  );
  const actor = fc.record(
    { reference: target, display: word, type: fc.constantFrom('Location', 'Practitioner', '', 3) },
    { requiredKeys: [] },
  );
  const participant = fc.oneof(
    { weight: 9, arbitrary: actor.map((each): unknown => ({ actor: each })) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>(null, 7, {}, { actor: [] }, { actor: null }) },
  );
  const concept = fc.record(
    {
      text: word,
      coding: fc.array(
        fc.record(
          { system: fc.constantFrom('urn:s', 3), code: fc.constantFrom('c', ''), display: word },
          { requiredKeys: [] },
        ),
        { maxLength: 2 },
      ),
    },
    { requiredKeys: [] },
  );
  const concepts = fc.oneof(fc.array(concept, { maxLength: 2 }), concept);
  const contained = fc.constantFrom(
    [{ resourceType: 'Practitioner', id: 'in', name: [{ text: 'Dr. In' }] }],
    [{ resourceType: 'Location', id: 'in', name: 'In Clinic' }],
    [{ resourceType: 'Practitioner', id: 'else', name: [{ text: 'Dr. Else' }] }],
  );
  const appointment = fc.record(
    {
      participant: fc.oneof(
        { weight: 9, arbitrary: fc.array(participant, { maxLength: 3 }) },
        { weight: 1, arbitrary: participant },
      ),
      contained,
      serviceType: concepts,
      specialty: concepts,
      appointmentType: concept,
      serviceCategory: concepts,
    },
    { requiredKeys: ['participant'] },
  );
  fc.assert(
    fc.property(fc.array(appointment, { minLength: 1, maxLength: 8 }), (answer) => {
      const proposals = new Proposals(base);
      const all = answer.map((more) => {
        const json = {
          resourceType: 'Appointment',
          status: 'proposed',
          start: proposal.start,
          end: proposal.end,
          ...more,
        };
        return { json, time: proposals.parse(json)! };
      });
      // Last first: in whichever order they are looked at.
      for (const { json, time } of [...all].reverse()) {
        expect(readOf(time)).toEqual(eagerly(json));
        expect(readOf(time)).toEqual(eagerly(json));
        expect(time.resource).toBe(json);
      }
    }),
    { numRuns: 1_500 },
  );
});

describe('the times of one answer', () => {
  test('have whoever they share read once, and the same for all', () => {
    const proposals = new Proposals(base);
    const [one, other] = ['a', 'b'].map((id) => proposals.parse(resource({ id }))!);
    expect(other!.practitioners).toBe(one!.practitioners);
    expect(one!.practitioners).toEqual([{ reference: 'Practitioner/dr-y', display: 'Dr Y' }]);
  });

  test('with contained clinicians of the same name have each its own', () => {
    const proposals = new Proposals(base);
    const within = (name: string) =>
      proposals.parse(
        resource({
          participant: takingPart({ reference: '#who', display: undefined }),
          contained: [{ resourceType: 'Practitioner', id: 'who', name: [{ text: name }] }],
        }),
      )!;
    const [one, other] = [within('Dr. One'), within('Dr. Other')];
    expect(one.practitioners).toEqual([{ reference: undefined, display: 'Dr. One' }]);
    expect(other.practitioners).toEqual([{ reference: undefined, display: 'Dr. Other' }]);
  });

  test('are not mixed up by a name that looks like two', () => {
    const proposals = new Proposals(base);
    const two = takingPart(
      { reference: 'Practitioner/1', display: 'a' },
      { reference: 'Practitioner/2', display: 'b' },
    );
    const one = takingPart({
      reference: 'Practitioner/1',
      display: 'a\nundefined\nPractitioner/2\nb',
    });
    const counts = [two, one].map(
      (participant) => proposals.parse(resource({ participant }))!.practitioners.length,
    );
    expect(counts).toEqual([2, 1]);
  });

  test('a nameless clinician is told from one called “undefined”', () => {
    const proposals = new Proposals(base);
    const displays = [undefined, 'undefined'].map(
      (display) =>
        proposals.parse(
          resource({ participant: takingPart({ reference: 'Practitioner/1', display }) }),
        )!.practitioners[0]!.display,
    );
    expect(displays).toEqual([undefined, 'undefined']);
  });
});

describe('what is no open time', () => {
  test.each(['booked', 'pending', 'cancelled', 'free', undefined])('has status %s', (status) => {
    expect(parseProposed(resource({ status }), base)).toBeUndefined();
  });

  test.each([
    ['no start', { start: undefined }],
    ['a start without an offset', { start: '2026-05-11T09:00:00' }],
    ['an end before the start', { end: '2026-05-11T08:00:00-05:00' }],
    ['no end', { end: undefined }],
  ])('has %s', (_, more) => {
    expect(parseProposed(resource(more), base)).toBeUndefined();
  });
});

describe('the key that tells the times of one answer apart', () => {
  const keyOf = (more: object) => parseProposed(resource(more), base)!.key;

  test('is the id, where there is one', () => {
    expect(keyOf({ id: 'open-7' })).toBe('open-7');
  });

  test('is else when, with whom, where and in which slot', () => {
    const nameless = { id: undefined };
    const other = { reference: 'Practitioner/dr-z' };
    expect(keyOf(nameless)).toBe(keyOf({ ...nameless, comment: 'the same' }));
    const keys = [
      nameless,
      { ...nameless, participant: takingPart(other) },
      { ...nameless, slot: [{ reference: 'Slot/1' }] },
      { ...nameless, slot: [{ reference: 'Slot/2' }] },
      { ...nameless, end: '2026-05-11T09:40:00-05:00' },
    ].map(keyOf);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
