import { describe, expect, test } from 'vitest';
import { parseAppointment } from '../../../src/fhir/parse/appointment.ts';
import { parseProposed } from '../../../src/fhir/parse/proposal.ts';
import type { Json } from '../../../src/fhir/parse/json.ts';
import {
  answering,
  appointment,
  base,
  bundle,
  ehrOver,
  json,
  noon,
  outcome,
  proposal,
  words,
} from '../fhir/wire.ts';
import {
  arrive,
  begun,
  network,
  sessionOf,
  smartConfiguration,
  tokenResponse,
  wellKnown,
} from '../session/support.ts';

const time = parseProposed(proposal, base)!;
const held = {
  appointment: parseAppointment(appointment('pending') as Json, base)!,
  until: undefined,
};
const booking = { time, hold: held, comment: undefined };

const mute = [
  ['text', (status: number) => words('No.', status)],
  ['nothing', (status: number) => new Response(null, { status })],
  ['a page', (status: number) => words('<!doctype html><h1>No.</h1>', status, 'text/html')],
  ['a list', (status: number) => json([], status)],
] as const;

describe('[smart 43] an error that does not speak FHIR', () => {
  test.each([
    [400, 'rejected', 'rejected'],
    [401, 'session-ended', 'session-ended'],
    [403, 'not-permitted', 'not-permitted'],
    [404, 'not-found', 'not-supported'],
    [409, 'rejected', 'conflict'],
    [410, 'not-found', 'not-supported'],
    [412, 'rejected', 'conflict'],
    [422, 'rejected', 'conflict'],
    [429, 'too-busy', 'too-busy'],
    [500, 'server-error', 'server-error'],
    [502, 'server-error', 'server-error'],
    [503, 'too-busy', 'server-error'],
  ])(
    '%i is %s where the EHR was read, and %s where it was to book',
    async (status, reading, booked) => {
      for (const [what, answer] of mute) {
        const ehr = ehrOver(answering(answer(status)));
        expect(await ehr.readPatient(), what).toMatchObject({ failure: { kind: reading } });
        expect(await ehr.bookAppointment(booking), what).toMatchObject({
          failure: { kind: booked },
        });
      }
    },
  );
});

/** An answer that tells which of its headers somebody asks for. */
function watched(response: Response, asked: (name: string) => void): Response {
  const { headers } = response;
  const get = (name: string) => {
    asked(name.toLowerCase());
    return headers.get(name);
  };
  return Object.defineProperty(response, 'headers', { value: { get } });
}

describe('[smart 44] of an answer’s headers', () => {
  test('the EHR’s are read only where browsers show them to every page, and Retry-After where it is shown', async () => {
    const read = new Set<string>();
    const ehr = (...answers: readonly Response[]) =>
      ehrOver(
        answering(
          ...answers.map(
            (answer) => () => Promise.resolve(watched(answer, (name) => read.add(name))),
          ),
        ),
      );
    const hidden = {
      ETag: 'W/"9"',
      Location: `${base}/Appointment/another/_history/9`,
      'Content-Location': `${base}/Appointment/another`,
    };
    const found = ehr(
      json(bundle([proposal], `${base}?page=2`), 200, hidden),
      json(bundle([]), 200, hidden),
    );
    expect(await found.findAppointments({ start: noon, end: noon + 1 })).toMatchObject({
      value: { complete: true },
    });
    for (const [status, given] of [
      ['pending', 'holdAppointment'],
      ['booked', 'bookAppointment'],
    ] as const) {
      const answer = json(bundle([appointment(status)]), 201, hidden);
      const changed =
        given === 'holdAppointment'
          ? ehr(answer).holdAppointment(time)
          : ehr(answer).bookAppointment(booking);
      expect(await changed).toMatchObject({ value: { appointment: { id: `${status}-1` } } });
    }
    const abilities = json({ resourceType: 'CapabilityStatement' }, 200, hidden);
    const releasing = ehr(abilities, new Response(null, { headers: hidden }));
    expect(await releasing.releaseHold(held)).toMatchObject({ ok: true });
    for (const status of [401, 404, 429, 500]) await ehr(json({}, status, hidden)).readPatient();
    await ehr(json(outcome('lock-error'), 409, hidden)).holdAppointment(time);
    await ehr(words('<html>', 200, 'text/html')).listAppointments({});

    // Fetch, CORS-safelisted response-header names.
    const safelisted = [
      'cache-control',
      'content-language',
      'content-length',
      'content-type',
      'expires',
      'last-modified',
      'pragma',
    ];
    expect(read).toContain('expires');
    expect([...read].filter((name) => !safelisted.includes(name))).toEqual(['retry-after']);
  });

  test('the authorization server’s are not read at all', async () => {
    const read: string[] = [];
    const answer = (body: object) => watched(Response.json(body), (name) => read.push(name));
    const { fetch, sent } = network({
      [wellKnown]: () => answer(smartConfiguration),
      '/auth/token': () => answer(tokenResponse),
    });
    const { storage, state } = await begun({ fetch });
    sessionOf(await arrive({ storage, query: { state, code: 'abc' }, fetch }));
    expect(sent).toHaveLength(2);
    expect(read).toEqual([]);
  });
});
