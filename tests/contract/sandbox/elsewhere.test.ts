import type * as fhir4 from 'fhir/r4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClinicDay, day, minute, monday, openClinicDay, parameters } from './clinic-day.ts';

const extensions = 'http://fhir-registry.smarthealthit.org/StructureDefinition';

let clinic: ClinicDay;
let base: string;
beforeAll(async () => {
  clinic = await openClinicDay();
  base = clinic.ehr.bases['elsewhere'] ?? '';
}, 120_000);
afterAll(() => clinic.ehr.close());

const get = (url: string, headers: Record<string, string> = {}): Promise<Response> =>
  clinic.ehr.fetch(new Request(url, { headers }));

interface Manifest {
  readonly transactionTime: string;
  readonly request: string;
  readonly output: readonly { readonly type: string; readonly url: string }[];
}
const manifest = async (): Promise<Manifest> =>
  (await (await get(`${base}/$bulk-publish`)).json()) as Manifest;

async function linesOf<Resource>(type: string): Promise<Resource[]> {
  const { output } = await manifest();
  const files = output.filter((file) => file.type === type);
  const texts = await Promise.all(files.map(async ({ url }) => (await get(url)).text()));
  return texts.flatMap((text) =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Resource),
  );
}

describe('what is published', () => {
  test('is listed in a manifest that everybody may read', async () => {
    const answer = await get(`${base}/$bulk-publish`, { accept: 'application/json' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('max-age=60');
    const { request, transactionTime, output } = (await answer.json()) as Manifest;
    expect(request).toBe(`${base}/$bulk-publish`);
    expect(Date.parse(transactionTime)).toBe(monday);
    expect(new Set(output.map(({ type }) => type))).toEqual(
      new Set(['Schedule', 'Location', 'Slot']),
    );
    for (const { url } of output) expect(url.startsWith(`${base}/`)).toBe(true);
  });

  test('is answered in the files’ own types, and in no other', async () => {
    const [{ url } = { url: '' }] = (await manifest()).output;
    const lines = await get(url, { accept: 'application/fhir+ndjson' });
    expect(lines.headers.get('content-type')).toBe('application/fhir+ndjson');
    expect((await get(url, { accept: 'application/fhir+json' })).status).toBe(406);
    expect((await get(`${base}/$bulk-publish`, { accept: 'text/html' })).status).toBe(406);
  });

  test('each free time says where it is booked, and a busy one does not', async () => {
    const slots = await linesOf<fhir4.Slot>('Slot');
    const free = slots.filter(({ status }) => status === 'free');
    expect(free.length).toBeGreaterThan(100);
    expect(slots.length).toBeGreaterThan(free.length);
    for (const { status, extension = [] } of slots)
      expect(extension.length > 0).toBe(status === 'free');
    const last = Math.max(...slots.map(({ start }) => Date.parse(start)));
    expect(last).toBeGreaterThan(monday + 25 * day);
    const kinds = new Set(
      free.map(({ extension = [] }) => extension.map(({ url }) => url.split('/').at(-1)).join()),
    );
    expect(kinds).toEqual(new Set(['booking-deep-link,booking-phone', 'booking-phone']));
    expect(free[0]?.extension?.[0]).toEqual({
      url: `${extensions}/booking-deep-link`,
      valueUrl: `https://booking.larkspur.example/slots/${free[0]?.id ?? ''}`,
    });
    expect(new Set(slots.map(({ id }) => id)).size).toBe(slots.length);
  });

  test('every Slot has a Schedule, and every Schedule a Location, that are published, too', async () => {
    const [slots, schedules, locations] = await Promise.all([
      linesOf<fhir4.Slot>('Slot'),
      linesOf<fhir4.Schedule>('Schedule'),
      linesOf<fhir4.Location>('Location'),
    ]);
    const ids = (resources: readonly fhir4.FhirResource[]) =>
      new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id ?? ''}`));
    const [known, places] = [ids(schedules), ids(locations)];
    expect(slots.filter(({ schedule }) => !known.has(schedule.reference ?? ''))).toEqual([]);
    for (const { actor } of schedules)
      expect(actor.some(({ reference = '' }) => places.has(reference))).toBe(true);
  });

  test('a time that somebody takes is busy in the files of the next minute', async () => {
    const free = (await linesOf<fhir4.Slot>('Slot')).find(
      ({ status, start }) => status === 'free' && Date.parse(start) > monday + day,
    );
    await clinic.ehr.levers.takeTime({ slotId: free?.id ?? '' });
    clinic.pass(minute);
    const again = (await linesOf<fhir4.Slot>('Slot')).find(({ id }) => id === free?.id);
    expect(again?.status).toBe('busy');
    clinic.pass(-minute);
  });
});

describe('the record beside it', () => {
  const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
    clinic.ehr.fetch(
      new Request(`${base}/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${clinic.tokens.issue({ patient: 'maria-alvarez', scopes: 'patient/*.cruds', minutes: 60 })}`,
          'content-type': 'application/fhir+json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );

  test('is R4, and needs a token', async () => {
    expect((await get(`${base}/Patient/maria-alvarez`)).status).toBe(401);
    const list = (await (
      await ask('GET', 'Appointment?patient=maria-alvarez')
    ).json()) as fhir4.Bundle<fhir4.Appointment>;
    expect(list.entry?.length).toBeGreaterThan(0);
    expect(list.entry?.[0]?.resource?.serviceCategory).toBeInstanceOf(Array);
  });

  test('can be changed in no way, and says so before', async () => {
    const metadata = (await (await get(`${base}/metadata`)).json()) as fhir4.CapabilityStatement;
    expect(metadata.fhirVersion).toBe('4.0.1');
    const [rest] = metadata.rest ?? [];
    expect(rest?.operation).toBeUndefined();
    const codes = rest?.resource?.flatMap(({ interaction = [] }) =>
      interaction.map(({ code }) => code),
    );
    expect(new Set(codes)).toEqual(new Set(['read', 'search-type']));
    const book = parameters();
    for (const [method, path, body, status] of [
      ['POST', 'Appointment/$book', book, 404],
      ['POST', 'Appointment/$find', book, 404],
      ['POST', 'Appointment', {}, 405],
      ['PATCH', 'Appointment/coming-1', [], 405],
      ['PUT', 'Appointment/coming-1', {}, 405],
      ['GET', 'Slot', undefined, 404],
      ['POST', '$bulk-publish', undefined, 404],
    ] as const)
      expect([path, (await ask(method, path, body)).status]).toEqual([path, status]);
  });
});
