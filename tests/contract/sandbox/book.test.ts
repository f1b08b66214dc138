import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apptId, type ClinicDay, idOf, offerOf, openClinicDay, parameters } from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
let ruth: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
  ruth = clinic.as('ruth-okafor');
}, 120_000);
afterAll(() => clinic.ehr.close());

const bookedOf = async (patient: string): Promise<string[]> =>
  (await clinic.ehr.database.visitsOf(patient))
    .filter(({ status }) => status === 'booked')
    .map(({ id }) => id);

describe('booking', () => {
  test('a held time keeps the id of the hold', async () => {
    const offer = await offerOf(maria, 'mateo-quintanar');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    const booked = await maria(
      'POST',
      `/Appointment/${id}/$book`,
      parameters(
        apptId(id),
        { name: 'patient-id', valueUri: 'Patient/maria-alvarez' },
        { name: 'comment', valueString: 'A ramp, please' },
      ),
    );
    expect(booked.status).toBe(200);
    expect(booked.matches[0]).toMatchObject({
      id,
      status: 'booked',
      comment: 'A ramp, please',
      start: offer.start,
    });
    expect(booked.matches[0]?.participant.map(({ status }) => status)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(await bookedOf('maria-alvarez')).toContain(id);
  });

  test('a held time by the offer’s id books the hold', async () => {
    const offer = await offerOf(maria, 'mateo-quintanar');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    expect(idOf(await maria('POST', '/Appointment/$book', parameters(apptId(offer.id))))).toBe(id);
  });

  test('works without a hold', async () => {
    const offer = await offerOf(maria, 'lena-brandvold');
    const booked = await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    expect(booked.status).toBe(200);
    expect(booked.matches[0]?.status).toBe('booked');
    expect((await maria('GET', `/Appointment/${idOf(booked)}`)).body).toMatchObject({
      status: 'booked',
    });
  });

  test.each(['as a parameter', 'as the body'])(
    'by resource %s is 201 with a Location',
    async (how) => {
      const offer = await offerOf(maria, 'grace-lindqvist');
      const { id: _, meta: __, ...resource } = offer;
      const body =
        how === 'as the body'
          ? { ...resource, comment: 'x' }
          : parameters({
              name: 'appt-resource',
              resource: { ...resource, comment: 'x' } as fhir3.Appointment,
            });
      const booked = await maria('POST', '/Appointment/$book', body);
      expect(booked.status).toBe(201);
      expect(booked.headers.get('Location')).toContain(`/Appointment/${idOf(booked)}/`);
      expect(booked.matches[0]).toMatchObject({ status: 'booked', comment: 'x' });
    },
  );

  test('the same held id twice is refused, and makes no second visit', async () => {
    const offer = await offerOf(ruth, 'bea-thornquist');
    const id = idOf(await ruth('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    await ruth('POST', `/Appointment/${id}/$book`, parameters(apptId(id)));
    const before = await bookedOf('ruth-okafor');
    const again = await ruth('POST', `/Appointment/${id}/$book`, parameters(apptId(id)));
    expect(again.status).toBe(200);
    expect(again.matches[0]).toMatchObject({ id, status: 'cancelled' });
    expect(again.said).toContain('booked already');
    expect(await bookedOf('ruth-okafor')).toEqual(before);
    expect((await ruth('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'booked' });
  });

  test('a time that another patient holds is refused', async () => {
    const offer = await offerOf(maria, 'victor-amaechi');
    await ruth('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    const late = await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)));
    expect(late.status).toBe(200);
    expect(late.matches[0]).toMatchObject({ status: 'cancelled' });
    expect(late.bundle.total).toBe(1);
    expect(late.bundle.entry?.[1]?.search?.mode).toBe('outcome');
  });

  test('by two patients at once gives it to exactly one', async () => {
    const offer = await offerOf(maria, 'peter-oyelaran');
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? maria : ruth)('POST', '/Appointment/$book', parameters(apptId(offer.id))),
      ),
    );
    const statuses = replies.map(({ matches }) => matches[0]?.status);
    expect(statuses.filter((status) => status === 'booked')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'cancelled')).toHaveLength(9);
    const claims = await clinic.ehr.database.query(
      `select from claim where slot = $1 and status = 'booked'`,
      [offer.slot?.[0]?.reference?.slice('Slot/'.length)],
    );
    expect(claims).toHaveLength(1);
  });
});

describe('replacing a cancelled visit', () => {
  const book = async (send: typeof maria, ...more: fhir3.ParametersParameter[]) => {
    const offer = await offerOf(send, 'omar-benhaddou');
    return send('POST', '/Appointment/$book', parameters(apptId(offer.id), ...more));
  };

  test('is remembered on the new one', async () => {
    const old = idOf(await book(maria));
    await maria(
      'PATCH',
      `/Appointment/${old}`,
      [{ op: 'replace', path: '/status', value: 'cancelled' }],
      { 'content-type': 'application/json-patch+json' },
    );
    const next = await book(maria, { name: 'cancelled-appt-id', valueUri: `Appointment/${old}` });
    expect(next.matches[0]).toMatchObject({
      status: 'booked',
      supportingInformation: [{ reference: `Appointment/${old}` }],
    });
  });

  test.each([
    ['that is still booked', 'coming-1'],
    ['of another patient', 'coming-4'],
    ['that never was', 'never'],
  ])('one %s is refused with 422, and nothing is booked', async (_, id) => {
    const before = await bookedOf('maria-alvarez');
    const reply = await book(maria, { name: 'cancelled-appt-id', valueUri: `Appointment/${id}` });
    expect(reply.status).toBe(422);
    expect(await bookedOf('maria-alvarez')).toEqual(before);
  });
});

describe('refused outright', () => {
  test('is a patient-id of somebody else (403)', async () => {
    const offer = await offerOf(maria, 'rosalind-achterberg');
    const reply = await maria(
      'POST',
      '/Appointment/$book',
      parameters(
        apptId(offer.id),
        { name: 'patient-id', valueUri: 'Patient/maria-alvarez' },
        { name: 'patient-id', valueUri: 'Patient/ruth-okafor' },
      ),
    );
    expect(reply.status).toBe(403);
    expect((await offerOf(maria, 'rosalind-achterberg')).id).toBe(offer.id);
  });

  test('is an id in the body that is not the URL’s (400)', async () => {
    expect(
      (await maria('POST', '/Appointment/coming-1/$book', parameters(apptId('coming-2')))).status,
    ).toBe(400);
  });

  test('are no id, two ids, two comments (400)', async () => {
    const comment = { name: 'comment', valueString: 'x' };
    expect((await maria('POST', '/Appointment/$book', parameters())).status).toBe(400);
    expect(
      (await maria('POST', '/Appointment/$book', parameters(apptId('a'), apptId('b')))).status,
    ).toBe(400);
    expect(
      (await maria('POST', '/Appointment/$book', parameters(apptId('a'), comment, comment))).status,
    ).toBe(400);
  });

  test('are an unknown id (404) and another patient’s hold (403)', async () => {
    expect((await maria('POST', '/Appointment/$book', parameters(apptId('nothing')))).status).toBe(
      404,
    );
    const offer = await offerOf(ruth, 'theo-marchetti');
    const held = idOf(await ruth('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    expect((await maria('POST', `/Appointment/${held}/$book`, parameters())).status).toBe(403);
  });

  test('is a GET (405)', async () => {
    expect((await maria('GET', '/Appointment/$book')).status).toBe(405);
    expect((await maria('GET', '/Appointment/coming-1/$hold')).status).toBe(405);
  });
});
