import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  type ClinicDay,
  everything,
  minute,
  openClinicDay,
  parameters,
  type Reply,
  visitTypes,
  week,
} from './clinic-day.ts';

type Parameter = fhir3.ParametersParameter;

const mine = { name: 'patient', valueIdentifier: { value: 'noor-lindgren' } };
const window = [
  { name: 'startTime', valueDateTime: week.start },
  { name: 'endTime', valueDateTime: week.end },
];
const concept = (system: string, code: string) => ({
  valueCodeableConcept: { coding: [{ system, code }] },
});

/** Every issue that an answer has, as `information 59109 [service-type]`. */
function said({ body }: Reply): readonly string[] {
  const { entry = [] } = body as fhir3.Bundle;
  return [body, ...entry.map(({ resource }) => resource as fhir3.FhirResource)].flatMap((each) =>
    each.resourceType === 'OperationOutcome'
      ? each.issue.map(({ severity, details, expression = [] }) =>
          [severity, details?.coding?.[0]?.code ?? '-', `[${expression.join()}]`].join(' '),
        )
      : [],
  );
}

describe('the sandbox in Epic’s manner', () => {
  let clinic: ClinicDay;
  let r4 = '';
  let stu3 = '';
  beforeAll(async () => {
    clinic = await openClinicDay();
    r4 = clinic.ehr.bases['epic'] ?? '';
    stu3 = r4.replace(/R4$/, 'STU3');
  }, 60_000);
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => clinic.as(patient, scopes);
  const find = (...more: Parameter[]) =>
    as()('POST', `${stu3}/Appointment/$find`, parameters(...window, ...more));
  const book = (...parameter: readonly Parameter[]) =>
    as()('POST', `${stu3}/Appointment/$book`, parameters(...parameter));
  const named = (id = '') => ({ name: 'appointment', valueIdentifier: { value: id } });

  it('has the record on R4 and scheduling on STU3, and says so of both', async () => {
    const [record, scheduling] = await Promise.all(
      [r4, stu3].map(async (base) => {
        const { body } = await as()('GET', `${base}/metadata`);
        return body as unknown as fhir3.CapabilityStatement;
      }),
    );
    expect(record).toMatchObject({ fhirVersion: '4.0.1', implementation: { url: r4 } });
    expect(scheduling).toMatchObject({ fhirVersion: '3.0.1', implementation: { url: stu3 } });
    for (const statement of [record, scheduling]) {
      expect(statement?.software?.name).toMatch(/Epic/);
      expect(JSON.stringify(statement)).not.toMatch(/operation"|patch|"create"|"update"/);
    }
    for (const operation of ['$find', '$book', '$hold'])
      expect((await as()('POST', `${r4}/Appointment/${operation}`, parameters())).status).toBe(404);
    expect((await as()('GET', `${stu3}/Patient/noor-lindgren`)).status).toBe(404);
  });

  it('neither keeps, cancels nor moves', async () => {
    expect((await as()('POST', `${stu3}/Appointment/$hold`, parameters())).status).toBe(404);
    for (const [method, path] of [
      ['POST', 'Appointment'],
      ['PUT', 'Appointment/a'],
      ['PATCH', 'Appointment/a'],
      ['DELETE', 'Appointment/a'],
    ] as const)
      for (const base of [r4, stu3])
        expect((await as()(method, `${base}/${path}`, {})).status).toBe(405);
    expect((await as()('GET', `${stu3}/Appointment/$find`)).status).toBe(405);
  });

  describe('$find', () => {
    it('gives open times with their Slot, everybody named by whole URLs of its own base', async () => {
      const answer = await find();
      expect(answer.status).toBe(200);
      const [time] = answer.matches;
      expect(time).toMatchObject({ status: 'proposed', contained: [{ resourceType: 'Slot' }] });
      expect(time?.slot?.[0]?.reference).toBe(`#${time?.contained?.[0]?.id ?? ''}`);
      for (const { actor } of time?.participant ?? [])
        expect(actor?.reference?.startsWith(`${stu3}/`)).toBe(true);
      const schedule = (time?.contained?.[0] as fhir3.Slot).schedule.reference ?? '';
      expect((await as()('GET', schedule)).status).toBe(200);
    });

    it('gives every time another id at every call', async () => {
      const [one, other] = [(await find()).matches, (await find()).matches];
      expect(one.map(({ start }) => start)).toEqual(other.map(({ start }) => start));
      expect(one.filter(({ id }) => other.some((each) => each.id === id))).toEqual([]);
    });

    it.each([
      ['without a start', window.slice(1), 'fatal 4111 [startTime]'],
      ['without an end', window.slice(0, 1), 'fatal 4111 [endTime]'],
      [
        'with a start that is none',
        [{ name: 'startTime', valueDateTime: 'tomorrow' }, ...window.slice(1)],
        'fatal 59111 [startTime]',
      ],
      [
        'with a start under another type',
        [{ name: 'startTime', valueString: week.start }, ...window.slice(1)],
        'fatal 59111 [startTime]',
      ],
      ['with an end before the start', [...window].reverse().map(swapped), 'fatal 59111 [endTime]'],
    ])('%s is refused', async (_, parameter, issue) => {
      const answer = await as()('POST', `${stu3}/Appointment/$find`, parameters(...parameter));
      expect(answer.status).toBe(400);
      expect(said(answer)).toEqual([issue]);
    });

    it('narrows by the parameters that Epic has', async () => {
      const place = { reference: `${stu3}/Location/prairie-junction` };
      const answer = await find(
        { name: 'serviceType', ...concept(visitTypes, 'office-visit') },
        { name: 'location-reference', valueReference: place },
      );
      expect(said(answer)).toEqual([]);
      expect(answer.matches.length).toBeGreaterThan(0);
      for (const { serviceType, participant } of answer.matches) {
        expect(serviceType?.[0]?.coding?.[0]?.code).toBe('office-visit');
        expect(participant.map(({ actor }) => actor?.reference)).toContain(place.reference);
      }
    });

    it.each([
      ['a name that is misspelt', { name: 'service-type', ...concept(visitTypes, 'ekg') }],
      ['a name of another guide', { name: 'practitioner', valueUri: 'Practitioner/dr-y' }],
      ['a value of another type', { name: 'serviceType', valueString: `${visitTypes}|ekg` }],
      ['a code that nobody knows', { name: 'specialties', ...concept('urn:oid:1.2.3', '20') }],
      [
        'a place of another server',
        {
          name: 'location-reference',
          valueReference: { reference: 'https://x.example/Location/1' },
        },
      ],
      ['an hour', { name: 'time-of-day', valueTiming: { repeat: { timeOfDay: ['12:00:00'] } } }],
      ['a patient without identifier', { name: 'patient', resource: { resourceType: 'Patient' } }],
    ])('ignores %s, and says so in an information', async (_, parameter) => {
      const answer = await find(parameter);
      expect(answer.status).toBe(200);
      expect(said(answer)).toEqual([`information 59109 [${parameter.name}]`]);
      expect(answer.matches.length).toBe((await find()).matches.length);
    });

    it('goes by the first of a name that stands twice', async () => {
      const answer = await find(
        { name: 'serviceType', ...concept(visitTypes, 'office-visit') },
        { name: 'serviceType', ...concept(visitTypes, 'ekg') },
      );
      expect(said(answer)).toEqual(['information 59109 [serviceType]']);
      const kinds = answer.matches.map(({ serviceType }) => serviceType?.[0]?.coding?.[0]?.code);
      expect([...new Set(kinds)]).toEqual(['office-visit']);
    });

    it('that finds nothing says so in a warning', async () => {
      const years = [
        { name: 'startTime', valueDateTime: '2030-01-01T00:00:00Z' },
        { name: 'endTime', valueDateTime: '2030-01-02T00:00:00Z' },
      ];
      const answer = await as()('POST', `${stu3}/Appointment/$find`, parameters(...years));
      expect(answer.bundle.total).toBe(0);
      expect(said(answer)).toContain('warning 4101 []');
    });

    it('is only for the patient of the token', async () => {
      const ruth: fhir3.Patient = {
        resourceType: 'Patient',
        identifier: [{ value: 'ruth-okafor' }],
      };
      const answer = await find({ name: 'patient', resource: ruth });
      expect(answer.status).toBe(403);
      expect(said(answer)).toEqual(['fatal 4118 [patient]']);
      const narrow = as('noor-lindgren', 'patient/Patient.read');
      const refused = await narrow('POST', `${stu3}/Appointment/$find`, parameters(...window));
      expect(refused.status).toBe(403);
    });

    it('takes Parameters and nothing else', async () => {
      const url = `${stu3}/Appointment/$find`;
      expect(said(await as()('POST', url, { resourceType: 'Patient' }))).toEqual(['fatal 4100 []']);
      const text = await as()('POST', url, parameters(...window), { 'content-type': 'text/plain' });
      expect(text.status).toBe(415);
    });
  });

  describe('$book', () => {
    /** A time that no other test has: each takes one of its own. */
    let taken = 0;
    const time = async () => {
      taken += 1;
      const found = (await find()).matches[taken * 7];
      if (found === undefined) throw new Error('the clinic is full');
      return found;
    };

    it('answers the bare Appointment, which then stands on both bases', async () => {
      const { id, start } = await time();
      const note = { name: 'appointmentNote', valueString: 'Back pain' };
      const answer = await book(mine, named(id), note);
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({
        resourceType: 'Appointment',
        status: 'booked',
        start,
        comment: 'Back pain',
      });
      expect(answer.body.id).not.toBe(id);
      for (const base of [r4, stu3])
        expect(
          (await as()('GET', `${base}/Appointment/${answer.body.id ?? ''}`)).body,
        ).toMatchObject({ status: 'booked', start });
    });

    it('answers a Bundle where something was ignored', async () => {
      const answer = await book(mine, named((await time()).id), {
        name: 'comment',
        valueString: 'x',
      });
      expect(answer.matches).toMatchObject([{ status: 'booked' }]);
      expect(answer.matches[0]?.comment).toBeUndefined();
      expect(said(answer)).toEqual(['information 59109 [comment]']);
    });

    it.each([
      ['without a patient', (id: string) => [named(id)], 400, 'fatal 4111 [patient]'],
      ['without a time', () => [mine], 400, 'fatal 4111 [appointment]'],
      [
        'with a reference in place of an Identifier',
        (id: string) => [mine, { name: 'appointment', valueUri: `Appointment/${id}` }],
        400,
        'fatal 59111 [appointment]',
      ],
      [
        'with an id that was never given',
        () => [mine, named('e1')],
        400,
        'fatal 59144 [appointment]',
      ],
      [
        'for another patient',
        (id: string) => [{ ...mine, valueIdentifier: { value: 'ruth-okafor' } }, named(id)],
        403,
        'fatal 4118 [patient]',
      ],
    ] as const)('%s is refused by the bare outcome', async (_, parametersFor, status, issue) => {
      const answer = await book(...parametersFor((await time()).id ?? ''));
      expect(answer.status).toBe(status);
      expect(said(answer)).toEqual([issue]);
    });

    it('does not know an id for ever, nor a Slot’s, nor another patient’s', async () => {
      const { id, contained } = await time();
      const ruth = as('ruth-okafor');
      const hers = { ...mine, valueIdentifier: { value: 'ruth-okafor' } };
      const answers = [
        await ruth('POST', `${stu3}/Appointment/$book`, parameters(hers, named(id))),
        await book(mine, named(contained?.[0]?.id)),
      ];
      clinic.pass(15 * minute);
      answers.push(await book(mine, named(id)));
      for (const answer of answers) {
        expect(answer.status).toBe(400);
        expect(said(answer)).toEqual(['fatal 59144 [appointment]']);
      }
    });

    it('of a time that is gone is refused as an id that is unknown', async () => {
      const { id, contained } = await time();
      await clinic.ehr.levers.takeTime({ slotId: contained?.[0]?.id ?? '' });
      expect(said(await book(mine, named(id)))).toEqual(['fatal 59144 [appointment]']);
    });

    it('against a rule of the clinic is refused by a rule', async () => {
      const { id } = await time();
      const before = await time();
      expect((await book(mine, named(before.id))).status).toBe(201);
      clinic.ehr.rules.twoBookings = 'refused';
      const same = (await find()).matches.find(
        ({ specialty }) =>
          specialty?.[0]?.coding?.[0]?.code === before.specialty?.[0]?.coding?.[0]?.code,
      );
      const answer = await book(mine, named(same?.id ?? id));
      clinic.ehr.rules.twoBookings = 'allowed';
      expect(answer.status).toBe(400);
      expect(said(answer)).toEqual(['fatal 59159 []']);
    });
  });

  describe('the list of visits', () => {
    it('needs a patient, and ignores what it does not know with a warning', async () => {
      const none = await as()('GET', `${r4}/Appointment?date=ge2026-01-01`);
      expect(none.status).toBe(400);
      expect(said(none)).toEqual(['fatal 59159 [patient]']);
      const ruth = as('ruth-okafor');
      const all = await ruth('GET', `${r4}/Appointment?patient=ruth-okafor`);
      const odd = await ruth('GET', `${r4}/Appointment?patient=ruth-okafor&practitioner=x`);
      expect(said(odd)).toEqual(['warning 4122 [practitioner]']);
      expect(odd.bundle.total).toBe(all.bundle.total);
    });

    it('refers within R4 without a base, and says in a warning that it is empty', async () => {
      const ruth = as('ruth-okafor');
      const { matches } = await ruth('GET', `${r4}/Appointment?patient=ruth-okafor`);
      expect(matches[0]?.participant[0]?.actor?.reference).toMatch(/^Practitioner\//);
      const empty = await ruth('GET', `${r4}/Appointment?patient=ruth-okafor&date=ge2040-01-01`);
      expect(empty.bundle.total).toBe(0);
      expect(said(empty)).toEqual(['warning 4101 []']);
    });
  });
});

/** The start as the end, and the end as the start. */
function swapped({ name, valueDateTime }: { name: string; valueDateTime: string }): Parameter {
  return { name: name === 'startTime' ? 'endTime' : 'startTime', valueDateTime };
}
