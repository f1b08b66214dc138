import { describe, expect, it } from 'vitest';

import { cancelAppointment } from '../../src/scheduling/cancel-appointment.ts';
import { rescheduleAppointment } from '../../src/scheduling/reschedule-appointment.ts';
import { openScene, valueOf } from './scene.ts';
import { type Opening, worldOf } from './world.ts';

describe('cancelling by Argonaut Scheduling 1.0.0', () => {
  const scene = openScene(() => worldOf('argonaut'));
  const { book, ports, statusOf } = scene;
  const patches = () => scene.world.wire().filter(({ call }) => call.startsWith('PATCH'));

  it.each(['json', 'fhirpath'] as const)('[B16] is a %s patch, with the reason', async (patch) => {
    const ehr = scene.world.open({ settings: { patch } });
    const visit = await book(ehr);
    scene.world.forget();
    const cancelled = valueOf(await cancelAppointment(visit, 'transportation', ports(ehr)));
    expect(cancelled).toMatchObject({ status: 'cancelled', cancellation: { by: 'patient' } });
    expect(patches()).toHaveLength(1);
    expect(JSON.stringify(patches()[0]?.body)).toContain('transportation');
  });

  it.each([
    [['json', 'fhirpath'], 'json'],
    [['fhirpath'], 'fhirpath'],
  ] as const)('is written as the server declares: of %s, %s', async (formats, used) => {
    scene.world.rules.patchFormats = formats;
    const ehr = scene.world.open();
    const visit = await book(ehr);
    scene.world.forget();
    valueOf(await cancelAppointment(visit, undefined, ports(ehr)));
    const body = patches()[0]?.body;
    expect(Array.isArray(body) ? 'json' : 'fhirpath').toBe(used);
    expect(await ehr.acceptsCancelling()).toBe(true);
    expect(scene.world.wire().filter(({ call }) => call.includes('/metadata'))).toHaveLength(1);
  });

  it('[B17] is not offered by a server that patches by XML alone, and nothing is sent', async () => {
    scene.world.rules.patchFormats = ['xml'];
    const ehr = scene.world.open();
    const visit = await book(ehr);
    scene.world.forget();
    expect(await ehr.acceptsCancelling()).toBe(false);
    expect(await cancelAppointment(visit, undefined, ports(ehr))).toMatchObject({
      failure: { kind: 'not-supported' },
    });
    expect(patches()).toEqual([]);
    expect(await statusOf(visit)).toBe('booked');
  });
});

describe('moving by Argonaut Scheduling 1.0.0', () => {
  const scene = openScene(() => worldOf('argonaut'));
  const { ports } = scene;
  const changesSent = () =>
    scene.world
      .wire()
      .filter(({ call }) => /^PATCH|\$hold|\$book/.test(call))
      .map(({ call }) => call.replace(/^PATCH .*/, 'PATCH').replace('POST /Appointment/', ''));
  /** With one visit to be moved, and no other: a clinic may refuse a second one. */
  const begin = async (settings: Opening['settings'] = {}) => {
    const ehr = scene.world.open({ settings });
    const from = scene.world.now();
    for (const { id, status } of valueOf(await ehr.listAppointments({ from })).appointments)
      if (status === 'booked') await scene.world.levers.cancelByClinic(id);
    const old = await scene.book(ehr);
    const time = await scene.openTime(ehr);
    const booking = { time, hold: await scene.hold(ehr, time), comment: undefined };
    scene.world.forget();
    return { ehr, old, booking };
  };

  it('[B11] books first and cancels then, where nothing else is said', async () => {
    const { ehr, old, booking } = await begin();
    const outcome = await rescheduleAppointment(old, booking, ports(ehr));
    expect(outcome).toMatchObject({ is: 'moved', old: { id: old.id, status: 'cancelled' } });
    expect(changesSent()).toEqual(['$book', 'PATCH']);
  });

  it('[B11] cancels first for a server that refuses two bookings, and names the old one', async () => {
    scene.world.rules.twoBookings = 'refused';
    const { ehr, old, booking } = await begin({ reschedule: 'cancel-first' });
    const outcome = await rescheduleAppointment(old, booking, ports(ehr));
    expect(outcome).toMatchObject({ is: 'moved', old: { status: 'cancelled' } });
    expect(changesSent()).toEqual(['PATCH', '$book']);
    const booked = scene.world.wire().find(({ call }) => call.includes('$book'));
    expect(JSON.stringify(booked)).toContain(
      `"cancelled-appt-id","valueUri":"Appointment/${old.id}"`,
    );
  });

  it('[B11] is one step where the server moves in one', async () => {
    Object.assign(scene.world.rules, { reschedule: 'atomic', twoBookings: 'refused' });
    const { ehr, old, booking } = await begin({ reschedule: 'atomic' });
    const outcome = await rescheduleAppointment(old, booking, ports(ehr));
    expect(outcome).toMatchObject({ is: 'moved', old: { status: 'cancelled' } });
    expect(changesSent()).toEqual(['$book']);
  });

  it.each(['cancel-first', 'atomic'] as const)(
    '[B11] %s to a time that is gone leaves the old visit',
    async (reschedule) => {
      if (reschedule === 'atomic') scene.world.rules.reschedule = 'atomic';
      const { ehr, old, booking } = await begin({ reschedule });
      await scene.take(booking.time);
      const outcome = await rescheduleAppointment(old, booking, ports(ehr));
      expect(outcome).toMatchObject({ is: 'not-moved', old: { id: old.id } });
      expect(await scene.statusOf(old)).toBe('booked');
    },
  );

  it('[B11] a time that is lost after the old visit was let go wins the old time back', async () => {
    const { ehr, old, booking } = await begin({ reschedule: 'cancel-first' });
    scene.strike('book', { kind: 'take-time' });
    const outcome = await rescheduleAppointment(old, booking, ports(ehr));
    expect(outcome).toMatchObject({
      is: 'won-back',
      appointment: { status: 'booked', start: old.start },
    });
  });
});
