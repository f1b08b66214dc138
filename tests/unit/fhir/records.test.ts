import { describe, expect, it } from 'vitest';

import {
  answering,
  appointment,
  base,
  bundle,
  ehrOver,
  json,
  outcome,
  proposal,
  words,
  type ScriptedWire,
} from './wire.ts';

const day = 86_400_000;
const may11 = Date.UTC(2026, 4, 11);
const list = async (wire: ScriptedWire, period: { from?: number; to?: number } = {}) => {
  const read = await ehrOver(wire).listAppointments(period);
  return read.ok
    ? { ids: read.value.appointments.map(({ id }) => id), complete: read.value.complete }
    : read.failure.kind;
};
const mine = (id: string, changes: object = {}) => appointment('booked', { id, ...changes });

describe("the patient's record", () => {
  it('is that of the launch', async () => {
    const wire = answering(json({ resourceType: 'Patient', id: 'hal', name: [{ text: 'Hal' }] }));
    expect(await ehrOver(wire).readPatient()).toMatchObject({
      ok: true,
      value: { id: 'hal', name: 'Hal' },
    });
    expect(wire.sent[0]).toMatchObject({ method: 'GET', url: `${base}/Patient/hal` });
  });

  it.each([
    ['another patient', json({ resourceType: 'Patient', id: 'peter' }), 'other-patient'],
    ['a patient without id', json({ resourceType: 'Patient' }), 'other-patient'],
    ['another resource', json({ resourceType: 'Person', id: 'hal' }), 'other-resource'],
    ['an outcome', json(outcome('processing')), 'other-resource'],
    ['nothing', words(''), 'empty'],
    ['a page', words('<html>', 200, 'text/html'), 'html'],
  ])('%s is not shown instead', async (_, answer, what) => {
    expect(await ehrOver(answering(answer)).readPatient()).toMatchObject({
      failure: { kind: 'unreadable', what },
    });
  });
});

describe('single resources', () => {
  it('are read by their reference', async () => {
    const wire = answering(
      json({ resourceType: 'Location', id: 'napa', name: 'Napa' }),
      json({ resourceType: 'Practitioner', id: 'dr-y', name: [{ text: 'Dr Y' }] }),
    );
    const ehr = ehrOver(wire);
    expect(await ehr.readLocation('Location/napa')).toMatchObject({
      value: { reference: 'Location/napa', name: 'Napa' },
    });
    expect(await ehr.readPractitioner('Practitioner/dr-y')).toMatchObject({
      value: { name: 'Dr Y' },
    });
    expect(wire.sent.map(({ url }) => url)).toEqual([
      `${base}/Location/napa`,
      `${base}/Practitioner/dr-y`,
    ]);
  });

  it('another one under this reference is not believed', async () => {
    const other = json({ resourceType: 'Location', id: 'sonoma' });
    expect(await ehrOver(answering(other)).readLocation('Location/napa')).toMatchObject({
      failure: { kind: 'unreadable', what: 'other-resource' },
    });
  });

  it('nothing is asked about references to something else', async () => {
    const wire = answering(json({}));
    for (const reference of [
      'PractitionerRole/7',
      'Practitioner',
      'https://other.example/Practitioner/1',
      '',
    ]) {
      expect(await ehrOver(wire).readPractitioner(reference)).toMatchObject({
        failure: { kind: 'not-found' },
      });
    }
    expect(await ehrOver(wire).readLocation('Location/..')).toMatchObject({
      failure: { kind: 'not-found' },
    });
    expect(wire.sent).toEqual([]);
  });

  it("an appointment is the patient's own", async () => {
    const wire = answering(json(mine('visit-1')));
    expect(await ehrOver(wire).readAppointment('visit-1')).toMatchObject({
      value: { id: 'visit-1', status: 'booked' },
    });
    expect(wire.sent[0]!.url).toBe(`${base}/Appointment/visit-1`);
    const others = [{ actor: { reference: 'Patient/peter' }, status: 'accepted' }];
    expect(
      await ehrOver(answering(json(mine('visit-1', { participant: others })))).readAppointment(
        'visit-1',
      ),
    ).toMatchObject({
      failure: { kind: 'unreadable', what: 'other-patient' },
    });
    expect(
      await ehrOver(answering(json(mine('visit-2')))).readAppointment('visit-1'),
    ).toMatchObject({
      failure: { kind: 'unreadable', what: 'other-resource' },
    });
  });
});

describe('the list of appointments', () => {
  it('is asked for by patient and period', async () => {
    const wire = answering(json(bundle([])));
    await list(wire);
    await list(wire, { from: may11 });
    await list(wire, { from: may11, to: may11 + day });
    expect(wire.sent.map(({ url }) => decodeURIComponent(url.slice(base.length)))).toEqual([
      '/Appointment?patient=hal',
      '/Appointment?patient=hal&date=ge2026-05-11T00:00:00Z',
      '/Appointment?patient=hal&date=ge2026-05-11T00:00:00Z&date=lt2026-05-12T00:00:00Z',
    ]);
    expect(wire.sent[2]!.url).not.toMatch(/T\d\d:/);
  });

  it('finds what starts at one moment', async () => {
    const at = Date.UTC(2026, 4, 11, 14);
    const wire = answering(json(bundle([mine('visit-1')])));
    expect(await list(wire, { from: at, to: at + 1 })).toEqual({
      ids: ['visit-1'],
      complete: true,
    });
    expect(decodeURIComponent(wire.sent[0]!.url)).toContain(
      'date=ge2026-05-11T14:00:00Z&date=lt2026-05-11T14:00:01Z',
    );
  });

  it('has what was asked for, also from a server that ignores dates', async () => {
    const wire = answering(
      json(
        bundle([
          mine('early', { start: '2026-05-10T23:59:59Z' }),
          mine('in'),
          mine('late', { start: '2026-05-12T00:00:00Z', end: '2026-05-12T01:00:00Z' }),
        ]),
      ),
    );
    expect(await list(wire, { from: may11, to: may11 + day })).toEqual({
      ids: ['in'],
      complete: true,
    });
  });

  it('is read to its last page, each appointment once', async () => {
    const wire = answering(
      json(bundle([mine('a'), mine('b')], `${base}/Appointment?page=2`)),
      json(bundle([mine('b'), mine('c')])),
    );
    expect(await list(wire)).toEqual({ ids: ['a', 'b', 'c'], complete: true });
  });

  it('says when some may be missing', async () => {
    const next = `${base}/Appointment?page=2`;
    const later = (answer: Response | Error) =>
      list(answering(json(bundle([mine('a')], next)), answer));
    const part = { ids: ['a'], complete: false };
    expect(await later(new TypeError('Failed to fetch'))).toEqual(part);
    expect(await later(words('', 500))).toEqual(part);
    expect(await list(answering(json(bundle([mine('a'), mine('b', { start: 'soon' })]))))).toEqual(
      part,
    );
    expect(await list(answering(json(bundle([mine('a'), 'b']))))).toEqual(part);
    expect(
      await list(answering(json(bundle([mine('a')], 'https://evil.example/fhir?page=2')))),
    ).toEqual(part);
    expect(
      await list(answering(json(bundle([mine('a'), outcome('processing', 'Not all', 'error')])))),
    ).toEqual(part);
    expect(
      await list(answering(json(bundle([mine('a'), outcome('processing', 'Hm', 'warning')])))),
    ).toEqual({
      ids: ['a'],
      complete: true,
    });
  });

  it('fails when its first page does', async () => {
    expect(await list(answering(json({}, 403)))).toBe('not-permitted');
    expect(await list(answering(new TypeError('Failed to fetch')))).toBe('no-answer');
    expect(await list(answering(words('')))).toBe('unreadable');
  });

  it('keeps the states that a patient has to know of', async () => {
    const states = ['pending', 'booked', 'arrived', 'fulfilled', 'noshow', 'entered-in-error'];
    const wire = answering(json(bundle(states.map((status) => appointment(status)))));
    expect(await list(wire)).toEqual({
      ids: states.map((status) => `${status}-1`),
      complete: true,
    });
  });

  it('leaves out the traces of looking: proposals, refusals and released holds; cancelled visits stay', async () => {
    const wire = answering(
      json(
        bundle([
          proposal,
          { ...proposal, id: 'refused', status: 'cancelled' },
          { resourceType: 'Appointment', id: 'refused-bare', status: 'cancelled', participant: [] },
          appointment('cancelled', { id: 'released' }, 'tentative'),
          appointment('cancelled', { id: 'visit' }, 'declined'),
          appointment('cancelled', { id: 'clinic-cancelled' }, 'accepted'),
        ]),
      ),
    );
    expect(await list(wire)).toEqual({ ids: ['visit', 'clinic-cancelled'], complete: true });
  });

  it("shows nobody else's, and keeps what names no patient at all", async () => {
    const others = [{ actor: { reference: 'Patient/peter' }, status: 'accepted' }];
    const wire = answering(
      json(
        bundle([
          mine('others', { participant: others }),
          mine('unnamed', { participant: proposal.participant }),
        ]),
      ),
    );
    expect(await list(wire)).toEqual({ ids: ['unnamed'], complete: true });
  });
});

describe('the coverages', () => {
  const plan = (id: string, changes: object = {}) => ({
    resourceType: 'Coverage',
    id,
    status: 'active',
    ...changes,
  });

  it('are those of the patient', async () => {
    const wire = answering(
      json(
        bundle([
          plan('mine', { beneficiary: { reference: 'Patient/hal' } }),
          plan('unsaid'),
          plan('others', { beneficiary: { reference: 'Patient/peter' } }),
          plan('', {}),
        ]),
      ),
    );
    expect(await ehrOver(wire).listCoverages()).toMatchObject({
      value: [{ id: 'mine' }, { id: 'unsaid' }],
    });
    expect(wire.sent[0]!.url).toBe(`${base}/Coverage?beneficiary=hal`);
  });

  it('none and an error are not the same', async () => {
    expect(await ehrOver(answering(json(bundle([])))).listCoverages()).toEqual({
      ok: true,
      value: [],
    });
    expect(
      await ehrOver(answering(json(bundle([outcome('exception')])))).listCoverages(),
    ).toMatchObject({
      failure: { kind: 'unreadable' },
    });
    expect(await ehrOver(answering(json({}, 403))).listCoverages()).toMatchObject({
      failure: { kind: 'not-permitted' },
    });
  });
});
