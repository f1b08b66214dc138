import { describe, expect, it } from 'vitest';

import { holdAppointment, releaseHold } from '../../src/scheduling/hold-appointment.ts';
import { describeDialect } from './dialect.ts';
import { openScene, valueOf } from './scene.ts';
import { worldOf } from './world.ts';

describeDialect('millennium', 'Oracle Health Millennium, R4');

describe('Oracle Health Millennium, R4, of two patients who want one time', () => {
  const scene = openScene(() => worldOf('millennium'));
  const [noor, ruth] = (['noor-lindgren', 'ruth-okafor'] as const).map((patient) => ({
    open: () => scene.world.open({ patient }),
    ports: (ehr: ReturnType<typeof scene.world.open>) => ({
      ...scene.ports(ehr),
      patient: `Patient/${patient}`,
    }),
  }));

  it('keeps it for one of them', async () => {
    const [hers, other] = [noor!.open(), ruth!.open()];
    const time = await scene.openTime(hers);
    const outcomes = await Promise.all([
      holdAppointment(time, noor!.ports(hers)),
      holdAppointment(time, ruth!.ports(other)),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([{ failure: { kind: 'taken' } }]);
  });

  it('does not let the first give back what the second keeps by now', async () => {
    const [hers, other] = [noor!.open(), ruth!.open()];
    const time = await scene.openTime(hers);
    const first = valueOf(await holdAppointment(time, noor!.ports(hers)));
    scene.world.pass(11 * 60_000);
    const [again] = (await scene.look(other, { start: time.start, end: time.end, count: 100 }))
      .times;
    expect(again?.start).toBe(time.start);
    const second = valueOf(await holdAppointment(again!, ruth!.ports(other)));
    scene.world.forget();
    await releaseHold(first!, { ehr: hers });
    expect(scene.world.sent('hold')).toBe(1);
    expect(valueOf(await other.readAppointment(second!.appointment.id)).status).toBe('pending');
  });
});
