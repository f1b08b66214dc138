import type * as fhir3 from 'fhir/r3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  apptId,
  type ClinicDay,
  idOf,
  minute,
  monday,
  offerOf,
  openClinicDay,
  parameters,
} from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
let ruth: ReturnType<ClinicDay['as']>;
beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
  ruth = clinic.as('ruth-okafor');
}, 120_000);
afterAll(() => clinic.ehr.close());

/** What the prefetch workflow sends: the client's own writing. */
function written(
  offer: fhir3.Appointment,
  change: Partial<fhir3.Appointment> = {},
): fhir3.Appointment {
  const { serviceType, start, end, slot, participant, requestedPeriod } = offer;
  return {
    resourceType: 'Appointment',
    status: 'proposed',
    serviceType,
    start,
    end,
    slot,
    participant,
    requestedPeriod,
    ...change,
  };
}

describe('holding an offered time', () => {
  test('makes a pending Appointment under a new id, with an Expires header ten minutes ahead', async () => {
    const offer = await offerOf(maria, 'mateo-quintanar');
    const held = await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    expect(held.status).toBe(200);
    expect(held.headers.get('Expires')).toBe(new Date(monday + 10 * minute).toUTCString());
    expect(idOf(held)).not.toBe(offer.id);
    expect(held.matches[0]).toMatchObject({
      status: 'pending',
      start: offer.start,
      end: offer.end,
    });
    expect(held.matches[0]?.participant.map(({ status }) => status)).toEqual([
      'tentative',
      'tentative',
      'tentative',
    ]);
    expect(held.matches[0]?.participant[2]?.actor?.reference).toBe('Patient/maria-alvarez');
    expect(held.bundle.total).toBe(1);
  });

  test('works on the instance, with or without the id in the body, and by absolute URL', async () => {
    for (const [index, body] of [parameters(), undefined].entries()) {
      const offer = await offerOf(maria, 'lena-brandvold', index);
      const reply = await maria(
        'POST',
        `/Appointment/${offer.id}/$hold`,
        body ??
          parameters({ name: 'appt-id', valueUri: `${clinic.ehr.base}/Appointment/${offer.id}` }),
      );
      expect(reply.matches[0]?.status).toBe('pending');
    }
  });

  test('is refused when URL and body disagree, or neither names one, or both ways are used', async () => {
    const offer = await offerOf(maria, 'grace-lindqvist');
    const other = await offerOf(maria, 'grace-lindqvist', 1);
    expect(
      (await maria('POST', `/Appointment/${offer.id}/$hold`, parameters(apptId(other.id)))).status,
    ).toBe(400);
    expect((await maria('POST', '/Appointment/$hold', parameters())).status).toBe(400);
    expect(
      (
        await maria(
          'POST',
          '/Appointment/$hold',
          parameters(apptId(offer.id), { name: 'appt-resource', resource: written(offer) }),
        )
      ).status,
    ).toBe(400);
  });

  test('shows the slot as busy', async () => {
    const offer = await offerOf(maria, 'bea-thornquist');
    const slot = offer.slot?.[0]?.reference ?? '';
    expect((await maria('GET', `/${slot}`)).body).toMatchObject({ status: 'free' });
    await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    expect((await maria('GET', `/${slot}`)).body).toMatchObject({ status: 'busy' });
  });

  test('that another patient holds is answered with a cancelled Appointment', async () => {
    const offer = await offerOf(maria, 'peter-oyelaran');
    await ruth('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    const late = await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    expect(late.status).toBe(200);
    expect(late.matches[0]).toMatchObject({ id: offer.id, status: 'cancelled' });
    expect(late.matches[0]?.participant.map(({ status }) => status)).toEqual([
      'declined',
      'declined',
    ]);
    expect(late.said).toContain('error: This time is no longer free');
    expect(late.headers.has('Expires')).toBe(false);
  });

  test('that nobody ever offered is 404, and another patient’s Appointment is 403', async () => {
    expect(
      (await maria('POST', '/Appointment/$hold', parameters(apptId('nothing.like.this')))).status,
    ).toBe(404);
    expect((await maria('POST', '/Appointment/past-1/$hold', parameters())).status).toBe(403);
  });

  test('that is past is refused', async () => {
    const offer = await offerOf(maria, 'joan-pellerin', 3);
    clinic.pass(Date.parse(offer.start ?? '') - monday + 1);
    const late = await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    clinic.pass(monday - Date.parse(offer.start ?? '') - 1);
    expect(late.matches[0]?.status).toBe('cancelled');
    expect(late.said).toContain('has passed');
  });
});

describe('holding by resource', () => {
  test.each(['as a parameter', 'as the body'])('%s is 201 with a Location', async (how) => {
    const offer = await offerOf(maria, 'omar-benhaddou', how === 'as the body' ? 1 : 0);
    const body =
      how === 'as the body'
        ? written(offer)
        : parameters({ name: 'appt-resource', resource: written(offer) });
    const held = await maria('POST', '/Appointment/$hold', body);
    expect(held.status).toBe(201);
    expect(held.headers.get('Location')).toBe(
      `${clinic.ehr.base}/Appointment/${idOf(held)}/_history/1`,
    );
    expect(held.headers.has('Expires')).toBe(true);
    expect(held.matches[0]).toMatchObject({
      status: 'pending',
      requestedPeriod: offer.requestedPeriod,
    });
  });

  test('finds the slot from practitioner and time alone', async () => {
    const offer = await offerOf(maria, 'omar-benhaddou', 2);
    const { slot: _, ...rest } = written(offer);
    expect((await maria('POST', '/Appointment/$hold', rest)).matches[0]).toMatchObject({
      status: 'pending',
      slot: offer.slot,
    });
  });

  test.each<[string, Partial<fhir3.Appointment>, string]>([
    ['requestedPeriod', { requestedPeriod: undefined }, 'Appointment.requestedPeriod'],
    ['start and end', { start: undefined, end: undefined }, 'Appointment.start'],
    ['an end alone', { start: undefined }, 'app-2'],
    [
      'an actor',
      { participant: [{ type: [{ text: 'doctor' }], status: 'needs-action' }] },
      'participant[0].actor',
    ],
    ['participants', { participant: undefined as never }, 'Appointment.participant is required'],
    ['the status proposed', { status: 'booked' }, 'must be proposed'],
    ['a known status', { status: 'boooked' }, 'Appointment.status must be one of'],
    ['a slot of that time', { end: '2026-11-24T23:59:00Z' }, 'no slot'],
    [
      'the slot’s place',
      {
        participant: [
          { actor: { reference: 'Practitioner/omar-benhaddou' }, status: 'needs-action' },
          { actor: { reference: 'Location/harborview' }, status: 'needs-action' },
        ],
      },
      'Location/ocotillo',
    ],
    [
      'a visit type of the slot',
      { serviceType: [{ coding: [{ code: 'mri' }] }] },
      'The slot is for',
    ],
    [
      'known elements',
      { cancelationReason: {} } as never,
      'Unknown element Appointment.cancelationReason',
    ],
  ])('without %s is refused with 422', async (_, change, text) => {
    const offer = await offerOf(maria, 'omar-benhaddou', 5);
    const { status, said } = await maria(
      'POST',
      '/Appointment/$hold',
      JSON.stringify(written(offer, change)),
    );
    expect(status).toBe(422);
    expect(said).toContain(text);
  });

  test('in another patient’s name is 403', async () => {
    const offer = await offerOf(maria, 'omar-benhaddou', 5);
    const participant = [
      ...offer.participant,
      { actor: { reference: 'Patient/ruth-okafor' }, status: 'needs-action' },
    ];
    expect(
      (await maria('POST', '/Appointment/$hold', written(offer, { participant }))).status,
    ).toBe(403);
  });
});

describe('a hold', () => {
  test('ends when its minutes are over: the Appointment is cancelled, the time free', async () => {
    const offer = await offerOf(maria, 'victor-amaechi');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    clinic.pass(10 * minute - 1);
    expect((await maria('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'pending' });
    clinic.pass(1);
    expect((await maria('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'cancelled' });
    const other = await ruth('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
    expect(other.matches[0]?.status).toBe('pending');
    const late = await maria('POST', `/Appointment/${id}/$book`, parameters());
    expect(late.matches[0]).toMatchObject({ id, status: 'cancelled' });
    clinic.pass(-10 * minute);
  });

  test('is extended by holding it again, by its own id or by the offer’s', async () => {
    const offer = await offerOf(maria, 'naomi-castellane');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    clinic.pass(6 * minute);
    for (const again of [id, offer.id]) {
      const longer = await maria('POST', '/Appointment/$hold', parameters(apptId(again)));
      expect(idOf(longer)).toBe(id);
      expect(longer.headers.get('Expires')).toBe(new Date(monday + 16 * minute).toUTCString());
    }
    clinic.pass(-6 * minute);
  });

  test('lasts an hour at most; then a longer one is refused with 409 and it stands until it ends', async () => {
    const offer = await offerOf(maria, 'caleb-whitmarsh');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    const expiries: (string | null)[] = [];
    for (let round = 1; round <= 6; round += 1) {
      clinic.pass(9 * minute);
      expiries.push(
        (await maria('POST', `/Appointment/${id}/$hold`, parameters())).headers.get('Expires'),
      );
    }
    expect(expiries.at(-1)).toBe(new Date(monday + 60 * minute).toUTCString());
    const refused = await maria('POST', `/Appointment/${id}/$hold`, parameters());
    expect(refused.status).toBe(409);
    expect(refused.body.resourceType).toBe('OperationOutcome');
    expect((await maria('GET', `/Appointment/${id}`)).body).toMatchObject({ status: 'pending' });
    clinic.pass(-54 * minute);
  });

  test('is let go by cancelling it', async () => {
    const offer = await offerOf(maria, 'hana-sorensen-ito');
    const id = idOf(await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id))));
    const patch = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    await maria('PATCH', `/Appointment/${id}`, patch, {
      'content-type': 'application/json-patch+json',
    });
    expect((await offerOf(ruth, 'hana-sorensen-ito')).id).toBe(offer.id);
    const again = await maria('POST', `/Appointment/${id}/$hold`, parameters());
    expect(again.matches[0]?.status).toBe('cancelled');
  });
});

test('the length of a hold can be set', async () => {
  const brief = await openClinicDay({ holdMinutes: 2 });
  const send = brief.as('maria-alvarez');
  const offer = await offerOf(send, 'mateo-quintanar');
  const held = await send('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
  expect(held.headers.get('Expires')).toBe(new Date(monday + 2 * minute).toUTCString());
  await brief.ehr.close();
});
