import type * as fhir3 from 'fhir/r3';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { demoDeployment } from '../../../sandbox/deployment.ts';
import { type RunningSandbox, startSandbox } from '../../../sandbox/hosts.ts';
import type { Fault } from '../../../sandbox/types.ts';
import { signIn } from '../authorization/smart-client.ts';
import { apptId, minute, monday, parameters, week } from './clinic-day.ts';

let now = monday;
let sandbox: RunningSandbox;
let token: string;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: () => now, rules: { bookAgain: true } });
  ({ access_token: token } = await signIn(sandbox));
}, 120_000);
afterAll(() => sandbox.close());
afterEach(() => {
  sandbox.ehrHandle.levers.clear();
  sandbox.ehrHandle.log.clear();
});

const ask = async (operation: string, body: fhir3.Parameters): Promise<fhir3.Appointment> => {
  const response = await fetch(`${sandbox.iss}/Appointment/${operation}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify(body),
  });
  const bundle = (await response.json()) as fhir3.Bundle;
  return bundle.entry?.[0]?.resource as fhir3.Appointment;
};
const hold = async (): Promise<string> => {
  const offer = await ask(
    '$find',
    parameters(
      { name: 'start', valueDateTime: week.start },
      { name: 'end', valueDateTime: week.end },
    ),
  );
  return (await ask('$hold', parameters(apptId(offer.id ?? '')))).id ?? '';
};
const strikeBook = (fault: Fault): void =>
  sandbox.ehrHandle.levers.add({ match: { path: 'book' }, fault });
const booked = async (): Promise<number> =>
  (await sandbox.ehrHandle.database.visitsOf('maria-alvarez')).filter(
    ({ status }) => status === 'booked',
  ).length;

test('over a socket too a request can be acted on twice, with one answer and one line in the log', async () => {
  const id = await hold();
  const before = await booked();
  sandbox.ehrHandle.log.clear();
  strikeBook({ kind: 'sent-twice' });
  expect((await ask('$book', parameters(apptId(id)))).status).toBe('booked');
  expect(await booked()).toBe(before + 2);
  expect(sandbox.ehrHandle.log.entries).toMatchObject([
    { fault: 'sent-twice', status: 200, acted: [{ status: 200 }, { status: 200 }] },
  ]);
});

test('over a socket too a request can come late', async () => {
  const id = await hold();
  const before = await booked();
  strikeBook({ kind: 'late', milliseconds: minute });
  await expect(ask('$book', parameters(apptId(id)))).rejects.toMatchObject({
    cause: { code: 'ECONNRESET' },
  });
  expect(await booked()).toBe(before);
  now += minute;
  await fetch(`${sandbox.iss}/metadata`);
  expect(await booked()).toBe(before + 1);
});

test('over a socket too a hold can end just before its time is booked', async () => {
  const id = await hold();
  const before = await booked();
  strikeBook({ kind: 'expire-hold' });
  expect(await ask('$book', parameters(apptId(id)))).toMatchObject({ id, status: 'cancelled' });
  expect(await booked()).toBe(before);
});

test('the demo’s app may ask for the directory, is granted it, and reads it', async () => {
  const { issuers } = demoDeployment({
    portal: sandbox.portal.origin,
    ehr: sandbox.ehr.origin,
    app: sandbox.app.origin,
    iss: sandbox.iss,
  }) as { readonly issuers: readonly { readonly scopes: string }[] };
  const scope = issuers[0]?.scopes ?? '';
  const granted = await signIn(sandbox, undefined, { scope });
  expect(granted.scope.split(' ').sort()).toEqual(scope.split(' ').sort());
  const statusOf = async (type: string, bearer: string): Promise<[string, number]> => {
    const response = await fetch(`${sandbox.iss}/${type}?_count=1`, {
      headers: { Authorization: `Bearer ${bearer}` },
    });
    return [type, response.status];
  };
  for (const type of ['HealthcareService', 'PractitionerRole', 'Schedule', 'Location']) {
    expect(await statusOf(type, granted.access_token)).toEqual([type, 200]);
    expect(await statusOf(type, token)).toEqual([type, 403]);
  }
});

test('over a socket too the EHR’s clock can be seen where the clinic lets it', async () => {
  const seen = async (): Promise<string | null> => {
    const { headers } = await fetch(`${sandbox.iss}/metadata`, {
      headers: { Origin: sandbox.app.origin },
    });
    return headers.get('Access-Control-Expose-Headers') === 'Date' ? headers.get('Date') : null;
  };
  expect(await seen()).toBeNull();
  sandbox.ehrHandle.rules.showsDate = true;
  expect(await seen()).toBe(new Date(now).toUTCString());
  sandbox.ehrHandle.rules.showsDate = false;
});
