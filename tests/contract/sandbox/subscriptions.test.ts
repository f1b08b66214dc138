import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as fhir3 from 'fhir/r3';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  apptId,
  type ClinicDay,
  idOf,
  minute,
  offerOf,
  openClinicDay,
  parameters,
} from './clinic-day.ts';

let clinic: ClinicDay;
let maria: ReturnType<ClinicDay['as']>;
let listener: Server;
let endpoint: string;
let received: { headers: IncomingHttpHeaders; method: string | undefined; body: string }[] = [];

beforeAll(async () => {
  clinic = await openClinicDay();
  maria = clinic.as('maria-alvarez');
  listener = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      received.push({ headers: request.headers, method: request.method, body });
      response.end();
    });
  });
  await new Promise<void>((done) => listener.listen(0, '127.0.0.1', done));
  endpoint = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/changed`;
}, 120_000);
afterAll(async () => {
  listener.closeAllConnections();
  listener.close();
  await clinic.ehr.close();
});
afterEach(() => {
  received = [];
});

function subscription(change: object = {}, channel: object = {}): object {
  return {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'Keep the prefetched slots fresh',
    _criteria: {
      extension: [
        {
          url: 'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-subscription-triggerevent',
          valueString: 'schedule where any slot that reference it has changed',
        },
      ],
    },
    channel: {
      type: 'rest-hook',
      endpoint,
      payload: 'application/fhir+json',
      header: ['X-Feed: one'],
      ...channel,
    },
    ...change,
  };
}

const arrived = (count: number) =>
  vi.waitFor(() => expect(received).toHaveLength(count), { timeout: 10_000 });

test('a hold, a booking and a cancellation are each told to the subscriber, as the Schedule that changed', async () => {
  const made = await maria('POST', '/Subscription', subscription());
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ status: 'active' });
  const offer = await offerOf(maria, 'grace-lindqvist');
  const held = await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
  await arrived(1);
  expect(received[0]?.method).toBe('POST');
  expect(received[0]?.headers).toMatchObject({
    'content-type': 'application/fhir+json;charset=utf-8',
    'x-feed': 'one',
  });
  expect((JSON.parse(received[0]?.body ?? '') as fhir3.Schedule).id).toBe(
    'grace-lindqvist.prairie-junction',
  );
  await maria('POST', `/Appointment/${idOf(held)}/$book`, parameters());
  await arrived(2);
  await maria(
    'PATCH',
    `/Appointment/${idOf(held)}`,
    [{ op: 'replace', path: '/status', value: 'cancelled' }],
    { 'content-type': 'application/json-patch+json' },
  );
  await arrived(3);
  await maria('DELETE', `/Subscription/${made.body.id ?? ''}`);
});

test('a hold that ends by itself is told as well', async () => {
  const made = await maria('POST', '/Subscription', subscription());
  const offer = await offerOf(maria, 'caleb-whitmarsh', 3);
  await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
  await arrived(1);
  clinic.pass(10 * minute);
  await maria('GET', '/Appointment');
  await arrived(2);
  clinic.pass(-10 * minute);
  await maria('DELETE', `/Subscription/${made.body.id ?? ''}`);
});

test('criteria can name the schedule, and without a payload type nothing but the fact is told', async () => {
  const criteria = 'Slot?schedule=Schedule/omar-benhaddou.ocotillo';
  const made = await maria(
    'POST',
    '/Subscription',
    subscription({ criteria }, { payload: undefined }),
  );
  for (const practitioner of ['theo-marchetti', 'omar-benhaddou']) {
    const offer = await offerOf(maria, practitioner);
    await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
  }
  await arrived(1);
  expect(received[0]?.body).toBe('');
  await maria('DELETE', `/Subscription/${made.body.id ?? ''}`);
});

test('after its deletion nothing is told any more', async () => {
  const made = await maria('POST', '/Subscription', subscription());
  expect((await maria('DELETE', `/Subscription/${made.body.id ?? ''}`)).status).toBe(204);
  expect((await maria('GET', `/Subscription/${made.body.id ?? ''}`)).status).toBe(404);
  const watching = await maria(
    'POST',
    '/Subscription',
    subscription({}, { header: ['X-Feed: two'] }),
  );
  const offer = await offerOf(maria, 'bea-thornquist', 4);
  await maria('POST', '/Appointment/$hold', parameters(apptId(offer.id)));
  await arrived(1);
  expect(received[0]?.headers['x-feed']).toBe('two');
  await maria('DELETE', `/Subscription/${watching.body.id ?? ''}`);
});

test('a subscriber that is not there disturbs nobody', async () => {
  const gone = await maria(
    'POST',
    '/Subscription',
    subscription({}, { endpoint: 'http://127.0.0.1:9/' }),
  );
  const offer = await offerOf(maria, 'peter-oyelaran', 4);
  expect(
    (await maria('POST', '/Appointment/$book', parameters(apptId(offer.id)))).matches[0]?.status,
  ).toBe('booked');
  await maria('DELETE', `/Subscription/${gone.body.id ?? ''}`);
});

describe('a Subscription is refused with 422', () => {
  test.each<[string, object, object]>([
    ['by e-mail', {}, { type: 'email' }],
    ['to another machine', {}, { endpoint: 'https://feed-handler.example/notification' }],
    [
      'to a name that only looks like this machine',
      {},
      { endpoint: 'http://localhost.evil.example/' },
    ],
    ['to no address', {}, { endpoint: undefined }],
    ['without the trigger', { _criteria: undefined, criteria: 'Slot?status=free' }, {}],
    ['without any criteria', { _criteria: undefined }, {}],
    ['that is off', { status: 'off' }, {}],
    ['without a reason', { reason: undefined }, {}],
    ['with an unknown element', { colour: 'blue' }, {}],
  ])('%s', async (_, change, channel) => {
    expect(
      (await maria('POST', '/Subscription', JSON.stringify(subscription(change, channel)))).status,
    ).toBe(422);
  });
});

test('another patient’s Subscription is 403', async () => {
  const made = await maria('POST', '/Subscription', subscription());
  const ruth = clinic.as('ruth-okafor');
  expect((await ruth('GET', `/Subscription/${made.body.id ?? ''}`)).status).toBe(403);
  expect((await ruth('DELETE', `/Subscription/${made.body.id ?? ''}`)).status).toBe(403);
});
