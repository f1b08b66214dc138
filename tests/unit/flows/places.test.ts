import { describe, expect, test } from 'vitest';

import { Places, type PlaceSettings } from '../../../src/flows/places.svelte.ts';
import type { Location } from '../../../src/scheduling/model.ts';
import { err, ok } from '../../../src/scheduling/result.ts';
import { failed, scriptedEhr, onItsWay, settled } from '../../support/scripted-ehr.ts';
import { atEast, atWest, eastClinic, openTime } from '../../support/fixtures.ts';

const nothing: PlaceSettings = { locations: {}, timeZone: undefined };
const chicago: PlaceSettings = { locations: {}, timeZone: 'America/Chicago' };
const iana = (name: string) => ({ kind: 'iana', name });

const east = openTime('2026-02-10T14:00:00Z');
const eastWritten = openTime('2026-02-10T14:00:00Z', { writtenOffset: -300 });
const zoneless = { ...eastClinic, timeZone: undefined };

async function zoneAfterReading(
  settings: PlaceSettings,
  time = east,
  answer: ReturnType<typeof failed> | ReturnType<typeof ok<typeof eastClinic>> = ok(eastClinic),
) {
  const ehr = scriptedEhr();
  ehr.readLocation.answers(answer);
  const places = new Places(ehr, settings);
  void places.learnZones([time]);
  await settled();
  return places.zoneOf(time);
}

describe('[B2] the zone of a clinic comes from', () => {
  test('the settings first, and the EHR is not asked', async () => {
    const ehr = scriptedEhr();
    const places = new Places(ehr, {
      locations: { 'Location/east': 'America/Phoenix' },
      timeZone: 'America/Chicago',
    });
    expect(places.zoneOf(eastWritten)).toEqual(iana('America/Phoenix'));
    void places.learnZones([eastWritten]);
    await settled();
    expect(ehr.readLocation.calls).toEqual([]);
    expect(places.zoneOf(eastWritten)).toEqual(iana('America/Phoenix'));
  });

  test('then the clinic’s record in the EHR, before the settings’ default', async () => {
    expect(await zoneAfterReading(chicago, eastWritten)).toEqual(iana('America/New_York'));
  });

  test('then the settings’ default, where the record has no zone', async () => {
    expect(await zoneAfterReading(chicago, eastWritten, ok(zoneless))).toEqual(
      iana('America/Chicago'),
    );
  });

  test('then the offset that the EHR wrote into the time', async () => {
    expect(await zoneAfterReading(nothing, eastWritten, ok(zoneless))).toEqual({
      kind: 'offset',
      minutes: -300,
    });
  });

  test('and else is unknown, which is said and never guessed', async () => {
    expect(await zoneAfterReading(nothing, east, ok(zoneless))).toEqual({ kind: 'unknown' });
  });
});

describe('[B2] a clinic that cannot be read', () => {
  test('has the written offset, and not the default, which would be a guess', async () => {
    expect(await zoneAfterReading(chicago, eastWritten, failed('server-error'))).toEqual({
      kind: 'offset',
      minutes: -300,
    });
  });

  test('has no zone where none is written either', async () => {
    expect(await zoneAfterReading(chicago, east, failed('not-permitted'))).toEqual({
      kind: 'unknown',
    });
  });

  test('is read again when it is next needed', async () => {
    const ehr = scriptedEhr();
    ehr.readLocation.answers(failed('no-answer'), ok(eastClinic));
    const places = new Places(ehr, nothing);
    void places.learnZones([east]);
    await settled();
    void places.learnZones([east]);
    // What is on screen stays there meanwhile.
    expect(places.zoneOf(east)).toBeDefined();
    await settled();
    expect(places.zoneOf(east)).toEqual(iana('America/New_York'));
  });
});

describe('a time at no clinic in particular', () => {
  test.each([
    ['no place', []],
    ['a place by name only', [{ reference: undefined, display: 'East Clinic' }]],
  ])('with %s has the default, else what is written, else no zone', (_, locations) => {
    const ehr = scriptedEhr();
    const time = openTime('2026-02-10T14:00:00Z', { locations });
    const written = { ...time, writtenOffset: 0 };
    expect(new Places(ehr, chicago).zoneOf(written)).toEqual(iana('America/Chicago'));
    expect(new Places(ehr, nothing).zoneOf(written)).toEqual({ kind: 'offset', minutes: 0 });
    const places = new Places(ehr, nothing);
    expect(places.zoneOf(time)).toEqual({ kind: 'unknown' });
    void places.learnZones([time]);
    places.learnDetail(time);
    expect(ehr.readLocation.calls).toEqual([]);
    expect(places.detailOf(time)).toBeUndefined();
  });
});

describe('reading clinics', () => {
  test('a time is not drawn before its zone is known', async () => {
    const ehr = scriptedEhr();
    const answer = onItsWay<Location>();
    ehr.readLocation.answers(answer.promise);
    const places = new Places(ehr, chicago);
    expect(places.zoneOf(eastWritten)).toBeUndefined();
    void places.learnZones([eastWritten]);
    expect(places.zoneOf(eastWritten)).toBeUndefined();
    answer.arrive(ok(eastClinic));
    await settled();
    expect(places.zoneOf(eastWritten)).toEqual(iana('America/New_York'));
  });

  test('[B19] each is read once, side by side, however many times are there', async () => {
    const ehr = scriptedEhr();
    ehr.readLocation.answers((reference) =>
      ok({
        ...eastClinic,
        reference,
        timeZone: reference === 'Location/west' ? 'America/Denver' : 'America/New_York',
      }),
    );
    const places = new Places(ehr, nothing);
    const west = openTime('2026-02-11T14:00:00Z', { locations: [atWest] });
    void places.learnZones([east, west, east, openTime('2026-02-12T14:00:00Z')]);
    expect(ehr.readLocation.calls).toEqual([['Location/east'], ['Location/west']]);
    await settled();
    void places.learnZones([east, west]);
    expect(ehr.readLocation.calls).toHaveLength(2);
    expect(places.zoneOf(east)).toEqual(iana('America/New_York'));
    expect(places.zoneOf(west)).toEqual(iana('America/Denver'));
  });

  test('one that fails does not take the others along', async () => {
    const ehr = scriptedEhr();
    ehr.readLocation.answers((reference) =>
      reference === 'Location/west' ? err({ kind: 'not-found', notices: [] }) : ok(eastClinic),
    );
    const places = new Places(ehr, nothing);
    const west = openTime('2026-02-11T14:00:00Z', { locations: [atWest] });
    void places.learnZones([west, east]);
    await settled();
    expect(places.zoneOf(west)).toEqual({ kind: 'unknown' });
    expect(places.zoneOf(east)).toEqual(iana('America/New_York'));
  });

  test('the address of the chosen clinic is read even where the settings give its zone', async () => {
    const ehr = scriptedEhr();
    const places = new Places(ehr, {
      locations: { [atEast.reference]: 'America/Phoenix' },
      timeZone: undefined,
    });
    expect(places.detailOf(east)).toBeUndefined();
    places.learnDetail(east);
    expect(places.detailOf(east)).toBeUndefined();
    await settled();
    expect(places.detailOf(east)).toEqual(eastClinic);
    expect(places.zoneOf(east)).toEqual(iana('America/Phoenix'));
  });

  test('an address that cannot be read is no address', async () => {
    const ehr = scriptedEhr();
    ehr.readLocation.answers(failed('not-found'));
    const places = new Places(ehr, nothing);
    places.learnDetail(east);
    await settled();
    expect(places.detailOf(east)).toBeUndefined();
  });
});
