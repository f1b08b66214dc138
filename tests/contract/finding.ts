import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { findAppointments, type OpenTimes } from '../../src/scheduling/find-appointments.ts';
import type { Code, ProposedAppointment } from '../../src/scheduling/model.ts';
import type { Ehr } from '../../src/scheduling/ports.ts';
import { anything, searchOf, type Wish } from '../../src/scheduling/wish.ts';
import { bookingScopes, type World } from './world.ts';

const day = 86_400_000;
const snomed = 'http://snomed.info/sct';
const visitTypes = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const naomi = { reference: 'Practitioner/naomi-castellane', display: undefined };
const victor = { reference: 'Practitioner/victor-amaechi', display: undefined };
const madison = { reference: 'Location/prairie-junction', display: undefined };
const skin: Code = { system: snomed, code: '394582007', display: undefined };
const ekg: Code = { system: visitTypes, code: 'ekg', display: undefined };

const directoryScopes = ['HealthcareService', 'PractitionerRole', 'Schedule']
  .map((type) => `patient/${type}.read`)
  .concat(bookingScopes)
  .join(' ');

const whoOf = (time: ProposedAppointment) => time.practitioners[0]?.reference;
const whereOf = (time: ProposedAppointment) => time.locations[0]?.reference;
const codesOf = (codes: readonly Code[]) => codes.map(({ code }) => code);

/** A search by what a patient wishes for, told over a server that speaks the dialect. */
export function describeFinding(name: string, open: () => Promise<World>): void {
  describe(name, () => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    }, 60_000);
    beforeEach(() => {
      world.forget();
    });
    afterEach(() => {
      world.levers.clear();
    });
    afterAll(() => world.close());

    async function look(ehr: Ehr, wished: Partial<Wish>): Promise<OpenTimes> {
      const period = { start: world.now(), end: world.now() + 21 * day, count: 500 };
      const search = { ...searchOf({ ...anything, ...wished }), ...period };
      const found = await findAppointments(search, { ehr, now: world.now });
      if (!found.ok) throw new Error(JSON.stringify(found.failure));
      return found.value;
    }
    /** What the EHR was asked for, without the window and the patient. */
    const inputs = () =>
      world.wire().flatMap(({ call, body }) => {
        if (call.startsWith('POST')) {
          const { parameter } = body as { readonly parameter: readonly Record<string, string>[] };
          return parameter
            .filter(
              ({ name: input = '' }) => !['start', 'end', 'patient-reference'].includes(input),
            )
            .map(({ name: input, ...value }) => [input, ...Object.values(value)]);
        }
        return [...new URL(call.slice(4), 'http://ehr').searchParams].filter(
          ([input]) => !['start', 'end', 'patient-reference', '_count'].includes(input),
        );
      });

    describe.each(['POST', 'GET'] as const)('a search by %s', (find) => {
      it.each<
        [
          string,
          Partial<Wish>,
          readonly (readonly string[])[],
          (time: ProposedAppointment) => boolean,
        ]
      >([
        [
          'a clinician',
          { practitioners: [naomi] },
          [['practitioner', naomi.reference]],
          (time) => whoOf(time) === naomi.reference,
        ],
        [
          'either of two clinicians, in the order of preference',
          { practitioners: [victor, naomi] },
          [
            ['practitioner', victor.reference],
            ['practitioner', naomi.reference],
          ],
          (time) => [naomi.reference, victor.reference].includes(whoOf(time) ?? ''),
        ],
        [
          'a place',
          { locations: [madison] },
          [['location-reference', madison.reference]],
          (time) => whereOf(time) === madison.reference,
        ],
        [
          'a town',
          { places: ['Madison'] },
          [['location-string', 'Madison']],
          (time) => whereOf(time) === madison.reference,
        ],
        [
          'a zip code',
          { places: ['53703'] },
          [['location-string', '53703']],
          (time) => whereOf(time) === madison.reference,
        ],
        [
          'a specialty',
          { specialties: [skin] },
          [['specialty', `${snomed}|${skin.code}`]],
          (time) => codesOf(time.specialties).includes(skin.code),
        ],
        [
          'a kind of visit',
          { visitTypes: [ekg] },
          [['visit-type', `${visitTypes}|${ekg.code}`]],
          (time) => codesOf(time.visitTypeCodes).includes(ekg.code),
        ],
      ])('by %s asks for just that, and is kept to', async (_, wished, asked, isAsked) => {
        const found = await look(world.open({ find }), wished);
        expect(inputs()).toEqual(asked);
        expect(found.times.length).toBeGreaterThan(0);
        expect(found.times.filter((time) => !isAsked(time))).toEqual([]);
        expect(found).toMatchObject({ filtered: 0, ignored: [], dropped: 0 });
      });

      it('by all five at once asks for all five, and gives what is all of it', async () => {
        const ehr = world.open({ find });
        const [time] = (await look(ehr, { locations: [madison] })).times;
        if (time === undefined) throw new Error('no time in Madison');
        world.forget();
        const { practitioners, locations, specialties, visitTypeCodes } = time;
        const found = await look(ehr, {
          practitioners,
          locations,
          places: ['Madison'],
          specialties: specialties.slice(0, 1),
          visitTypes: visitTypeCodes.slice(0, 1),
        });
        expect(inputs().map(([input]) => input)).toEqual([
          'specialty',
          'visit-type',
          'practitioner',
          'location-string',
          'location-reference',
        ]);
        expect(found.times.map(({ start }) => start)).toContain(time.start);
        for (const each of found.times) {
          expect(whoOf(each)).toBe(whoOf(time));
          expect(whereOf(each)).toBe(madison.reference);
        }
        expect(found).toMatchObject({ filtered: 0, ignored: [] });
      });

      it('for what cannot be had together finds nothing, and nothing has failed', async () => {
        const found = await look(world.open({ find }), {
          places: ['Madison'],
          locations: [{ reference: 'Location/ocotillo', display: undefined }],
          practitioners: [{ reference: 'Practitioner/no-such', display: undefined }],
        });
        expect(found.times).toEqual([]);
      });

      it('for nothing in particular asks for nothing in particular', async () => {
        const { times } = await look(world.open({ find }), {});
        expect(inputs()).toEqual([]);
        expect(new Set(times.map(whoOf)).size).toBeGreaterThan(2);
      });
    });

    it('that is cut off goes on where it broke off: the same times as in one answer', async () => {
      const ehr = world.open();
      const wished = searchOf({ ...anything, practitioners: [naomi] });
      const end = world.now() + 14 * day;
      const ask = async (start: number, count: number) => {
        const found = await findAppointments(
          { ...wished, start, end, count },
          { ehr, now: world.now },
        );
        if (!found.ok) throw new Error(JSON.stringify(found.failure));
        return found.value;
      };
      const all = await ask(world.now(), 500);
      expect(all).toMatchObject({ complete: true, until: end });
      const keys = new Set<string>();
      for (let from = world.now(), asked = 0; from < end; asked += 1) {
        expect(asked).toBeLessThan(100);
        const { times, until } = await ask(from, 25);
        for (const { key } of times) keys.add(key);
        from = until;
      }
      expect([...keys]).toEqual(all.times.map(({ key }) => key));
    });

    describe('the hospital’s directory', () => {
      it('has names to choose from, with specialties and places that a search understands', async () => {
        const ehr = world.open({ scopes: directoryScopes });
        const { services, roles, locations } = await ehr.readDirectory();
        expect(locations.map(({ reference }) => reference)).toContain(madison.reference);
        expect(locations.every(({ name: place }) => place !== undefined)).toBe(true);
        expect(roles.map(({ practitioner }) => practitioner.reference)).toContain(naomi.reference);
        const offered = services.flatMap(({ specialties }) => specialties);
        const skilled = roles.flatMap(({ specialties }) => specialties);
        for (const codes of [offered, skilled]) {
          expect(codes.map(({ code }) => code)).toContain(skin.code);
        }
        const asked = offered.find(({ code }) => code === skin.code);
        const { times } = await look(ehr, { specialties: asked === undefined ? [] : [asked] });
        expect(times.length).toBeGreaterThan(0);
      });

      it('is left empty where the app has no right to it, and the places that it may read are there', async () => {
        const directory = await world.open().readDirectory();
        expect(directory).toMatchObject({ services: [], roles: [], calendars: undefined });
        expect(directory.locations.length).toBeGreaterThan(0);
      });

      it('is empty, and nothing has failed, where the session has ended', async () => {
        world.levers.add({
          match: { path: '/(HealthcareService|Location)' },
          fault: { kind: 'expire-token' },
        });
        const { services, locations } = await world
          .open({ scopes: directoryScopes })
          .readDirectory();
        expect({ services, locations }).toEqual({ services: [], locations: [] });
      });
    });
  });
}
