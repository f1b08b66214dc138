import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createEhr } from '../../src/fhir/capability.ts';
import { argonaut } from '../../src/fhir/dialects/argonaut.ts';
import type { Ehr } from '../../src/scheduling/ports.ts';
import { authorizeLaunch, takeLaunch } from '../../src/session/launch.ts';
import { takeRedirect } from '../../src/session/redirect.ts';
import { resumeSession } from '../../src/session/resume.ts';
import type { Fetch } from '../../src/session/send.ts';
import type { Session } from '../../src/session/types.ts';
import { type RunningSandbox, startSandbox } from '../../sandbox/hosts.ts';
import { maria, redirectUri } from './authorization/smart-client.ts';
import { pageAt, TabStorage } from '../unit/session/support.ts';
import { bookingScopes } from './world.ts';

const start = Date.UTC(2026, 10, 23, 14);
const now = (): number => start;
let sandbox: RunningSandbox;
let session: Session;
let ehr: Ehr;

beforeAll(async () => {
  sandbox = await startSandbox({ clock: now });
}, 120_000);
afterAll(() => sandbox.close());

/** The app's whole way in, over sockets. */
beforeEach(async () => {
  const { iss, clientId } = sandbox;
  const issuers = [{ iss, clientId, scopes: `launch online_access ${bookingScopes}` }];
  // A browser would say where the page is from.
  const fromApp: Fetch = (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Origin', sandbox.app.origin);
    return fetch(input, { ...init, headers });
  };
  const storage = new TabStorage();
  const page = pageAt((await sandbox.createLaunch(maria)).url, { storage });
  const options = { page, issuers, now, fetch: fromApp };
  await authorizeLaunch(takeLaunch(page), { ...options, redirectUri: redirectUri(sandbox) });
  const authorized = await fetch(page.replaced[0]!, { redirect: 'manual' });
  const back = pageAt(authorized.headers.get('Location')!, { storage });
  const resumed = await resumeSession(takeRedirect(back), { ...options, page: back });
  if (resumed.at === 'failed') throw new Error(JSON.stringify(resumed.failure));
  session = resumed.session;
  ehr = createEhr({
    issuer: { iss },
    dialect: argonaut,
    patient: session.patient,
    authorization: () => session.authorization(),
    renew: () => session.refresh(),
    now,
    fetch: fromApp,
  });
  sandbox.ehrHandle.log.clear();
});

const expire = (): Promise<void> =>
  sandbox.authorization.endToken(session.authorization()?.replace('Bearer ', '') ?? '');

/** What reached the EHR, as `POST /Appointment/$book 401`. */
const wire = (): readonly string[] =>
  sandbox.ehrHandle.log.entries.map(({ method, path, status }) =>
    [method, path.replace(/^\/fhir\/argonaut|\?.*$/g, ''), String(status)].join(' '),
  );

test('[smart 42] [smart 47] a list after the token has ended comes with one refresh and one retry', async () => {
  await expire();
  expect(await ehr.listAppointments({})).toMatchObject({ ok: true });
  expect(wire()).toEqual(['GET /Appointment 401', 'POST /auth/token 200', 'GET /Appointment 200']);
});

test('[smart 42] [smart 47] readings at the same time share the refresh, and it can be done again', async () => {
  for (const _turn of [1, 2]) {
    await expire();
    const answers = await Promise.all([ehr.readPatient(), ehr.listAppointments({})]);
    expect(answers).toMatchObject([{ ok: true }, { ok: true }]);
  }
  expect(wire().filter((call) => call.startsWith('POST /auth/token'))).toEqual([
    'POST /auth/token 200',
    'POST /auth/token 200',
  ]);
});

test('[smart 42] a $book after the token has ended is not sent again; a search then tells that nothing is booked', async () => {
  const found = await ehr.findAppointments({ start, end: start + 7 * 86_400_000, count: 1 });
  const time = found.ok ? found.value.appointments[0]! : undefined;
  await expire();
  sandbox.ehrHandle.log.clear();
  const booking = { time: time!, hold: undefined, comment: undefined };
  expect(await ehr.bookAppointment(booking)).toMatchObject({
    ok: false,
    failure: { kind: 'session-ended' },
  });
  expect(wire()).toEqual(['POST /Appointment/$book 401']);
  expect(await ehr.listAppointments({ from: time!.start, to: time!.start + 1 })).toMatchObject({
    ok: true,
    value: { appointments: [] },
  });
  expect(wire().filter((call) => call.includes('$book'))).toHaveLength(1);
});

test('[smart 48] a refresh that is refused ends the session', async () => {
  await expire();
  sandbox.ehrHandle.levers.add({
    match: { path: '/auth/token' },
    fault: { kind: 'answer', status: 400, body: { error: 'invalid_grant' } },
  });
  const ended = { ok: false, failure: { kind: 'session-ended' } };
  expect(await ehr.listAppointments({})).toMatchObject(ended);
  expect(await ehr.listAppointments({})).toMatchObject(ended);
  expect(wire()).toEqual(['GET /Appointment 401', 'POST /auth/token 400', 'GET /Appointment 401']);
});
