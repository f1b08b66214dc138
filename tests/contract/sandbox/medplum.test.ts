import type * as fhir4 from 'fhir/r4';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import {
  type ClinicDay,
  day,
  everything,
  monday,
  openClinicDay,
  type Reply,
} from './clinic-day.ts';

const mine = 'Patient/noor-lindgren';
const naomi = 'Schedule/naomi-castellane.calendar';
const peter = 'Schedule/peter-oyelaran.calendar';
const jsonPatch = { 'content-type': 'application/json-patch+json' };
const instant = (days: number): string => new Date(monday + days * day).toISOString();

const bundleOf = ({ body }: Reply) => body as unknown as fhir4.Bundle;
const outcomeOf = ({ body }: Reply) => body as unknown as Partial<fhir4.OperationOutcome>;
const resources = (reply: Reply): readonly fhir4.FhirResource[] =>
  (bundleOf(reply).entry ?? []).flatMap(
    ({ resource }) => (resource as fhir4.FhirResource | undefined) ?? [],
  );
const appointments = (reply: Reply): readonly fhir4.Appointment[] =>
  resources(reply).filter((each) => each.resourceType === 'Appointment');
const first = (reply: Reply): fhir4.Appointment => appointments(reply)[0]!;

/** What an OperationOutcome says, with the status: `400 invalid: Not found`. */
function said(reply: Reply): string {
  const { issue = [] } = outcomeOf(reply);
  const issues = issue.map(({ code, details }) => `${code}: ${details?.text ?? ''}`);
  return `${String(reply.status)} ${issues.join()}`;
}

describe('the sandbox in Medplum’s manner', () => {
  let clinic: ClinicDay;
  let base = '';
  beforeAll(async () => {
    clinic = await openClinicDay();
    base = clinic.ehr.bases['medplum'] ?? '';
  }, 60_000);
  beforeEach(() => clinic.ehr.reset());
  afterAll(() => clinic.ehr.close());

  const as = (patient = 'noor-lindgren', scopes = everything) => {
    const send = clinic.as(patient, scopes);
    return (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
      send(method, `${base}/${path}`, body, headers);
  };
  const get = (path: string) => as()('GET', path);
  const post = (path: string, body?: unknown) => as()('POST', `Appointment/${path}`, body);
  const find = (changes: Readonly<Record<string, string | readonly string[]>> = {}) => {
    const query = new URLSearchParams();
    const asked = {
      start: instant(1),
      end: instant(8),
      schedule: naomi,
      'service-type-reference': 'HealthcareService/harborview.419772000.1',
      ...changes,
    };
    for (const [name, values] of Object.entries(asked))
      for (const value of [values].flat()) if (value !== '') query.append(name, value);
    return get(`Appointment/$find?${query.toString()}`);
  };
  const proposed = (changes: object = {}, own: readonly object[] = [part()]) => ({
    resourceType: 'Parameters',
    parameter: [{ name: 'appointment', resource: { ...changes, participant: own } }],
  });
  const part = (reference = mine) => ({ actor: { reference }, status: 'accepted' });
  /** An open time, as a client gives it back. */
  const open = async (index = 0): Promise<fhir4.Appointment> => {
    const found = appointments(await find());
    const time = found[index]!;
    return { ...time, participant: [...time.participant, part() as fhir4.AppointmentParticipant] };
  };
  const givenBack = (appointment: fhir4.Appointment, changes: object = {}) => ({
    resourceType: 'Parameters',
    parameter: [{ name: 'appointment', resource: { ...appointment, ...changes } }],
  });
  const moveTo = ({ start, contained = [] }: fhir4.Appointment, ...more: readonly object[]) => ({
    resourceType: 'Parameters',
    parameter: [
      { name: 'start', valueDateTime: start },
      { name: 'schedule', valueReference: (contained[0] as fhir4.Slot).schedule },
      ...more,
    ],
  });

  it('says what it is, and nothing of its operations', async () => {
    const statement = (await get('metadata')).body;
    expect(statement).toMatchObject({ fhirVersion: '4.0.1', software: { name: 'medplum' } });
    expect(JSON.stringify(statement)).not.toContain('operation');
  });

  describe('the directory', () => {
    it('has a Schedule with one actor for each clinician, and a service for each kind of visit', async () => {
      const found = resources(await get('Schedule?_count=1000&_include=Schedule:actor'));
      const schedules = found.filter((each) => each.resourceType === 'Schedule');
      const people = found.filter((each) => each.resourceType === 'Practitioner');
      expect(schedules.length).toBe(people.length);
      for (const { actor, serviceType = [] } of schedules) {
        expect(actor).toHaveLength(1);
        for (const { extension } of serviceType)
          expect(extension?.[0]?.url).toBe('https://medplum.com/fhir/service-type-reference');
      }
      const services = resources(await get('HealthcareService?_count=1000&active=true'));
      expect(
        services.filter(
          (each) => each.resourceType === 'HealthcareService' && each.location?.length === 1,
        ).length,
      ).toBeGreaterThan(20);
    });

    it('comes twenty at a time, with a link to the rest', async () => {
      const { entry, link } = bundleOf(await get('HealthcareService'));
      expect(entry).toHaveLength(20);
      const next = link?.find(({ relation }) => relation === 'next')?.url ?? '';
      const rest = bundleOf(await get(next.slice(base.length + 1)));
      expect(rest.entry?.[0]?.resource?.id).not.toBe(entry?.[0]?.resource?.id);
    });

    it('refuses a parameter that it does not know', async () => {
      expect(said(await get('Schedule?service=x'))).toBe(
        '400 invalid: Unknown search parameter: service',
      );
      expect(said(await get('Schedule?_count=1001'))).toMatch(/^400 invalid: Invalid _count/);
    });

    it('is for whoever has the right to it', async () => {
      const narrow = as('noor-lindgren', 'patient/Appointment.read');
      for (const path of ['Schedule', 'HealthcareService', naomi])
        expect((await narrow('GET', path)).status).toBe(403);
    });
  });

  describe('$find', () => {
    it('gives twenty times without an id, their Slots in them, and says of no more', async () => {
      const reply = await find();
      const bundle = bundleOf(reply);
      expect(bundle).toMatchObject({ type: 'searchset' });
      expect(Object.keys(bundle).sort()).toEqual(['entry', 'resourceType', 'type']);
      expect(bundle.entry).toHaveLength(20);
      const time = first(reply);
      expect(time).not.toHaveProperty('id');
      expect(time).toMatchObject({
        status: 'proposed',
        start: expect.stringMatching(/\.000Z$/) as string,
        contained: [{ resourceType: 'Slot', status: 'busy', schedule: { reference: naomi } }],
        participant: [{ actor: { reference: 'Practitioner/naomi-castellane' } }],
      });
      expect((bundleOf(await find({ _count: '1000' })).entry ?? []).length).toBeGreaterThan(20);
    });

    it('of two Schedules gives what both have open', async () => {
      const startsOf = async (schedule: string | readonly string[]) =>
        appointments(await find({ schedule, _count: '1000' })).map(
          ({ start, end }) => `${start ?? ''} ${end ?? ''}`,
        );
      const [hers, his] = [await startsOf(naomi), await startsOf(peter)];
      expect(await startsOf([naomi, peter])).toEqual(hers.filter((each) => his.includes(each)));
    });

    it.each<[string, Readonly<Record<string, string>>]>([
      ["Expected at least 1 value(s) for required input parameter 'start'", { start: '' }],
      ["Expected at least 1 value(s) for required input parameter 'schedule'", { schedule: '' }],
      [
        "Expected at least 1 value(s) for required input parameter 'service-type-reference'",
        { 'service-type-reference': '' },
      ],
      ['Search range cannot exceed 31 days', { end: instant(32.01) }],
      ['Invalid search time range', { end: instant(-1) }],
      ['Invalid _count, maximum allowed is 1000', { _count: '1001' }],
      ['Invalid _count, minimum required is 1', { _count: '0' }],
      ['Invalid schedule reference', { schedule: 'Practitioner/naomi-castellane' }],
      ['Loading schedule failed', { schedule: 'Schedule/nobody' }],
      ['HealthcareService not found', { 'service-type-reference': 'HealthcareService/none' }],
      [
        'Schedule is not schedulable for requested service type',
        { schedule: 'Schedule/omar-benhaddou.calendar' },
      ],
      [
        'Search range starts after schedule planning horizon ends',
        { start: instant(400), end: instant(401) },
      ],
    ])('refuses with "%s"', async (text, changes) => {
      expect(said(await find(changes))).toBe(`400 invalid: ${text}`);
    });
  });

  describe('$hold and $book', () => {
    it.each([
      ['$hold', 'pending', 'busy-tentative'],
      ['$book', 'booked', 'busy'],
    ])('%s writes what it was given, and its Slot', async (operation, status, slot) => {
      const time = await open();
      const reply = await post(operation, givenBack(time, { comment: 'Sore' }));
      expect(reply.status).toBe(201);
      expect(bundleOf(reply).type).toBe('transaction-response');
      expect(resources(reply)).toMatchObject([
        {
          resourceType: 'Appointment',
          status,
          comment: 'Sore',
          serviceType: time.serviceType,
          participant: time.participant,
        },
        { resourceType: 'Slot', status: slot, schedule: { reference: naomi } },
      ]);
      expect(first(reply)).not.toHaveProperty('contained');
      const starts = appointments(await find()).map(({ start }) => start);
      expect(starts).not.toContain(time.start);
    });

    it('refuse a time that is taken with 400, for programs with the Schedule', async () => {
      const time = await open();
      await post('$book', givenBack(time));
      for (const operation of ['$hold', '$book']) {
        const reply = await post(operation, givenBack(time));
        expect(said(reply)).toBe('400 invalid: Requested time slot is not available');
        expect(outcomeOf(reply).issue?.[0]?.diagnostics).toContain(naomi);
      }
    });

    it('do not know that a held time is held by the same patient', async () => {
      const time = await open();
      await post('$hold', givenBack(time));
      expect(said(await post('$book', givenBack(time)))).toMatch(/is not available$/);
    });

    it.each<[string, (time: fhir4.Appointment) => object]>([
      ['Appointment has no service reference', () => ({ serviceType: [{ text: 'Visit' }] })],
      [
        'Appointment has too many service references',
        ({ serviceType = [] }) => ({
          serviceType: [
            ...serviceType,
            {
              extension: [
                {
                  url: 'https://medplum.com/fhir/service-type-reference',
                  valueReference: { reference: 'HealthcareService/other' },
                },
              ],
            },
          ],
        }),
      ],
      ['Appointment has no contained Slot resources', () => ({ contained: undefined })],
      [
        'Proposed appointment must not have Slot references',
        () => ({ slot: [{ reference: 'Slot/x' }] }),
      ],
      [
        'Slot duration does not match scheduling parameters duration',
        ({ contained = [], start = '' }) => ({
          contained: [{ ...contained[0], end: new Date(Date.parse(start) + 60_000).toISOString() }],
        }),
      ],
      [
        'Requested time slot is not available',
        ({ contained = [] }) => ({
          contained: [
            { ...contained[0], start: '2026-11-24T03:00:00Z', end: '2026-11-24T03:20:00Z' },
          ],
        }),
      ],
    ])('refuse with "%s"', async (text, changes) => {
      const time = await open();
      expect(said(await post('$hold', givenBack(time, changes(time))))).toBe(
        `400 invalid: ${text}`,
      );
    });

    it('refuse a body that is no Parameters, or holds no Appointment', async () => {
      const time = await open();
      expect(said(await post('$book', time))).toMatch(/required input parameter 'appointment'$/);
      expect((await post('$book', proposed({ resourceType: 'Appointment' }))).status).toBe(400);
    });

    it('are for the patient of the token, who must be in it', async () => {
      const time = await open();
      for (const reference of ['Patient/ruth-okafor', 'Practitioner/naomi-castellane'])
        expect(
          (await post('$book', givenBack(time, { participant: [part(reference)] }))).status,
        ).toBe(403);
    });

    it('need the right to write Slots', async () => {
      const time = await open();
      const narrow = as('noor-lindgren', 'patient/Appointment.cruds patient/Slot.rs');
      expect((await narrow('POST', 'Appointment/$book', givenBack(time))).status).toBe(403);
    });
  });

  describe('$confirm, $cancel and $reschedule', () => {
    const made = async (operation: '$hold' | '$book', index = 0) =>
      first(await post(operation, givenBack(await open(index))));

    it('$confirm makes a visit of a hold, once', async () => {
      const { id = '' } = await made('$hold');
      const reply = await post(`${id}/$confirm`);
      expect(resources(reply)).toMatchObject([{ id, status: 'booked' }, { status: 'busy' }]);
      expect(said(await post(`${id}/$confirm`))).toBe(
        "400 invalid: Appointment cannot be confirmed in 'booked' status",
      );
    });

    it('a hold stays until it is cancelled', async () => {
      const held = await made('$hold');
      clinic.pass(30 * 60_000);
      const starts = appointments(await find()).map(({ start }) => start);
      expect(starts).not.toContain(held.start);
      clinic.pass(-30 * 60_000);
    });

    it.each(['$hold', '$book'] as const)(
      '$cancel ends what %s made, once, and tells it bare',
      async (by) => {
        const { id = '', start } = await made(by);
        const reply = await post(`${id}/$cancel`);
        expect(reply.status).toBe(200);
        expect(reply.body).toMatchObject({ resourceType: 'Appointment', id, status: 'cancelled' });
        expect(said(await post(`${id}/$cancel`))).toBe(
          "400 invalid: Appointment cannot be canceled in 'cancelled' status",
        );
        expect(appointments(await find()).map((each) => each.start)).toContain(start);
      },
    );

    it('$reschedule moves a visit under its own id, and the old time is open', async () => {
      const visit = await made('$book');
      const time = await open(3);
      const reply = await post(`${visit.id ?? ''}/$reschedule`, moveTo(time));
      expect(reply.status).toBe(200);
      expect(first(reply)).toMatchObject({
        id: visit.id,
        status: 'booked',
        serviceType: visit.serviceType,
      });
      expect(Date.parse(first(reply).start ?? '')).toBe(Date.parse(time.start ?? ''));
      const starts = appointments(await find()).map(({ start }) => start);
      expect(starts).toContain(visit.start);
      expect(starts).not.toContain(time.start);
    });

    it('$reschedule finds a time taken that the same patient holds, and leaves the visit', async () => {
      const visit = await made('$book');
      const time = await open(3);
      await post('$hold', givenBack(time));
      expect(said(await post(`${visit.id ?? ''}/$reschedule`, moveTo(time)))).toBe(
        '400 invalid: Requested time slot is not available',
      );
      expect((await get(`Appointment/${visit.id ?? ''}`)).body).toMatchObject({
        status: 'booked',
        start: visit.start,
      });
    });

    it('$reschedule refuses what it cannot move', async () => {
      const held = await made('$hold');
      const time = await open(3);
      expect(said(await post(`${held.id ?? ''}/$reschedule`, moveTo(time)))).toBe(
        "400 invalid: Appointment cannot be rescheduled in 'pending' status",
      );
      const visit = await made('$book', 1);
      const path = `${visit.id ?? ''}/$reschedule`;
      const { parameter } = moveTo(time);
      expect(
        said(await post(path, { resourceType: 'Parameters', parameter: [parameter[0]] })),
      ).toMatch(/required input parameter 'schedule'$/);
      expect(
        said(await post(path, { resourceType: 'Parameters', parameter: [parameter[1]] })),
      ).toMatch(/required input parameter 'start'$/);
      const elsewhere = { reference: 'Schedule/omar-benhaddou.calendar' };
      expect(
        said(
          await post(path, {
            resourceType: 'Parameters',
            parameter: [parameter[0], { name: 'schedule', valueReference: elsewhere }],
          }),
        ),
      ).toBe('400 invalid: Schedule is not schedulable for requested service type');
    });

    it('$reschedule moves no visit to another kind, whatever service is named', async () => {
      const visit = await made('$book');
      const others = appointments(
        await find({ 'service-type-reference': 'HealthcareService/harborview.419772000.0' }),
      );
      const named = {
        name: 'service-type-reference',
        valueReference: { reference: 'HealthcareService/harborview.419772000.0' },
      };
      expect((await post(`${visit.id ?? ''}/$reschedule`, moveTo(others[0]!, named))).status).toBe(
        400,
      );
    });

    it('need rights on Slots, and an Appointment of the patient', async () => {
      const visit = await made('$book');
      const narrow = as('noor-lindgren', 'patient/Appointment.cruds patient/Slot.crus');
      for (const operation of ['$cancel', '$reschedule'])
        expect(
          (await narrow('POST', `Appointment/${visit.id ?? ''}/${operation}`, {})).status,
        ).toBe(403);
      const ruth = as('ruth-okafor');
      for (const operation of ['$cancel', '$confirm'])
        expect((await ruth('POST', `Appointment/${visit.id ?? ''}/${operation}`)).status).toBe(403);
      expect(said(await post('no-such/$cancel'))).toBe('404 not-found: Not found');
    });
  });

  describe('PATCH', () => {
    const patch = (id: string, operations: unknown, headers = jsonPatch) =>
      as()('PATCH', `Appointment/${id}`, operations, headers);

    it('writes the words, and whether the patient comes', async () => {
      const { id = '' } = first(await post('$hold', givenBack(await open())));
      const reply = await patch(id, [
        { op: 'test', path: '/status', value: 'pending' },
        { op: 'add', path: '/comment', value: 'Sore' },
        { op: 'replace', path: '/participant/1/status', value: 'tentative' },
      ]);
      expect(reply.body).toMatchObject({
        id,
        status: 'pending',
        comment: 'Sore',
        participant: [{}, { actor: { reference: mine }, status: 'tentative' }],
      });
    });

    it('refuses a test that fails, another element, and another format', async () => {
      const { id = '' } = first(await post('$hold', givenBack(await open())));
      const test = [{ op: 'test', path: '/status', value: 'booked' }];
      expect(said(await patch(id, test))).toMatch(/^400 invalid/);
      const change = [{ op: 'replace', path: '/status', value: 'booked' }];
      expect((await patch(id, change)).status).toBe(403);
      expect((await patch(id, {}, { 'content-type': 'application/fhir+json' })).status).toBe(415);
    });
  });

  it('creates, replaces and deletes no Appointment', async () => {
    for (const [method, path] of [
      ['POST', 'Appointment'],
      ['PUT', 'Appointment/a'],
      ['DELETE', 'Appointment/a'],
    ] as const)
      expect((await as()(method, path, {})).status).toBe(405);
    expect((await post('$find')).status).toBe(404);
  });
});
