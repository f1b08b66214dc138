import { describe, expect, test } from 'vitest';

import type { AppPorts } from '../../../src/flows/app.svelte.ts';
import type { Service } from '../../../src/scheduling/model.ts';
import { anything, timesWith } from '../../../src/scheduling/wish.ts';
import { finding } from '../../support/changes.ts';
import {
  appointment,
  days,
  drChen,
  drOkafor,
  hours,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import { found, listed, noDirectory, scriptedEhr, settled } from '../../support/scripted-ehr.ts';
import { appWith } from './app-harness.ts';

const skin = { system: 'urn:specialties', code: 'skin', display: 'Dermatology' };
const service: Service = {
  id: 'skin',
  name: 'Skin clinic',
  about: undefined,
  specialties: [skin],
  visitTypes: [],
  locations: [],
  phone: undefined,
  needsAppointment: true,
};
const time = openTime(monday + 1 * days);
const notLoaded = () => Promise.reject(new TypeError('Failed to fetch'));

function clinic() {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(found([time]));
  ehr.readDirectory.answers({ ...noDirectory, services: [service] });
  return ehr;
}

describe('the page of all that can be booked', () => {
  test('reads the directory when it is opened, and not at the launch', async () => {
    const ehr = clinic();
    const { app } = appWith(ehr);
    await app.start();
    expect(ehr.readDirectory.calls).toEqual([]);
    const opened = app.seeFind();
    expect(app.screen).toBe('find');
    expect(app.finding).toBe('loading');
    await opened;
    expect(app.finding).toMatchObject({
      offers: [{ service, offered: { at: 'open', next: time } }],
    });
  });

  test('keeps what was chosen in the form while the patient looks at times', async () => {
    const { app } = appWith(clinic());
    await app.seeFind();
    if (typeof app.finding === 'string') throw new Error(app.finding);
    app.finding.choose({ venues: ['video'] });
    app.seeMoreTimes(app.finding.wish);
    await app.seeFind();
    expect(app.finding).toMatchObject({ wish: { venues: ['video'] } });
  });

  test('offers the clinicians whom the patient knows, the own doctor first', async () => {
    const ehr = clinic();
    ehr.listAppointments.answers(({ from }) =>
      listed(
        from === undefined
          ? [appointment('fulfilled', monday - 9 * days, { practitioners: [drOkafor] })]
          : [],
      ),
    );
    const { app } = appWith(ehr);
    await app.start();
    await app.seeFind();
    if (typeof app.finding === 'string') throw new Error(app.finding);
    expect(app.finding.options.practitioners).toEqual([drChen, drOkafor]);
  });

  test('says so where its code cannot be fetched, and is there when it can', async () => {
    let load: AppPorts['finding'] = notLoaded;
    const { app } = appWith(clinic(), { finding: () => load() });
    await app.seeFind();
    expect(app.finding).toBe('not-loaded');
    expect(app.screen).toBe('find');
    load = finding;
    await app.seeFind();
    expect(app.finding).toMatchObject({ isLooking: false });
  });
});

describe('a patient who has been here before', () => {
  const office = { system: 'urn:types', code: 'office', display: undefined };
  const past = [
    appointment('fulfilled', monday - 2 * days, {
      practitioners: [drOkafor],
      visitType: 'Office visit',
      visitTypeCodes: [office],
    }),
    appointment('fulfilled', monday - 9 * days, { practitioners: [drChen] }),
  ];

  test('finds the clinicians and the kinds of visit of then, once past visits are read', async () => {
    const ehr = clinic();
    ehr.listAppointments.answers(({ from }) => listed(from === undefined ? past : []));
    const { app } = appWith(ehr);
    expect(app.seen).toEqual([]);
    expect(app.again).toEqual([]);
    await app.start();
    // Dr. Chen is her own doctor, with a place of her own on the page.
    expect(app.seen).toEqual([drOkafor]);
    expect(app.again).toEqual([
      { visitType: 'Office visit', codes: [office], practitioner: drOkafor },
    ]);
  });
});

describe('a list that has no times', () => {
  const withOkafor = openTime(monday + 2 * days, { practitioners: [drOkafor] });

  test('has what comes nearest looked for', async () => {
    const ehr = clinic();
    ehr.findAppointments.answers(({ practitioners = [] }) =>
      found(practitioners.length === 0 ? [withOkafor] : []),
    );
    const { app } = appWith(ehr);
    app.seeMoreTimes(timesWith(drChen));
    await settled();
    expect(app.moreTimes.step.at).toBe('none');
    const looking = app.lookForOthers();
    expect(app.others).toBe('looking');
    await looking;
    expect(app.others).toEqual([{ kind: 'clinicians', wish: anything, next: withOkafor }]);
  });

  test('says so where the code for that cannot be fetched', async () => {
    const { app } = appWith(clinic(), { finding: notLoaded });
    await app.lookForOthers();
    expect(app.others).toBe('unknown');
  });

  test('that was left for another has no late answer of the first one', async () => {
    const ehr = clinic();
    ehr.findAppointments.answers(found([]));
    const { app } = appWith(ehr);
    app.seeMoreTimes(timesWith(drChen));
    await settled();
    const first = app.lookForOthers();
    app.seeMoreTimes(anything);
    await first;
    expect(app.others).toBe('looking');
  });
});

test('[B4] a list that is left for another page is no longer watched', async () => {
  const ehr = scriptedEhr();
  ehr.findAppointments.answers(found([openTime(monday + hours)]));
  const { app, clock } = appWith(ehr);
  app.seeMoreTimes(anything);
  await settled();
  expect(app.moreTimes.step.at).toBe('listed');
  expect(clock.pending()).toBe(1);
  app.goHome();
  expect(clock.pending()).toBe(0);
});
