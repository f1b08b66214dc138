import { describe, expect, it } from 'vitest';

import { describeDialect } from './dialect.ts';
import { day, openScene, valueOf } from './scene.ts';
import { worldOf } from './world.ts';

describeDialect('argonaut', 'Argonaut Scheduling 1.0.0');

const window = ['start', 'end', 'patient-reference', '_count'];
const snomed = 'http://snomed.info/sct';
const visitTypes = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const naomi = 'Practitioner/naomi-castellane';
const victor = 'Practitioner/victor-amaechi';
const madison = 'Location/prairie-junction';

describe('Argonaut Scheduling 1.0.0 on the wire', () => {
  const scene = openScene(() => worldOf('argonaut'));
  const { openTime, soon } = scene;
  /** What the EHR was asked for, without the window and the patient. */
  const inputs = () =>
    scene.world.wire().flatMap(({ call, body }) => {
      if (call.startsWith('POST')) {
        const { parameter } = body as { readonly parameter: readonly Record<string, string>[] };
        return parameter
          .filter(({ name = '' }) => !window.includes(name))
          .map(({ name, ...value }) => [name, ...Object.values(value)]);
      }
      return [...new URL(call.slice(4), 'http://ehr').searchParams].filter(
        ([name]) => !window.includes(name),
      );
    });

  it.each(['POST', 'GET'] as const)('a search by %s asks for just what it is for', async (find) => {
    const code = (system: string, value: string) => [{ system, code: value, display: undefined }];
    for (const [search, asked] of [
      [{}, []],
      [
        { practitioners: [victor, naomi] },
        [
          ['practitioner', victor],
          ['practitioner', naomi],
        ],
      ],
      [{ locations: [madison] }, [['location-reference', madison]]],
      [{ places: ['53703'] }, [['location-string', '53703']]],
      [{ specialties: code(snomed, '394582007') }, [['specialty', `${snomed}|394582007`]]],
      [{ visitTypes: code(visitTypes, 'ekg') }, [['visit-type', `${visitTypes}|ekg`]]],
    ] as const) {
      scene.world.forget();
      const ehr = scene.world.open({ settings: { find } });
      valueOf(await ehr.findAppointments(soon(search)));
      expect(inputs()).toEqual(asked);
    }
  });

  it('a visit takes three requests, each to a URL that stays the same', async () => {
    const ehr = scene.world.open();
    const search = { start: scene.world.now() + 60_000, end: scene.world.now() + 7 * day };
    scene.world.forget();
    const [time] = valueOf(await ehr.findAppointments({ ...search, count: 1 })).appointments;
    const { appointment } = valueOf(await ehr.holdAppointment(time!));
    const hold = { appointment: appointment!, until: undefined };
    await ehr.bookAppointment({ time: time!, hold, comment: 'Thanks' });
    expect(scene.world.wire()).toMatchObject([
      { call: 'POST /Appointment/$find?_count=1' },
      {
        call: 'POST /Appointment/$hold',
        body: { parameter: [{ name: 'appt-id', valueUri: `Appointment/${time!.id!}` }] },
      },
      {
        call: 'POST /Appointment/$book',
        body: {
          parameter: [
            { name: 'appt-id', valueUri: `Appointment/${appointment!.id}` },
            { name: 'patient-id', valueUri: 'Patient/noor-lindgren' },
            { name: 'comment', valueString: 'Thanks' },
          ],
        },
      },
    ]);
  });

  it('the strict server has nothing to say against what is sent', async () => {
    const [start, end] = [scene.world.now(), scene.world.now() + 2 * day];
    for (const find of ['POST', 'GET'] as const) {
      const ehr = scene.world.open({ settings: { find } });
      expect(valueOf(await ehr.findAppointments({ start, end, count: 500 })).notices).toEqual([]);
    }
    const list = await scene.world.open().listAppointments({ from: start, to: end });
    expect(valueOf(list).complete).toBe(true);
  });

  it('a refusal is a cancelled Appointment, and says why', async () => {
    const ehr = scene.world.open();
    const time = await openTime(ehr);
    await scene.take(time);
    for (const answer of [
      await ehr.holdAppointment(time),
      await ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
    ])
      expect(valueOf(answer)).toMatchObject({
        appointment: { status: 'cancelled', start: time.start },
        notices: [{ severity: 'error', code: 'conflict' }],
      });
  });

  it('a hold has an id of its own, and one that is no longer the same is not given back', async () => {
    const ehr = scene.world.open();
    const time = await openTime(ehr);
    const held = await scene.hold(ehr, time);
    expect(held.appointment.id).not.toBe(time.id);
    valueOf(await ehr.bookAppointment({ time, hold: held, comment: undefined }));
    expect(await ehr.releaseHold(held)).toMatchObject({ failure: { kind: 'conflict' } });
    expect(await scene.listAt(ehr, time)).toMatchObject([{ status: 'booked' }]);
  });

  it('a time that is not there is told from a server without holds', async () => {
    const ehr = scene.world.open();
    const time = await openTime(ehr);
    expect(await ehr.holdAppointment({ ...time, id: 'no-such' })).toMatchObject({
      failure: { kind: 'not-found' },
    });
  });
});
