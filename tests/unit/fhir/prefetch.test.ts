import { describe, expect, it } from 'vitest';

import { answering, base, bundle, ehrOver, json, noon } from './wire.ts';

const slot = (id: string, more: object = {}) => ({
  resourceType: 'Slot',
  id,
  status: 'free',
  schedule: { reference: 'Schedule/chen' },
  start: '2026-05-06T15:00:00Z',
  end: '2026-05-06T15:20:00Z',
  serviceType: [{ text: 'Office visit' }],
  ...more,
});
const calendar = {
  resourceType: 'Schedule',
  id: 'chen',
  actor: [
    { reference: 'Practitioner/chen', display: 'Dr. Amy Chen' },
    { reference: 'Location/east', display: 'East Clinic' },
  ],
};
const search = { start: noon, end: noon + 86_400_000, practitioners: ['Practitioner/chen'] };
const found = async (...answers: readonly Response[]) => {
  const wire = answering(...(answers as [Response, ...Response[]]));
  const ehr = ehrOver(wire, { find: 'prefetch' });
  return { wire, ehr, result: await ehr.findAppointments({ ...search, count: 9 }) };
};

describe('times by $prefetch', () => {
  it('are asked for with the inputs that it has, and their calendars are read once', async () => {
    const { wire, ehr, result } = await found(
      json(bundle([slot('one'), slot('two')])),
      json(bundle([calendar])),
      json(bundle([slot('three')])),
    );
    expect(wire.sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      `POST ${base}/Slot/$prefetch?_count=9`,
      `GET ${base}/Schedule?_id=chen&_count=40`,
    ]);
    expect(wire.sent[0]!.body).toEqual({
      resourceType: 'Parameters',
      parameter: [
        { name: 'start', valueDateTime: '2026-05-06T12:00:00Z' },
        { name: 'end', valueDateTime: '2026-05-07T12:00:00Z' },
        { name: 'practitioner', valueUri: 'Practitioner/chen' },
      ],
    });
    expect(result).toMatchObject({
      value: {
        complete: true,
        dropped: 0,
        appointments: [
          {
            id: undefined,
            visitType: 'Office visit',
            practitioners: [{ reference: 'Practitioner/chen', display: 'Dr. Amy Chen' }],
            locations: [{ reference: 'Location/east' }],
          },
          {},
        ],
      },
    });
    await ehr.findAppointments(search);
    expect(wire.sent).toHaveLength(3);
  });

  it('that are not free are none', async () => {
    const { result } = await found(
      json(bundle([slot('one', { status: 'busy' })])),
      json(bundle([])),
    );
    expect(result).toMatchObject({ value: { appointments: [], dropped: 0 } });
  });

  it('are held as the Appointment that the app makes of them, without the Slot in it', async () => {
    const { wire, ehr, result } = await found(
      json(bundle([slot('one')])),
      json(bundle([calendar])),
      json({ resourceType: 'OperationOutcome', issue: [] }, 400),
    );
    const [time] = result.ok ? result.value.appointments : [];
    await ehr.holdAppointment(time!);
    expect(wire.sent[2]).toMatchObject({
      url: `${base}/Appointment/$hold`,
      body: {
        parameter: [
          {
            name: 'appt-resource',
            resource: {
              status: 'proposed',
              slot: [{ reference: 'Slot/one' }],
              requestedPeriod: [{ start: '2026-05-06T15:00:00Z' }],
            },
          },
        ],
      },
    });
    expect(JSON.stringify(wire.sent[2]!.body)).not.toContain('contained');
  });
});
