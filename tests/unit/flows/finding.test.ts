import { describe, expect, test } from 'vitest';

import { Finding, otherWays, type Known } from '../../../src/flows/finding.svelte.ts';
import { Places } from '../../../src/flows/places.svelte.ts';
import type {
  Calendar,
  Code,
  Directory,
  ProposedAppointment,
  Role,
  Service,
} from '../../../src/scheduling/model.ts';
import type { FoundAppointments, Search } from '../../../src/scheduling/ports.ts';
import { anything, timesWith, type Wish } from '../../../src/scheduling/wish.ts';
import {
  atEast,
  atWest,
  days,
  drChen,
  drOkafor,
  eastClinic,
  hours,
  minutes,
  monday,
  openTime,
} from '../../support/fixtures.ts';
import {
  failed,
  found,
  noDirectory,
  onItsWay,
  scriptedEhr,
  settled,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';

const code = (name: string): Code => ({ system: 'urn:specialties', code: name, display: name });
const service = (id: string, more: Partial<Service> = {}): Service => ({
  id,
  name: id,
  about: undefined,
  specialties: [code(id)],
  visitTypes: [],
  locations: [],
  phone: undefined,
  needsAppointment: true,
  ...more,
});
const calendar = (...specialties: readonly Code[]): Calendar => ({
  actors: [],
  specialties,
  visitTypes: [],
});
const wish = (more: Partial<Wish>): Wish => ({ ...anything, ...more });

function portsOf(ehr: ScriptedEhr) {
  const places = new Places(ehr, {
    locations: { 'Location/east': 'America/New_York', 'Location/west': 'America/Los_Angeles' },
    timeZone: undefined,
  });
  return { ehr, now: () => monday, places };
}
function findingWith(
  ehr: ScriptedEhr,
  directory: Partial<Directory> = {},
  known: Known = { practitioners: [], times: [] },
) {
  ehr.readDirectory.answers({ ...noDirectory, ...directory });
  return new Finding({ ...portsOf(ehr), known: () => known });
}
/** A clinic that has these times, by specialty. */
const withTimes =
  (times: Readonly<Record<string, readonly ProposedAppointment[]>>) =>
  ({ specialties = [] }: Search) =>
    found(specialties.flatMap((asked) => times[asked.code] ?? []));
const menuOf = ({ offers }: Finding) =>
  offers.map(({ service: { id }, offered }) => [id, offered.at]);
const asked = (ehr: ScriptedEhr) => ehr.findAppointments.calls.map(([search]) => search);

describe('the menu of what can be booked', () => {
  test('is looked for, and is then in the hospital’s own order, each with its next time', async () => {
    const ehr = scriptedEhr();
    const next = openTime(monday + 3 * days, { specialties: [code('skin')] });
    const sooner = openTime(monday + 1 * days, { specialties: [code('heart')] });
    ehr.findAppointments.answers(withTimes({ skin: [next], heart: [sooner] }));
    const finding = findingWith(ehr, { services: [service('skin'), service('heart')] });
    expect(finding.isLooking).toBe(true);
    await finding.open();
    expect(finding.isLooking).toBe(false);
    expect(finding.offers.map(({ offered }) => offered)).toEqual([
      { at: 'open', next },
      { at: 'open', next: sooner },
    ]);
    expect(finding.offers[0]?.wish).toEqual(wish({ specialties: [code('skin')] }));
  });

  test('says of each service whether it can be booked, has to be called about, or is open to all', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers((search) =>
      search.specialties?.[0]?.code === 'broken'
        ? failed('server-error')
        : withTimes({ skin: [openTime(monday + days)] })(search),
    );
    const finding = findingWith(ehr, {
      services: [
        service('skin'),
        service('full'),
        service('lab', { needsAppointment: false }),
        service('anything', { specialties: [] }),
        service('broken'),
      ],
    });
    await finding.open();
    expect(menuOf(finding)).toEqual([
      ['skin', 'open'],
      ['full', 'call'],
      ['lab', 'walk-in'],
      ['anything', 'call'],
      ['broken', 'unknown'],
    ]);
    const codes = asked(ehr).map(({ specialties = [] }) => specialties[0]?.code);
    expect(codes).toEqual(['skin', 'full', 'broken']);
  });

  test('asks only for what somebody keeps a calendar for', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found([openTime(monday + days)]));
    const finding = findingWith(ehr, {
      services: [
        service('skin'),
        service('heart'),
        service('eyes', { locations: [atEast] }),
        service('ears', { locations: [atWest] }),
      ],
      calendars: [
        calendar(code('skin')),
        { ...calendar(code('eyes')), actors: [drChen, atEast] },
        { ...calendar(code('ears')), actors: [drChen, atEast] },
      ],
    });
    await finding.open();
    expect(menuOf(finding)).toEqual([
      ['skin', 'open'],
      ['heart', 'call'],
      ['eyes', 'open'],
      ['ears', 'call'],
    ]);
  });

  test('asks for all where calendars could not be read, or do not say what they are for', async () => {
    for (const calendars of [undefined, [calendar()]]) {
      const ehr = scriptedEhr();
      ehr.findAppointments.answers(found([openTime(monday + days)]));
      const finding = findingWith(ehr, { services: [service('skin')], calendars });
      await finding.open();
      expect(menuOf(finding)).toEqual([['skin', 'open']]);
    }
  });

  test('is empty where the EHR has no directory, and the form can be used', async () => {
    const ehr = scriptedEhr();
    const finding = findingWith(ehr, {}, { practitioners: [drChen], times: [] });
    await finding.open();
    expect(finding.isLooking).toBe(false);
    expect(finding.offers).toEqual([]);
    expect(finding.options.practitioners).toEqual([drChen]);
    expect(ehr.findAppointments.calls).toEqual([]);
  });

  test('has two requests under way at a time, and not more', async () => {
    const ehr = scriptedEhr();
    let underWay = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    ehr.findAppointments.answers(async () => {
      most = Math.max(most, (underWay += 1));
      await new Promise<void>((resolve) => waiting.push(resolve));
      underWay -= 1;
      return found([]);
    });
    const services = ['a', 'b', 'c', 'd', 'e'].map((id) => service(id));
    const opened = findingWith(ehr, { services }).open();
    for (let turn = 0; turn < services.length; turn += 1) {
      await settled();
      expect(underWay).toBe(Math.min(2, services.length - turn));
      waiting.shift()?.();
    }
    await opened;
    expect(most).toBe(2);
    expect(ehr.findAppointments.calls).toHaveLength(5);
  });

  test('shows each service as soon as its answer is there', async () => {
    const ehr = scriptedEhr();
    const slow = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers(slow.promise, found([openTime(monday + days)]));
    const finding = findingWith(ehr, { services: [service('slow'), service('quick')] });
    const opened = finding.open();
    await settled();
    expect(menuOf(finding)).toEqual([
      ['slow', 'looking'],
      ['quick', 'open'],
    ]);
    slow.arrive(found([]));
    await opened;
    expect(menuOf(finding)[0]).toEqual(['slow', 'call']);
  });

  test('of an EHR that ignores what was asked is not called full before it was looked through', async () => {
    const ehr = scriptedEhr();
    const others = Array.from({ length: 30 }, (_, index) =>
      openTime(monday + hours + index * minutes, { specialties: [code('other')] }),
    );
    const own = openTime(monday + 2 * days, { specialties: [code('skin')] });
    const all = [...others, own];
    ehr.findAppointments.answers(({ start, end, count = Infinity }) => {
      const there = all.filter((time) => time.start >= start && time.start < end);
      return found(there.slice(0, count), { complete: there.length < count });
    });
    const finding = findingWith(ehr, { services: [service('skin')] });
    await finding.open();
    expect(finding.offers[0]?.offered).toEqual({ at: 'open', next: own });
  });

  test('and of one that never comes to it nobody knows: it is asked a few times', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(({ start }) =>
      found([openTime(start + minutes, { specialties: [code('other')] })], { complete: false }),
    );
    const finding = findingWith(ehr, { services: [service('skin')] });
    await finding.open();
    expect(menuOf(finding)).toEqual([['skin', 'unknown']]);
    expect(ehr.findAppointments.calls).toHaveLength(5);
  });

  test('opened again looks anew for times, and reads the directory no second time', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(found([]));
    const finding = findingWith(ehr, { services: [service('skin')] });
    await finding.open();
    ehr.findAppointments.answers(found([openTime(monday + days)]));
    const again = finding.open();
    await again;
    expect(menuOf(finding)).toEqual([['skin', 'open']]);
    expect(ehr.readDirectory.calls).toHaveLength(1);
  });

  test('[B19] opened twice at once is read once, and asked for once', async () => {
    const ehr = scriptedEhr();
    const finding = findingWith(ehr, { services: [service('skin')] });
    await Promise.all([finding.open(), finding.open()]);
    expect(ehr.readDirectory.calls).toHaveLength(1);
    expect(ehr.findAppointments.calls).toHaveLength(1);
  });

  test('[B18] that could not be read is read again when it is opened again', async () => {
    const ehr = scriptedEhr();
    const finding = findingWith(ehr);
    ehr.readDirectory.answers(noDirectory, { ...noDirectory, services: [service('skin')] });
    await finding.open();
    expect(finding.offers).toEqual([]);
    await finding.open();
    expect(menuOf(finding)).toEqual([['skin', 'call']]);
  });

  test('has a late answer of an earlier opening change nothing', async () => {
    const ehr = scriptedEhr();
    const late = onItsWay<FoundAppointments>();
    ehr.findAppointments.answers(late.promise, found([]));
    const finding = findingWith(ehr, { services: [service('skin')] });
    const first = finding.open();
    await settled();
    await finding.open();
    late.arrive(found([openTime(monday + days)]));
    await first;
    expect(menuOf(finding)).toEqual([['skin', 'call']]);
  });
});

describe('what can be chosen in the form', () => {
  const role = (more: Partial<Role>): Role => ({
    practitioner: drOkafor,
    specialties: [],
    locations: [],
    ...more,
  });

  test('is named, and each is there once: whom the patient has seen first, then the hospital’s', async () => {
    const ehr = scriptedEhr();
    const time = openTime(monday + days, {
      practitioners: [{ ...drOkafor, display: 'OKAFOR, B' }],
      specialties: [code('skin'), { ...code('bare'), display: undefined }],
      visitTypeCodes: [code('visit')],
    });
    const finding = findingWith(
      ehr,
      {
        services: [service('heart', { visitTypes: [code('ekg')] })],
        roles: [
          role({}),
          role({ practitioner: { reference: 'Practitioner/nameless', display: undefined } }),
          role({ practitioner: { reference: undefined, display: 'Dr. Elsewhere' } }),
          role({ specialties: [code('skin'), code('bones')] }),
        ],
        locations: [eastClinic, { ...eastClinic, reference: 'Location/x', name: undefined }],
        calendars: [{ ...calendar(code('eyes')), visitTypes: [code('check')] }],
      },
      { practitioners: [drChen], times: [time, time] },
    );
    await finding.open();
    const { practitioners, locations, specialties, visitTypes } = finding.options;
    expect(practitioners.map(({ reference }) => reference)).toEqual([
      drChen.reference,
      drOkafor.reference,
    ]);
    expect(locations).toEqual([{ reference: 'Location/east', display: 'East Clinic' }]);
    expect(specialties.map(({ display }) => display)).toEqual(['bones', 'eyes', 'heart', 'skin']);
    expect(visitTypes.map(({ display }) => display)).toEqual(['check', 'ekg', 'visit']);
  });

  test('is there before the directory is', () => {
    const finding = findingWith(
      scriptedEhr(),
      {},
      { practitioners: [drChen], times: [openTime(monday, { locations: [atWest] })] },
    );
    expect(finding.options.practitioners).toEqual([drChen]);
    expect(finding.options.locations).toEqual([atWest]);
  });

  test('has the addresses that the hospital gives', async () => {
    const finding = findingWith(scriptedEhr(), { locations: [eastClinic] });
    expect(finding.placeOf(atEast)).toBeUndefined();
    await finding.open();
    expect(finding.placeOf(atEast)).toEqual(eastClinic);
    expect(finding.placeOf(atWest)).toBeUndefined();
  });

  test('is remembered as it is chosen, one thing after the other', () => {
    const finding = findingWith(scriptedEhr());
    expect(finding.wish).toEqual(anything);
    finding.choose({ practitioners: [drChen] });
    finding.choose({ venues: ['video'] });
    expect(finding.wish).toEqual(wish({ practitioners: [drChen], venues: ['video'] }));
    finding.choose({ practitioners: [] });
    expect(finding.wish).toEqual(wish({ venues: ['video'] }));
  });
});

describe('where a wish has no times, the next best thing', () => {
  const okafor = openTime(monday + 1 * days, { practitioners: [drOkafor] });
  const west = openTime(monday + 2 * days, { practitioners: [drOkafor], locations: [atWest] });
  const video = openTime(monday + 3 * days, { locations: [atWest], venue: 'video' });
  const phone = openTime(monday + 4 * days, { locations: [atWest], venue: 'phone' });
  const all = [okafor, west, video, phone];
  /** An EHR that keeps to what it is asked. */
  const keeping =
    (times: readonly ProposedAppointment[]) =>
    ({ start, end, practitioners = [], locations = [], count = Infinity }: Search) => {
      const there = times.filter(
        (time) =>
          time.start >= start &&
          time.start < end &&
          (practitioners.length === 0 ||
            practitioners.includes(time.practitioners[0]?.reference ?? '')) &&
          (locations.length === 0 || locations.includes(time.locations[0]?.reference ?? '')),
      );
      return found(there.slice(0, count), { complete: there.length < count });
    };
  async function waysOf(asked: Wish, times: readonly ProposedAppointment[] = all) {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(keeping(times));
    const ways = await otherWays(asked, portsOf(ehr));
    if (ways === 'unknown') throw new Error('the EHR did not say');
    return { ways, kinds: ways.map(({ kind, next }) => [kind, next]), ehr };
  }
  const chenAtEast = wish({ practitioners: [drChen], locations: [atEast] });

  test('is other clinicians, other places, video, phone, in this order, each with its next time', async () => {
    const { kinds, ways } = await waysOf(chenAtEast);
    expect(kinds).toEqual([
      ['clinicians', okafor],
      ['places', okafor],
      ['video', video],
      ['phone', phone],
    ]);
    expect(ways.map((way) => way.wish)).toEqual([
      wish({ locations: [atEast] }),
      anything,
      wish({ venues: ['video'] }),
      wish({ venues: ['phone'] }),
    ]);
  });

  test('keeps to the rest of the wish: the kind of care and the hours', async () => {
    const evenings = { specialties: [code('skin')], partsOfDay: ['evening'] } as const;
    const evening = openTime(monday + 2 * days + 8 * hours, {
      practitioners: [drOkafor],
      specialties: [code('skin')],
    });
    const { kinds, ways, ehr } = await waysOf(wish({ ...evenings, practitioners: [drChen] }), [
      okafor,
      evening,
    ]);
    expect(kinds).toEqual([['clinicians', evening]]);
    expect(ways[0]?.wish).toEqual(wish(evenings));
    expect(asked(ehr).every(({ specialties }) => specialties?.[0]?.code === 'skin')).toBe(true);
  });

  test('has no way that leads to an empty list', async () => {
    expect((await waysOf(chenAtEast, [west])).kinds).toEqual([['places', west]]);
    expect((await waysOf(chenAtEast, [])).kinds).toEqual([]);
  });

  test('is not what was wished for itself', async () => {
    expect((await waysOf(wish({ venues: ['video'] }), [okafor, video, phone])).kinds).toEqual([
      ['phone', phone],
    ]);
    expect((await waysOf(anything)).kinds).toEqual([]);
    expect((await waysOf(wish({ partsOfDay: ['evening'] }))).kinds).toEqual([]);
  });

  test('[B18] is unknown where the EHR does not answer', async () => {
    const ehr = scriptedEhr();
    ehr.findAppointments.answers(failed('no-answer'));
    expect(await otherWays(chenAtEast, portsOf(ehr))).toBe('unknown');
  });

  test('is found also where a busy clinic has many other times before it', async () => {
    const busy = Array.from({ length: 200 }, (_, index) =>
      openTime(monday + hours + index * minutes, { practitioners: [drOkafor] }),
    );
    const evenings = wish({ practitioners: [drChen], partsOfDay: ['evening'] });
    const evening = openTime(monday + 9 * hours, { practitioners: [drOkafor] });
    const { kinds } = await waysOf(evenings, [...busy, evening, video]);
    expect(kinds).toEqual([['clinicians', evening]]);
    const byVideo = await waysOf(timesWith(drOkafor), [...busy, evening, video]);
    expect(byVideo.kinds).toContainEqual(['video', video]);
  });

  test('is looked for in the days that were wished for, also when they are far ahead', async () => {
    const far = openTime('2026-06-10T15:00:00Z', { practitioners: [drOkafor] });
    const june = wish({ practitioners: [drChen], from: '2026-06-01', to: '2026-06-30' });
    const { kinds, ehr } = await waysOf(june, [okafor, far]);
    expect(kinds).toEqual([['clinicians', far]]);
    expect(asked(ehr)[0]?.start).toBe(Date.parse('2026-05-31T10:00:00Z'));
  });

  test('[B19] is not asked for twice in the same words', async () => {
    for (const each of [chenAtEast, timesWith(drChen), wish({ venues: ['video'] })]) {
      const { ehr } = await waysOf(each);
      const words = asked(ehr).map((search) => JSON.stringify(search));
      expect(new Set(words).size).toBe(words.length);
    }
  });
});
