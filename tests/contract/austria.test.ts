import { describe, expect, it } from 'vitest';

import { rescheduleAppointment } from '../../src/scheduling/reschedule-appointment.ts';
import { describeDialect } from './dialect.ts';
import { openScene } from './scene.ts';
import { worldOf } from './world.ts';

describeDialect('austria', "HL7 Austria's Appointment Scheduling");

describe("HL7 Austria's Appointment Scheduling", () => {
  const scene = openScene(() => worldOf('austria'));

  it('moves a visit to a time for something else by booking another one', async () => {
    const ehr = scene.world.open();
    const old = await scene.book(ehr);
    const { times } = await scene.look(ehr, { start: old.end, count: 500 });
    const written = ({ resource }: { readonly resource: unknown }) => JSON.stringify(resource);
    const codes = old.visitTypeCodes.map(({ code }) => `"${code}"`);
    const time = times.find((each) => !codes.some((code) => written(each).includes(code)))!;
    scene.world.forget();
    const booking = { time, hold: undefined, comment: undefined };
    expect(await rescheduleAppointment(old, booking, scene.ports(ehr))).toMatchObject({
      is: 'moved',
      appointment: { status: 'booked', start: time.start },
      old: { id: old.id, status: 'cancelled' },
    });
    expect(scene.world.sent('book')).toBe(1);
    expect(scene.world.sent('cancel')).toBe(1);
  });
});
