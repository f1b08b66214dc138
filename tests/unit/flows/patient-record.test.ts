import { describe, expect, test } from 'vitest';

import { PatientRecord } from '../../../src/flows/patient-record.svelte.ts';
import { Places } from '../../../src/flows/places.svelte.ts';
import type { AppointmentList } from '../../../src/scheduling/ports.ts';
import { ok } from '../../../src/scheduling/result.ts';
import {
  failed,
  scriptedEhr,
  listed,
  onItsWay,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';
import { appointment, atWest, days, maya, monday } from '../../support/fixtures.ts';

function recordIn(ehr: ScriptedEhr) {
  const places = new Places(ehr, { locations: {}, timeZone: undefined });
  return new PatientRecord(ehr, () => monday, places);
}

const visit = appointment('booked', monday + 3 * days);
const earlier = appointment('fulfilled', monday - 30 * days, { locations: [atWest] });
const empty = listed([]);

test('nothing is known, and nothing is asked, before it is needed', () => {
  const ehr = scriptedEhr();
  const record = recordIn(ehr);
  const waiting = [record.patient, record.coming, record.past, record.coverages];
  expect(waiting.map(({ at }) => at)).toEqual(['loading', 'loading', 'loading', 'loading']);
  expect(ehr.log).toEqual([]);
});

describe('who the patient is', () => {
  test('is read once, also when it is asked for twice before the answer', async () => {
    const ehr = scriptedEhr();
    const record = recordIn(ehr);
    const ready = { at: 'ready', value: maya };
    expect(await Promise.all([record.readPatient(), record.readPatient()])).toEqual([ready, ready]);
    expect(await record.readPatient()).toEqual(ready);
    expect(record.patient).toEqual(ready);
    expect(ehr.readPatient.calls).toHaveLength(1);
  });

  test('is read again after a failure', async () => {
    const ehr = scriptedEhr();
    ehr.readPatient.answers(failed('no-answer'), ok(maya));
    const record = recordIn(ehr);
    expect((await record.readPatient()).at).toBe('failed');
    const again = record.readPatient();
    expect(record.patient.at).toBe('loading');
    expect(await again).toEqual({ at: 'ready', value: maya });
  });
});

describe('coming appointments', () => {
  test('are those from now on, and their clinics’ zones are read with them', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(listed([visit]));
    const record = recordIn(ehr);
    await record.readComing();
    expect(ehr.listAppointments.calls).toEqual([[{ from: monday }]]);
    expect(record.coming).toEqual({
      at: 'ready',
      value: { appointments: [visit], complete: true },
    });
    expect(ehr.readLocation.calls).toEqual([['Location/east']]);
  });

  test('[B18] that cannot be read are a failure, not an empty list', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(failed('server-error'));
    const record = recordIn(ehr);
    await record.readComing();
    expect(record.coming).toEqual({ at: 'failed', failure: failed('server-error').failure });
  });

  test('[B18] of which some may be missing say so', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(listed([visit], false));
    const record = recordIn(ehr);
    await record.readComing();
    expect(record.coming).toMatchObject({ value: { complete: false } });
  });

  test('[B13] are read anew each time, and a late answer never replaces a newer one', async () => {
    const ehr = scriptedEhr();
    const [before, after] = [onItsWay<AppointmentList>(), onItsWay<AppointmentList>()];
    ehr.listAppointments.answers(before.promise, after.promise);
    const record = recordIn(ehr);
    const first = record.readComing();
    const second = record.readComing();
    after.arrive(listed([visit]));
    await second;
    before.arrive(empty);
    await first;
    expect(ehr.listAppointments.calls).toHaveLength(2);
    expect(record.coming).toMatchObject({ at: 'ready', value: { appointments: [visit] } });
  });

  test('are not shown from an old answer while the newer is on its way', async () => {
    const ehr = scriptedEhr();
    const [before, after] = [onItsWay<AppointmentList>(), onItsWay<AppointmentList>()];
    ehr.listAppointments.answers(before.promise, after.promise);
    const record = recordIn(ehr);
    const first = record.readComing();
    void record.readComing();
    before.arrive(empty);
    await first;
    expect(record.coming.at).toBe('loading');
  });
});

describe('past appointments', () => {
  test('are those until now, read once', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(listed([earlier]));
    const record = recordIn(ehr);
    const [one, other] = await Promise.all([record.readPast(), record.readPast()]);
    await record.readPast();
    expect(one).toBe(other);
    expect(ehr.listAppointments.calls).toEqual([[{ to: monday }]]);
    expect(record.past).toEqual({
      at: 'ready',
      value: { appointments: [earlier], complete: true },
    });
    await settled();
    expect(ehr.readLocation.calls).toEqual([['Location/west']]);
  });

  test('are read again after a failure', async () => {
    const ehr = scriptedEhr();
    ehr.listAppointments.answers(failed('no-answer'), listed([earlier]));
    const record = recordIn(ehr);
    expect((await record.readPast()).at).toBe('failed');
    const again = record.readPast();
    expect(record.past.at).toBe('loading');
    expect(await again).toMatchObject({ at: 'ready' });
  });
});

test('the patient’s plans are read, or it is said that they could not be', async () => {
  const ehr = scriptedEhr();
  ehr.listCoverages.answers(failed('not-permitted'), ok([]));
  const record = recordIn(ehr);
  await record.readCoverages();
  expect(record.coverages.at).toBe('failed');
  await record.readCoverages();
  expect(record.coverages).toEqual({ at: 'ready', value: [] });
});
