import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { describeChanges } from './changes.ts';
import { describeContract } from './contract.ts';
import { describeFinding } from './finding.ts';
import { argonautWorld, type World } from './world.ts';

describeContract('Argonaut Scheduling 1.0.0', argonautWorld);
describeFinding('finding by Argonaut Scheduling 1.0.0', argonautWorld);
describeChanges('changes by Argonaut Scheduling 1.0.0', argonautWorld);

describe('Argonaut Scheduling 1.0.0 on the wire', () => {
  let world: World;
  beforeAll(async () => {
    world = await argonautWorld();
  }, 60_000);
  afterAll(() => world.close());

  it('a visit takes three requests, each to a URL that stays the same', async () => {
    const ehr = world.open();
    const search = { start: world.now() + 60_000, end: world.now() + 7 * 86_400_000, count: 1 };
    const found = await ehr.findAppointments(search);
    const time = found.ok ? found.value.appointments[0]! : undefined;
    const held = await ehr.holdAppointment(time!);
    const appointment = held.ok ? held.value.appointment! : undefined;
    await ehr.bookAppointment({
      time: time!,
      hold: { appointment: appointment!, until: undefined },
      comment: 'Thanks',
    });
    expect(world.wire()).toMatchObject([
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
    const ehr = world.open();
    const start = world.now();
    const end = start + 2 * 86_400_000;
    for (const find of ['POST', 'GET'] as const) {
      const found = await world.open({ find }).findAppointments({ start, end, count: 500 });
      expect(found.ok && found.value.notices).toEqual([]);
    }
    expect(await ehr.listAppointments({ from: start, to: end })).toMatchObject({
      value: { complete: true },
    });
  });
});
