import { describe, expect, it } from 'vitest';

import { bookAppointment } from '../../src/scheduling/book-appointment.ts';
import { describeDialect } from './dialect.ts';
import { openScene } from './scene.ts';
import { worldOf } from './world.ts';

describeDialect('plain', 'Plain FHIR R4');

describe('Plain FHIR R4, of two patients who book one time in the same moment', () => {
  const scene = openScene(() => worldOf('plain'));

  it('gives it to one of them, and tells the other that it is taken', async () => {
    const patients = ['noor-lindgren', 'ruth-okafor'];
    const tries = patients.map((patient) => ({ patient, ehr: scene.world.open({ patient }) }));
    const time = await scene.openTime(scene.world.open());
    const outcomes = await Promise.all(
      tries.map(({ patient, ehr }) =>
        bookAppointment(
          { time, hold: undefined, comment: undefined },
          { ...scene.ports(ehr), patient: `Patient/${patient}` },
        ),
      ),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.filter(({ ok }) => !ok)).toMatchObject([{ failure: { kind: 'taken' } }]);
    expect(await scene.isOpen(time)).toBe(false);
  });
});
