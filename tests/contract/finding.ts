import { describe, expect, it } from 'vitest';

import { findAppointments } from '../../src/scheduling/find-appointments.ts';
import type { Code, ProposedAppointment } from '../../src/scheduling/model.ts';
import type { Search } from '../../src/scheduling/ports.ts';
import { day, mine, minute, type Scene, valueOf } from './scene.ts';
import { bookingScopes } from './world.ts';
import type { Input, WholeRow } from './worlds.ts';

const snomed = 'http://snomed.info/sct';
const visitTypeSystem = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const naomi = 'Practitioner/naomi-castellane';
const victor = 'Practitioner/victor-amaechi';
const madison = 'Location/prairie-junction';
const tempe = 'Location/ocotillo';
const codeOf = (system: string, code: string): Code => ({ system, code, display: undefined });

const directoryScopes = ['HealthcareService', 'PractitionerRole', 'Schedule']
  .map((type) => `patient/${type}.read`)
  .concat(bookingScopes)
  .join(' ');

/** What the domain checks in the answer, so that an EHR need not narrow by it. */
const checked: readonly Input[] = ['practitioners', 'locations', 'specialties', 'visitTypes'];

const whoOf = (time: ProposedAppointment) => time.practitioners[0]?.reference;
const whereOf = (time: ProposedAppointment) => time.locations[0]?.reference;
const momentOf = (time: ProposedAppointment) => `${String(time.start)} ${whoOf(time) ?? ''}`;
const has = (codes: readonly Code[], { system, code }: Code): boolean =>
  codes.some((each) => each.system === system && each.code === code);

interface Wished {
  readonly by: Input;
  readonly title: string;
  readonly search: Partial<Search>;
  readonly fits: (time: ProposedAppointment) => boolean;
}

/** Finding open times, in every way that the dialect has. */
export function describeFinding({ does, code, scopes }: WholeRow, scene: Scene): void {
  const skin = code(codeOf(snomed, '394582007'));
  const eyes = code(codeOf(snomed, '394594003'));
  const sore = code(codeOf(snomed, '111516008'));
  const ekg = code(codeOf(visitTypeSystem, 'ekg'));
  const physical = code(codeOf(visitTypeSystem, 'physical'));
  const inMadison = (time: ProposedAppointment) => whereOf(time) === madison;
  const wishes: readonly Wished[] = [
    {
      by: 'practitioners',
      title: 'a clinician',
      search: { practitioners: [naomi] },
      fits: (time) => whoOf(time) === naomi,
    },
    { by: 'locations', title: 'a place', search: { locations: [madison] }, fits: inMadison },
    { by: 'places', title: 'a town', search: { places: ['Madison'] }, fits: inMadison },
    { by: 'places', title: 'a zip code', search: { places: ['53703'] }, fits: inMadison },
    {
      by: 'specialties',
      title: 'a specialty',
      search: { specialties: [skin] },
      fits: ({ specialties }) => has(specialties, skin),
    },
    {
      by: 'visitTypes',
      title: 'a kind of visit',
      search: { visitTypes: [ekg] },
      fits: ({ visitTypeCodes }) => has(visitTypeCodes, ekg),
    },
    {
      by: 'reasons',
      title: 'a reason',
      search: { reasons: [sore] },
      fits: ({ specialties }) => has(specialties, eyes),
    },
  ];
  const choices: readonly (readonly [
    Input,
    { readonly search: Partial<Search>; readonly fits: readonly Wished['fits'][] },
  ])[] = [
    [
      'practitioners',
      {
        search: { practitioners: [victor, naomi] },
        fits: [(time) => whoOf(time) === victor, (time) => whoOf(time) === naomi],
      },
    ],
    [
      'locations',
      {
        search: { locations: [tempe, madison] },
        fits: [(time) => whereOf(time) === tempe, inMadison],
      },
    ],
    [
      'specialties',
      {
        search: { specialties: [eyes, skin] },
        fits: [eyes, skin].map((wanted) => (time) => has(time.specialties, wanted)),
      },
    ],
    [
      'visitTypes',
      {
        search: { visitTypes: [physical, ekg] },
        fits: [physical, ekg].map((wanted) => (time) => has(time.visitTypeCodes, wanted)),
      },
    ],
  ];
  const narrowing = (narrows: boolean) =>
    wishes
      .filter(({ by }) => does.narrows.includes(by) === narrows)
      .map((wish) => [wish.title, wish] as const);

  describe('finding open times', () => {
    const { look, soon } = scene;

    describe.each(does.finds)('by %s', (find) => {
      const opened = () => scene.world.open({ settings: { find } });
      const found = async (more: Partial<Search> = {}) =>
        valueOf(await opened().findAppointments(soon({ count: 500, ...more })));

      it('gives open times with everything that a patient chooses by', async () => {
        const { times, dropped } = await look(opened(), { count: 200 });
        expect(dropped).toBe(0);
        expect(times.length).toBeGreaterThan(20);
        for (const time of times) {
          expect(time.end).toBeGreaterThan(time.start);
          expect(time.visitType).toBeTruthy();
          expect(time.practitioners[0]?.reference).toMatch(/^Practitioner\//);
          expect(time.practitioners[0]?.display).toBeTruthy();
          expect(time.locations[0]?.reference).toMatch(/^Location\//);
          expect(time.patients.filter((patient) => patient !== mine)).toEqual([]);
          expect(time.id !== undefined).toBe(does.ids !== false);
        }
        expect(new Set(times.map(({ key }) => key)).size).toBe(times.length);
      });

      it.each(narrowing(true))('narrows to %s', async (_, { search, fits }) => {
        const { appointments, dropped } = await found(search);
        expect(appointments.length).toBeGreaterThan(0);
        expect(appointments.filter((time) => !fits(time))).toEqual([]);
        expect(dropped).toBe(0);
        expect(await look(opened(), { ...search, count: 500 })).toMatchObject({
          filtered: 0,
          ignored: [],
        });
      });

      it.each(narrowing(false).filter(([, { by }]) => checked.includes(by)))(
        'leaves it to the domain to narrow to %s',
        async (_, { search, fits }) => {
          const { appointments } = await found(search);
          expect(appointments.filter((time) => !fits(time))).not.toEqual([]);
          const { times } = await look(opened(), { ...search, count: 500 });
          expect(times.length).toBeGreaterThan(0);
          expect(times.filter((time) => !fits(time))).toEqual([]);
        },
      );

      it.each(choices)('finds either of two: %s', async (_, { search, fits }) => {
        const ehr = opened();
        const { start, end } = soon();
        const missing = new Set(fits);
        // An EHR that cannot be asked for both gives everything, and so perhaps not all of it at once.
        for (let from = start; from < end && missing.size > 0;) {
          const { times, until } = await look(ehr, { ...search, start: from, end, count: 500 });
          expect(times.filter((time) => !fits.some((fitting) => fitting(time)))).toEqual([]);
          for (const fitting of missing) if (times.some(fitting)) missing.delete(fitting);
          from = Math.max(until, from + minute);
        }
        expect(missing.size).toBe(0);
      });

      it.each(narrowing(false).filter(([, { by }]) => !checked.includes(by)))(
        'finds as much for %s as without',
        async (_, { search }) => {
          const all = (await found()).appointments.map(momentOf);
          expect((await found(search)).appointments.map(momentOf)).toEqual(all);
        },
      );

      if (does.narrows.includes('places'))
        it('takes a comma for a comma', async () => {
          expect((await found({ places: ['Madison, Portland'] })).appointments).toEqual([]);
          expect((await found({ places: ['Madison', 'Portland'] })).appointments).not.toEqual([]);
        });

      if (does.narrows.includes('organizations'))
        it('narrows to an organization', async () => {
          const partners = (await found({ organizations: ['Organization/saguaro-eye'] }))
            .appointments;
          const everyone = (await found()).appointments;
          expect(partners.length).toBeGreaterThan(0);
          expect(new Set(partners.map(whoOf)).size).toBeLessThan(new Set(everyone.map(whoOf)).size);
        });

      it('for all at once gives what is all of it', async () => {
        const [time] = (await look(opened(), { locations: [madison], count: 500 })).times;
        if (time === undefined) throw new Error('no time in Madison');
        const { practitioners, locations, specialties, visitTypeCodes } = time;
        const { times } = await look(opened(), {
          practitioners: practitioners.flatMap(({ reference }) => reference ?? []),
          locations: locations.flatMap(({ reference }) => reference ?? []),
          places: ['Madison'],
          specialties: specialties.slice(0, 1),
          visitTypes: visitTypeCodes.slice(0, 1),
          count: 500,
        });
        expect(times.map(({ start }) => start)).toContain(time.start);
        for (const each of times) {
          expect(whoOf(each)).toBe(whoOf(time));
          expect(whereOf(each)).toBe(madison);
        }
      });

      it('for what cannot be had together finds nothing, and nothing has failed', async () => {
        const { times } = await look(opened(), {
          locations: [tempe],
          practitioners: ['Practitioner/no-such'],
        });
        expect(times).toEqual([]);
      });

      if (does.count)
        it('gives no more than asked for, and says whether that was all', async () => {
          const some = await found({ count: 3 });
          expect(some.appointments).toHaveLength(3);
          expect(some.complete).toBe(false);
          const few = { practitioners: [naomi], end: scene.world.now() + 2 * day };
          expect((await found(few)).complete).toBe(true);
        });

      if (does.pages.includes('find'))
        it('reads every page', async () => {
          const search = { practitioners: [naomi], end: scene.world.now() + 14 * day };
          scene.world.forget();
          const all = await found(search);
          const asked = scene.world.wire().length;
          scene.world.rules.find = { pageSize: 10 };
          scene.world.forget();
          const inPages = await found(search);
          expect(scene.world.wire().length).toBeGreaterThan(asked);
          expect(inPages.appointments.map(momentOf)).toEqual(all.appointments.map(momentOf));
          expect(inPages.complete).toBe(true);
        });

      it('gives none where none is, and says so without failing', async () => {
        const { world } = scene;
        const never = { start: world.now() + 400 * day, end: world.now() + 401 * day };
        expect(await found(never)).toMatchObject({ appointments: [], dropped: 0 });
      });

      if (does.notices)
        it('keeps what the EHR says beside the times', async () => {
          const { notices } = await found({ end: scene.world.now() + 90 * day, count: 1 });
          expect(notices.map(({ severity }) => severity)).toContain('information');
        });

      if (does.needsToken)
        it('is refused where the app has no right to it', async () => {
          const ehr = scene.world.open({ settings: { find }, scopes: 'patient/Patient.read' });
          expect(await ehr.findAppointments(soon())).toMatchObject({
            failure: { kind: 'not-permitted' },
          });
        });

      if (does.refusesWindow)
        it('says what the EHR did not like', async () => {
          const answer = await opened().findAppointments(soon({ end: scene.world.now() - day }));
          if (answer.ok || answer.failure.kind !== 'rejected') throw new Error('not refused');
          expect(answer.failure.notices[0]?.text).toBeTruthy();
        });
    });

    it('that is cut off goes on where it broke off: the same times as in one answer', async () => {
      const { world, ports } = scene;
      const ehr = world.open();
      const end = world.now() + 14 * day;
      const ask = async (start: number, count: number) =>
        valueOf(await findAppointments({ practitioners: [naomi], start, end, count }, ports(ehr)));
      const all = await ask(world.now(), 5_000);
      expect(all).toMatchObject({ complete: true, until: end });
      const moments = new Set<string>();
      for (let from = world.now(), asked = 0; from < end; asked += 1) {
        expect(asked).toBeLessThan(100);
        const { times, until } = await ask(from, 25);
        for (const time of times) moments.add(momentOf(time));
        from = until;
      }
      expect([...moments]).toEqual([...new Set(all.times.map(momentOf))]);
    });

    describe('the hospital’s directory', () => {
      it('has names to choose from, with specialties and places that a search understands', async () => {
        const ehr = scene.world.open({ scopes: `${directoryScopes} ${scopes}` });
        const { services, roles, locations } = await ehr.readDirectory();
        expect(locations.map(({ reference }) => reference)).toContain(madison);
        expect(locations.every(({ name: place }) => place !== undefined)).toBe(true);
        expect(roles.map(({ practitioner }) => practitioner.reference)).toContain(naomi);
        const offered = services.flatMap(({ specialties }) => specialties);
        const skilled = roles.flatMap(({ specialties }) => specialties);
        for (const codes of [offered, skilled]) expect(has(codes, skin)).toBe(true);
        const { times } = await look(ehr, { specialties: [skin], count: 500 });
        expect(times.length).toBeGreaterThan(0);
      });

      it('is left empty where the app has no right to it, and the places that it may read are there', async () => {
        const directory = await scene.world.open({ scopes: bookingScopes }).readDirectory();
        expect(directory).toMatchObject({ services: [], roles: [], calendars: undefined });
        expect(directory.locations.length).toBeGreaterThan(0);
      });

      if (does.needsToken)
        it('is empty, and nothing has failed, where the session has ended', async () => {
          scene.world.levers.add({
            match: { path: '/(HealthcareService|Location)' },
            fault: { kind: 'expire-token' },
          });
          const directory = await scene.world.open({ scopes: directoryScopes }).readDirectory();
          expect(directory).toMatchObject({ services: [], locations: [] });
        });
    });
  });
}
