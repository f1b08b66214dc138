import { expect, test, vi } from 'vitest';

import { createEhr } from '../../../src/fhir/capability.ts';
import { argonaut } from '../../../src/fhir/dialects/argonaut.ts';
import type { Appointment, Hold } from '../../../src/scheduling/model.ts';
import type { Ehr } from '../../../src/scheduling/ports.ts';
import { parseProposed } from '../../../src/fhir/parse/proposal.ts';
import { answering, base, bundle, json, noon, proposal, type ScriptedWire } from './wire.ts';

function over(
  wire: ScriptedWire,
  answer = true,
  find: 'POST' | 'GET' = 'POST',
  settings: { readonly patch?: 'json' } = { patch: 'json' },
) {
  let token = 'old';
  const renew = vi.fn(async () => {
    if (answer) token = 'new';
    return answer;
  });
  const ehr = createEhr({
    issuer: { iss: base, find, ...settings },
    dialect: argonaut,
    patient: 'hal',
    authorization: () => `Bearer ${token}`,
    renew,
    now: () => noon,
    fetch: wire.fetch,
  });
  return { ehr, renew };
}

const ended = { ok: false, failure: { kind: 'session-ended' } };
const tokens = ({ sent }: ScriptedWire) => sent.map(({ headers }) => headers['authorization']);
const search = { start: noon, end: noon + 86_400_000 };
const time = parseProposed(proposal, base)!;
const appointment: Appointment = {
  ...time,
  id: 'held-1',
  versionId: '3',
  status: 'pending',
  comment: undefined,
  changedAt: undefined,
  cancellation: undefined,
};
const hold: Hold = { appointment, until: undefined };

test.each<[string, 'POST' | 'GET', (ehr: Ehr) => Promise<{ readonly ok: boolean }>]>([
  ['a list', 'POST', (ehr) => ehr.listAppointments({})],
  ['$find by POST', 'POST', (ehr) => ehr.findAppointments(search)],
  ['$find by GET', 'GET', (ehr) => ehr.findAppointments(search)],
])('[smart 42] a 401 to %s (%s) leads to one refresh and one retry', async (_what, find, read) => {
  const wire = answering(json({}, 401), json(bundle([])));
  const { ehr, renew } = over(wire, true, find);
  expect(await read(ehr)).toMatchObject({ ok: true });
  expect(renew).toHaveBeenCalledTimes(1);
  expect(tokens(wire)).toEqual(['Bearer old', 'Bearer new']);
  const [first, second] = wire.sent;
  expect({ ...second, headers: {}, init: {} }).toEqual({ ...first, headers: {}, init: {} });
});

test('[smart 42] a second 401 ends the session: there is no second retry', async () => {
  const wire = answering(json({}, 401));
  const { ehr, renew } = over(wire);
  expect(await ehr.readPatient()).toMatchObject(ended);
  expect(renew).toHaveBeenCalledTimes(1);
  expect(wire.sent).toHaveLength(2);
});

test('[smart 42] without a new token nothing is sent again', async () => {
  const wire = answering(json({}, 401));
  expect(await over(wire, false).ehr.readPatient()).toMatchObject(ended);
  expect(wire.sent).toHaveLength(1);
});

test.each([403, 500, 503])('[smart 42] a %d leads to no refresh', async (status) => {
  const wire = answering(json({}, status));
  const { ehr, renew } = over(wire);
  await ehr.readPatient();
  expect(renew).not.toHaveBeenCalled();
  expect(wire.sent).toHaveLength(1);
});

test.each<[string, (ehr: Ehr) => Promise<unknown>]>([
  ['$hold', (ehr) => ehr.holdAppointment(time)],
  ['a longer $hold', (ehr) => ehr.extendHold(hold)],
  ['$book', (ehr) => ehr.bookAppointment({ time, hold: undefined, comment: undefined })],
  ['PATCH of a hold', (ehr) => ehr.releaseHold(hold)],
  ['PATCH of a visit', (ehr) => ehr.cancelAppointment(appointment, 'patient-cancel')],
])(
  '[smart 42] %s is never sent again, and a 401 to it leads to no refresh',
  async (_what, change) => {
    const wire = answering(json({}, 401), json(bundle([])));
    const { ehr, renew } = over(wire);
    expect(await change(ehr)).toMatchObject(ended);
    expect(renew).not.toHaveBeenCalled();
    expect(wire.sent).toHaveLength(1);
  },
);

test('[smart 42] what the server can do is a reading: a 401 to it leads to one refresh and one retry', async () => {
  const wire = answering(
    json({}, 401),
    json({ resourceType: 'CapabilityStatement' }),
    json({}, 401),
  );
  const { ehr, renew } = over(wire, true, 'POST', {});
  expect(await ehr.cancelAppointment(appointment, undefined)).toMatchObject(ended);
  expect(renew).toHaveBeenCalledTimes(1);
  expect(tokens(wire)).toEqual(['Bearer old', 'Bearer new', 'Bearer new']);
  expect(wire.sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'PATCH']);
});
