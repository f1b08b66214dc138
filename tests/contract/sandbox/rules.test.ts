import type * as fhir3 from 'fhir/r3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  apptId,
  type ClinicDay,
  day,
  idOf,
  minute,
  offerOf,
  openClinicDay,
  parameters,
  type Reply,
} from './clinic-day.ts';

let clinic: ClinicDay;
let noor: ReturnType<ClinicDay['as']>;
let passed = 0;
const pass = (milliseconds: number): void => {
  passed += milliseconds;
  clinic.pass(milliseconds);
};
beforeAll(async () => {
  clinic = await openClinicDay();
  noor = clinic.as('noor-lindgren');
}, 120_000);
afterAll(() => clinic.ehr.close());
afterEach(async () => {
  clinic.pass(-passed);
  passed = 0;
  await clinic.ehr.reset();
});

const replacing = (id: string): fhir3.ParametersParameter => ({
  name: 'cancelled-appt-id',
  valueUri: `Appointment/${id}`,
});
const book = async (
  practitioner: string,
  more: readonly fhir3.ParametersParameter[] = [],
  send = noor,
): Promise<Reply> => {
  const { id } = await offerOf(send, practitioner, 3);
  return send('POST', '/Appointment/$book', parameters(apptId(id), ...more));
};
const cancel = (id: string, send = noor): Promise<Reply> =>
  send('PATCH', `/Appointment/${id}`, [{ op: 'replace', path: '/status', value: 'cancelled' }], {
    'content-type': 'application/json-patch+json',
  });
const visits = async (): Promise<string[]> =>
  (await clinic.ehr.database.visitsOf('noor-lindgren')).map(({ id, status }) => `${id} ${status}`);
const outcomeOf = ({ body, bundle }: Reply): fhir3.OperationOutcomeIssue | undefined =>
  ([body, ...(bundle.entry ?? []).map(({ resource }) => resource)] as fhir3.FhirResource[]).find(
    (each) => each.resourceType === 'OperationOutcome',
  )?.issue[0];

describe('a clinic that allows no second visit in one specialty', () => {
  const second =
    'You already have a visit in this specialty. Cancel it before you book another one.';

  test('says no as the guide has it, and why', async () => {
    clinic.ehr.rules.twoBookings = 'refused';
    const first = idOf(await book('naomi-castellane'));
    const reply = await book('peter-oyelaran');
    expect([reply.status, reply.matches.map(({ status }) => status)]).toEqual([200, ['cancelled']]);
    expect(reply.matches[0]?.participant.map(({ status }) => status)).toEqual([
      'declined',
      'declined',
    ]);
    expect(outcomeOf(reply)).toMatchObject({
      severity: 'error',
      code: 'business-rule',
      diagnostics: second,
    });
    expect(await visits()).toEqual([`${first} booked`]);
  });

  test('lets a second time be held, and the hold outlives the no', async () => {
    clinic.ehr.rules.twoBookings = 'refused';
    const first = idOf(await book('naomi-castellane'));
    const { id } = await offerOf(noor, 'peter-oyelaran');
    const held = await noor('POST', '/Appointment/$hold', parameters(apptId(id)));
    expect(held.matches[0]?.status).toBe('pending');
    const refused = await noor('POST', '/Appointment/$book', parameters(apptId(idOf(held))));
    expect([idOf(refused), refused.matches[0]?.status]).toEqual([idOf(held), 'cancelled']);
    expect(await visits()).toContain(`${idOf(held)} pending`);
    await cancel(first);
    const booked = await noor('POST', '/Appointment/$book', parameters(apptId(idOf(held))));
    expect(booked.matches[0]?.status).toBe('booked');
  });

  test('counts neither another specialty, nor what is over, nor other people’s visits', async () => {
    clinic.ehr.rules.twoBookings = 'refused';
    const maria = clinic.as('maria-alvarez');
    const booked = async (practitioner: string, send = noor): Promise<boolean> =>
      (await book(practitioner, [], send)).matches[0]?.status === 'booked';
    expect(await booked('naomi-castellane')).toBe(true);
    expect(await booked('victor-amaechi')).toBe(true);
    expect(await booked('victor-amaechi', maria)).toBe(true);
    pass(6 * day);
    const { matches } = await noor(
      'GET',
      '/Appointment/$find?start=2026-11-30T12:00:00Z&end=2026-12-02T12:00:00Z&practitioner=Practitioner/naomi-castellane',
    );
    const next = await noor('POST', `/Appointment/${matches[0]?.id ?? ''}/$book`, parameters());
    expect(next.matches[0]?.status).toBe('booked');
  });
});

describe('a clinic that reschedules in one step', () => {
  test('cancels the visit that is replaced as it books the new one', async () => {
    clinic.ehr.rules.reschedule = 'atomic';
    const old = await book('naomi-castellane');
    const next = await book('peter-oyelaran', [replacing(idOf(old))]);
    expect(next.matches[0]).toMatchObject({
      status: 'booked',
      supportingInformation: [{ reference: `Appointment/${idOf(old)}` }],
    });
    const { body } = await noor('GET', `/Appointment/${idOf(old)}`);
    expect(body).toMatchObject({ status: 'cancelled', meta: { versionId: '2' } });
    expect((body as unknown as fhir3.Appointment).participant.map(({ status }) => status)).toEqual([
      'declined',
      'declined',
      'declined',
    ]);
    expect((await offerOf(noor, 'naomi-castellane', 3)).slot).toEqual(old.matches[0]?.slot);
  });

  test('can give the patient a time that overlaps the old one', async () => {
    clinic.ehr.rules.reschedule = 'atomic';
    const old = await book('naomi-castellane');
    const slot = old.matches[0]?.slot?.[0]?.reference?.slice('Slot/'.length) ?? '';
    await clinic.ehr.database.query(
      `insert into slot select id || '0', schedule, practitioner, location, organization, specialty,
              visit_types, tstzrange(lower(during), upper(during) + interval '1 minute'), oldest_age
         from slot where id = $1`,
      [slot],
    );
    const visitType = old.matches[0]?.serviceType?.[0]?.coding?.[0]?.code ?? '';
    const longer = parameters(apptId(`${slot}0.${visitType}`), replacing(idOf(old)));
    const next = await noor('POST', '/Appointment/$book', longer);
    await clinic.ehr.database.query('delete from slot where id = $1', [`${slot}0`]);
    expect(next.matches[0]?.status).toBe('booked');
    expect(await visits()).toEqual(
      expect.arrayContaining([`${idOf(old)} cancelled`, `${idOf(next)} booked`]),
    );
  });

  test.each([
    ['was taken', 'take-time', 'no longer free'],
    ['was held, and the hold ended', 'expire-hold', 'The hold has ended'],
  ] as const)('keeps the old visit when the new time %s', async (_, kind, said) => {
    clinic.ehr.rules.reschedule = 'atomic';
    const old = idOf(await book('naomi-castellane'));
    const offer = await offerOf(noor, 'peter-oyelaran');
    const id =
      kind === 'take-time'
        ? offer.id
        : idOf(await noor('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    clinic.ehr.levers.add({ match: { path: 'book' }, fault: { kind } });
    const reply = await noor('POST', '/Appointment/$book', parameters(replacing(old), apptId(id)));
    expect(reply.matches[0]?.status).toBe('cancelled');
    expect(reply.said).toContain(said);
    expect((await visits()).filter((visit) => visit.endsWith('booked'))).toEqual([`${old} booked`]);
    expect((await noor('GET', `/Appointment/${old}`)).body.meta?.versionId).toBe('1');
  });

  test('does so too for a held time, and with no second visit allowed', async () => {
    Object.assign(clinic.ehr.rules, { reschedule: 'atomic', twoBookings: 'refused' });
    const old = idOf(await book('naomi-castellane'));
    const offer = await offerOf(noor, 'peter-oyelaran');
    const held = idOf(await noor('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    const reply = await noor(
      'POST',
      '/Appointment/$book',
      parameters(apptId(held), replacing(old)),
    );
    expect(reply.matches[0]).toMatchObject({ id: held, status: 'booked' });
    expect((await visits()).sort()).toEqual([`${old} cancelled`, `${held} booked`].sort());
  });

  test('still accepts a visit that is cancelled already, and nothing else', async () => {
    clinic.ehr.rules.reschedule = 'atomic';
    const old = idOf(await book('naomi-castellane'));
    await cancel(old);
    expect((await book('peter-oyelaran', [replacing(old)])).matches[0]?.status).toBe('booked');
    const { id } = await offerOf(noor, 'peter-oyelaran');
    const held = idOf(await noor('POST', '/Appointment/$hold', parameters(apptId(id))));
    const before = await visits();
    for (const other of [held, 'coming-1', 'past-1', 'never'])
      expect([other, (await book('lena-brandvold', [replacing(other)])).status]).toEqual([
        other,
        422,
      ]);
    expect(await visits()).toEqual(before);
  });
});

describe('a clinic that lets visits be cancelled only up to some hours before they begin', () => {
  const text = 'Visits can be cancelled up to 24 hours before they begin. Please call us.';
  const bookAndComeTo = async (hoursLeft: number): Promise<string> => {
    const booked = await book('naomi-castellane');
    const start = Date.parse(booked.matches[0]?.start ?? '');
    pass(start - hoursLeft * 60 * minute - (Date.UTC(2026, 10, 23, 14) + passed));
    return idOf(booked);
  };

  test('cancels one that is just far enough ahead', async () => {
    clinic.ehr.rules.cancelUntilHours = 24;
    expect((await cancel(await bookAndComeTo(24))).status).toBe(200);
  });

  test('refuses the one that is a moment nearer, and keeps it', async () => {
    clinic.ehr.rules.cancelUntilHours = 24;
    const id = await bookAndComeTo(24 - 1 / 3600);
    const reply = await cancel(id);
    expect([reply.status, outcomeOf(reply)]).toMatchObject([
      422,
      { code: 'business-rule', diagnostics: text },
    ]);
    expect(await visits()).toEqual([`${id} booked`]);
  });

  test('lets a hold go at any time', async () => {
    clinic.ehr.rules.cancelUntilHours = 10_000;
    const { id } = await offerOf(noor, 'naomi-castellane', 3);
    const held = idOf(await noor('POST', '/Appointment/$hold', parameters(apptId(id))));
    expect((await cancel(held)).body).toMatchObject({ status: 'cancelled' });
  });

  test('moves none that is nearer in one step either', async () => {
    Object.assign(clinic.ehr.rules, { reschedule: 'atomic', cancelUntilHours: 24 });
    const id = await bookAndComeTo(23);
    const reply = await book('victor-amaechi', [replacing(id)]);
    expect([reply.status, outcomeOf(reply)?.diagnostics]).toEqual([422, text]);
    expect(await visits()).toEqual([`${id} booked`]);
  });
});

describe('a careless server that books again what is booked', () => {
  test.each(['by the id of the hold', 'by the id of the offer'])('%s', async (how) => {
    clinic.ehr.rules.bookAgain = true;
    const offer = await offerOf(noor, 'naomi-castellane', 1);
    const id =
      how === 'by the id of the offer'
        ? offer.id
        : idOf(await noor('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    const first = await noor('POST', '/Appointment/$book', parameters(apptId(id)));
    const second = await noor('POST', '/Appointment/$book', parameters(apptId(id)));
    expect(idOf(second)).not.toBe(idOf(first));
    expect(second.matches[0]).toMatchObject({ status: 'booked', start: offer.start });
    expect((await visits()).sort()).toEqual(
      [`${idOf(first)} booked`, `${idOf(second)} booked`].sort(),
    );
    expect((await cancel(idOf(second))).body).toMatchObject({ status: 'cancelled' });
    expect((await cancel(idOf(first))).body).toMatchObject({ status: 'cancelled' });
  });

  test('gives nobody else’s time away', async () => {
    clinic.ehr.rules.bookAgain = true;
    const offer = await offerOf(noor, 'naomi-castellane', 1);
    await noor('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    const maria = clinic.as('maria-alvarez');
    const late = await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    expect(late.matches[0]?.status).toBe('cancelled');
  });
});

describe('the formats of a patch', () => {
  const cancelled = {
    name: 'operation',
    part: [
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Appointment.status' },
      { name: 'value', valueCode: 'cancelled' },
    ],
  };
  const declared = async (): Promise<unknown> => (await noor('GET', '/metadata')).body;

  test('are declared as they are', async () => {
    expect(await declared()).toMatchObject({
      patchFormat: ['application/json-patch+json', 'application/fhirpath-patch+fhirpath'],
    });
    clinic.ehr.rules.patchFormats = ['xml', 'json'];
    expect(await declared()).toMatchObject({
      patchFormat: ['application/xml-patch+xml', 'application/json-patch+json'],
    });
    clinic.ehr.rules.patchFormats = [];
    expect(await declared()).not.toHaveProperty('patchFormat');
  });

  test.each([
    [['json'], 200, 415],
    [['fhirpath'], 415, 200],
    [['xml'], 415, 415],
    [[], 415, 415],
  ] as const)('%o: a JSON Patch is %i, a FHIRPath Patch is %i', async (formats, json, fhirPath) => {
    const one = idOf(await book('naomi-castellane'));
    const other = idOf(await book('naomi-castellane'));
    clinic.ehr.rules.patchFormats = formats;
    expect((await cancel(one)).status).toBe(json);
    const reply = await noor('PATCH', `/Appointment/${other}`, parameters(cancelled));
    expect(reply.status).toBe(fhirPath);
    const xml = { 'content-type': 'application/xml-patch+xml' };
    expect((await noor('PATCH', `/Appointment/${other}`, '<diff/>', xml)).status).toBe(415);
  });
});

describe('a clinic whose staff say yes to each booking', () => {
  const request = async (): Promise<{ readonly id: string; readonly slot: string }> => {
    clinic.ehr.rules.confirms = 'staff';
    const reply = await book('naomi-castellane');
    expect(reply.status).toBe(200);
    expect(reply.matches[0]).toMatchObject({ status: 'pending' });
    return { id: idOf(reply), slot: reply.matches[0]?.slot?.[0]?.reference ?? '' };
  };
  const isOffered = async (slot: string): Promise<boolean> =>
    (await offerOf(noor, 'naomi-castellane', 3)).slot?.[0]?.reference === slot;

  test('keeps the time for the patient, however long it takes', async () => {
    const { id, slot } = await request();
    expect(await isOffered(slot)).toBe(false);
    pass(12 * 60 * minute);
    expect(await visits()).toEqual([`${id} pending`]);
    expect(await isOffered(slot)).toBe(false);
  });

  test('says yes, once: what is booked or cancelled stays as it is', async () => {
    const { id } = await request();
    await clinic.ehr.levers.confirmByClinic(id);
    expect(await visits()).toEqual([`${id} booked`]);
    await clinic.ehr.levers.confirmByClinic(id);
    const { body } = await noor('GET', `/Appointment/${id}`);
    expect(body).toMatchObject({ status: 'booked', meta: { versionId: '2' } });
    expect((body as unknown as fhir3.Appointment).participant.map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    await cancel(id);
    await clinic.ehr.levers.confirmByClinic(id);
    expect(await visits()).toEqual([`${id} cancelled`]);
  });

  test('says no, and the time is open again', async () => {
    const { id, slot } = await request();
    await clinic.ehr.levers.cancelByClinic(id);
    expect(await visits()).toEqual([`${id} cancelled`]);
    expect(await isOffered(slot)).toBe(true);
  });

  test('confirms no hold', async () => {
    clinic.ehr.rules.confirms = 'staff';
    const { id } = await offerOf(noor, 'naomi-castellane');
    const held = idOf(await noor('POST', '/Appointment/$hold', parameters(apptId(id))));
    await clinic.ehr.levers.confirmByClinic(held);
    expect(await visits()).toEqual([`${held} pending`]);
    const booked = await noor('POST', '/Appointment/$book', parameters(apptId(held)));
    expect([idOf(booked), booked.matches[0]?.status]).toEqual([held, 'pending']);
    pass(11 * minute);
    await clinic.ehr.levers.confirmByClinic(held);
    expect(await visits()).toEqual([`${held} booked`]);
  });
});

test('a reset brings the first rules back', async () => {
  const own = await openClinicDay({ rules: { bookAgain: true } });
  Object.assign(own.ehr.rules, {
    bookAgain: false,
    cancelUntilHours: 3,
    confirms: 'staff',
    patchFormats: ['xml'],
    showsDate: true,
    find: { pageSize: 3 },
  });
  await own.ehr.reset();
  expect(own.ehr.rules).toEqual({
    twoBookings: 'allowed',
    reschedule: 'argonaut',
    cancelUntilHours: undefined,
    bookAgain: true,
    confirms: 'server',
    patchFormats: ['json', 'fhirpath'],
    showsDate: false,
    find: {},
  });
  await own.ehr.close();
});

test('an Appointment says its version and when it last changed, wherever it is read', async () => {
  const id = idOf(await book('naomi-castellane'));
  pass(minute);
  const meta = async (): Promise<unknown[]> => [
    (await noor('GET', `/Appointment/${id}`)).body.meta,
    (await noor('GET', '/Appointment?patient=noor-lindgren')).matches[0]?.meta,
  ];
  const first = { versionId: '1', lastUpdated: '2026-11-23T14:00:00.000Z' };
  expect(await meta()).toMatchObject([first, first]);
  await cancel(id);
  const second = { versionId: '2', lastUpdated: '2026-11-23T14:01:00.000Z' };
  expect(await meta()).toMatchObject([second, second]);
});
