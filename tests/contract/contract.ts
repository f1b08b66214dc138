import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type { EhrFailure } from '../../src/scheduling/failure.ts';
import type { Hold, ProposedAppointment } from '../../src/scheduling/model.ts';
import type { ChangeAnswer, Ehr, Search } from '../../src/scheduling/ports.ts';
import type { Result } from '../../src/scheduling/result.ts';
import type { Fault } from '../../sandbox/types.ts';
import type { Opening, World } from './world.ts';

const day = 86_400_000;
const minute = 60_000;
const mine = 'Patient/noor-lindgren';
const visitTypes = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
const snomed = 'http://snomed.info/sct';

function valueOf<Value>(result: Result<Value, EhrFailure>): Value {
  if (result.ok) return result.value;
  throw new Error(`failed: ${JSON.stringify(result.failure)}`);
}

/** What every dialect owes the domain, told over a server that speaks it. */
export function describeContract(name: string, open: () => Promise<World>): void {
  describe(name, () => {
    let world: World;
    beforeAll(async () => {
      world = await open();
    }, 60_000);
    afterEach(() => {
      world.levers.clear();
    });
    afterAll(() => world.close());

    const soon = (more: Partial<Search> = {}): Search => ({
      start: world.now(),
      end: world.now() + 21 * day,
      ...more,
    });
    const openTimes = async (ehr: Ehr, more: Partial<Search> = {}) =>
      valueOf(await ehr.findAppointments(soon(more))).appointments;
    let used = 0;
    /** The soonest open time later than every one before: tests share a clinic, and no two of them a moment. */
    const openTime = async (ehr: Ehr): Promise<ProposedAppointment> => {
      const start = Math.max(world.now(), used) + minute;
      const [time] = await openTimes(ehr, { count: 1, start });
      if (time === undefined) throw new Error('the clinic is full');
      used = time.start;
      return time;
    };
    const isOpen = async ({ start, end, practitioners }: ProposedAppointment): Promise<boolean> => {
      const [{ reference = '' } = {}] = practitioners;
      const times = await openTimes(world.open(), { start, end, practitioners: [reference] });
      return times.some((time) => time.start === start);
    };
    /** Somebody else books it. */
    const take = async ({ resource }: ProposedAppointment): Promise<void> => {
      const slotId = /Slot\/([^"]+)/.exec(JSON.stringify(resource))?.[1] ?? '';
      await world.levers.takeTime({ slotId });
    };
    const hold = async (ehr: Ehr, time: ProposedAppointment): Promise<Hold> => {
      const { appointment, expires } = valueOf(await ehr.holdAppointment(time));
      if (appointment?.status !== 'pending') throw new Error('not held');
      return { appointment, until: expires };
    };
    const strike = (path: keyof World['at'], fault: Fault): void => {
      world.levers.add({ match: { path: world.at[path] }, fault });
    };
    const listAt = async (ehr: Ehr, { start }: { start: number }) =>
      valueOf(await ehr.listAppointments({ from: start, to: start + 1 })).appointments;
    const sent = (path: keyof World['at']): number =>
      world.wire().filter(({ call }) => new RegExp(world.at[path]).test(call)).length;

    describe.each(['POST', 'GET'] as const)('finding open times by %s', (find) => {
      const opened = (more: Opening = {}): Ehr => world.open({ find, ...more });

      it('gives open times with everything that a patient chooses by', async () => {
        const found = valueOf(await opened().findAppointments(soon({ count: 200 })));
        expect(found.dropped).toBe(0);
        expect(found.appointments.length).toBeGreaterThan(20);
        for (const time of found.appointments) {
          expect(time).toMatchObject({ patients: [], writtenOffset: undefined });
          expect(time.end).toBeGreaterThan(time.start);
          expect(time.visitType).toBeTruthy();
          expect(time.practitioners[0]?.reference).toMatch(/^Practitioner\//);
          expect(time.locations[0]?.reference).toMatch(/^Location\//);
        }
        expect(new Set(found.appointments.map(({ key }) => key)).size).toBe(
          found.appointments.length,
        );
      });

      it.each([
        ['a clinician', { practitioners: ['Practitioner/naomi-castellane'] }],
        [
          'either of two clinicians',
          { practitioners: ['Practitioner/naomi-castellane', 'Practitioner/victor-amaechi'] },
        ],
      ])('narrows to %s', async (_, more) => {
        const times = await openTimes(opened(), { ...more, count: 300 });
        const seen = new Set(
          times.flatMap(({ practitioners }) => practitioners.map(({ reference }) => reference)),
        );
        expect([...seen].sort()).toEqual([...more.practitioners].sort());
      });

      it('narrows to a place, by reference or by its town', async () => {
        for (const more of [
          { locations: ['Location/prairie-junction'] },
          { places: ['Madison'] },
        ]) {
          const times = await openTimes(opened(), { ...more, count: 50 });
          const seen = new Set(times.map(({ locations }) => locations[0]?.reference));
          expect([...seen]).toEqual(['Location/prairie-junction']);
        }
      });

      it('takes a comma for a comma', async () => {
        expect(await openTimes(opened(), { places: ['Madison, Portland'] })).toEqual([]);
        expect(await openTimes(opened(), { places: ['Madison', 'Portland'] })).not.toEqual([]);
      });

      it('narrows to a kind of visit, a specialty, a reason and an organization', async () => {
        const code = (system: string, value: string) => ({
          system,
          code: value,
          display: undefined,
        });
        const ekg = await openTimes(opened(), { visitTypes: [code(visitTypes, 'ekg')], count: 5 });
        expect(ekg.length).toBeGreaterThan(0);
        for (const { visitTypeCodes } of ekg) expect(visitTypeCodes[0]?.code).toBe('ekg');

        const skin = await openTimes(opened(), {
          specialties: [code(snomed, '394582007')],
          count: 5,
        });
        expect(skin.length).toBeGreaterThan(0);
        for (const { specialties } of skin) expect(specialties[0]?.code).toBe('394582007');

        const eyes = await openTimes(opened(), { reasons: [code(snomed, '111516008')], count: 5 });
        expect(eyes.length).toBeGreaterThan(0);
        for (const { specialties } of eyes) expect(specialties[0]?.code).toBe('394594003');

        const partners = await openTimes(opened(), {
          organizations: ['Organization/saguaro-eye'],
          count: 300,
        });
        const everyone = await openTimes(opened(), { count: 300 });
        expect(partners.length).toBeGreaterThan(0);
        expect(
          new Set(partners.map(({ practitioners }) => practitioners[0]?.reference)).size,
        ).toBeLessThan(
          new Set(everyone.map(({ practitioners }) => practitioners[0]?.reference)).size,
        );
      });

      it('gives no more than asked for, and says whether that was all', async () => {
        const some = valueOf(await opened().findAppointments(soon({ count: 3 })));
        expect(some.appointments).toHaveLength(3);
        expect(some.complete).toBe(false);
        const few = {
          practitioners: ['Practitioner/naomi-castellane'],
          end: world.now() + 2 * day,
          count: 500,
        };
        expect(valueOf(await opened().findAppointments(soon(few))).complete).toBe(true);
      });

      it('gives none where none is, and says so without failing', async () => {
        const never = { start: world.now() + 400 * day, end: world.now() + 401 * day };
        expect(valueOf(await opened().findAppointments(never))).toMatchObject({
          appointments: [],
          dropped: 0,
        });
      });

      it('keeps what the EHR says beside the times', async () => {
        const far = soon({ end: world.now() + 90 * day, count: 1 });
        const { notices } = valueOf(await opened().findAppointments(far));
        expect(notices.map(({ severity }) => severity)).toContain('information');
      });

      it('is refused where the app has no right to it', async () => {
        const found = await opened({ scopes: 'patient/Patient.read' }).findAppointments(soon());
        expect(found).toMatchObject({ ok: false, failure: { kind: 'not-permitted' } });
      });

      it('says what the EHR did not like', async () => {
        const found = await opened().findAppointments(soon({ end: world.now() - day }));
        expect(found).toMatchObject({ ok: false, failure: { kind: 'rejected' } });
        if (!found.ok) expect(found.failure.notices[0]?.text).toMatch(/end/);
      });
    });

    describe.each([
      ['whose proposals have ids', false],
      ['whose proposals have none', true],
    ])('a server %s', (_, withoutIds) => {
      it('holds a time for this patient, and says until when', async () => {
        const ehr = world.open({ withoutIds });
        const time = await openTime(ehr);
        expect(time.id === undefined).toBe(withoutIds);
        const held = await hold(ehr, time);
        expect(held.appointment).toMatchObject({
          start: time.start,
          end: time.end,
          patients: [mine],
        });
        expect(held.appointment.id).not.toBe(time.id);
        expect(held.until).toBe(world.now() + 10 * minute);
        expect(await isOpen(time)).toBe(false);
        expect(await listAt(ehr, time)).toMatchObject([
          { id: held.appointment.id, status: 'pending' },
        ]);
      });

      it('books a held time, with the words of the patient', async () => {
        const ehr = world.open({ withoutIds });
        const time = await openTime(ehr);
        const comment = 'Back pain since Monday, "sharp" & <worse>';
        const answer = valueOf(
          await ehr.bookAppointment({ time, hold: await hold(ehr, time), comment }),
        );
        expect(answer.appointment).toMatchObject({
          status: 'booked',
          start: time.start,
          patients: [mine],
          comment,
        });
        expect(await listAt(ehr, time)).toMatchObject([
          { id: answer.appointment?.id, status: 'booked' },
        ]);
        expect(valueOf(await ehr.readAppointment(answer.appointment?.id ?? ''))).toMatchObject({
          status: 'booked',
          comment,
        });
      });

      it('books a time without a hold', async () => {
        const ehr = world.open({ withoutIds });
        const time = await openTime(ehr);
        const { appointment } = valueOf(
          await ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
        );
        expect(appointment).toMatchObject({
          status: 'booked',
          start: time.start,
          patients: [mine],
          comment: undefined,
        });
      });

      it('refuses a time that somebody else took, and nothing is booked', async () => {
        const ehr = world.open({ withoutIds });
        for (const change of [
          (time: ProposedAppointment) => ehr.holdAppointment(time),
          (time: ProposedAppointment) =>
            ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
        ]) {
          const time = await openTime(ehr);
          await take(time);
          const answer = valueOf(await change(time));
          expect(answer.appointment).toMatchObject({ status: 'cancelled', start: time.start });
          expect(answer.notices).toMatchObject([{ severity: 'error', code: 'conflict' }]);
          expect(await listAt(ehr, time)).toEqual([]);
        }
      });
    });

    describe('a hold', () => {
      it('can be kept longer, up to what the clinic allows', async () => {
        const ehr = world.open();
        let held = await hold(ehr, await openTime(ehr));
        world.pass(5 * minute);
        const longer = valueOf(await ehr.extendHold(held));
        expect(longer.appointment).toMatchObject({ id: held.appointment.id, status: 'pending' });
        expect(longer.expires).toBe(world.now() + 10 * minute);

        let last: Result<ChangeAnswer, EhrFailure> = { ok: true, value: longer };
        for (let turn = 0; turn < 20 && last.ok; turn += 1) {
          world.pass(5 * minute);
          held = { ...held, until: last.value.expires };
          last = await ehr.extendHold(held);
        }
        expect(last).toMatchObject({ ok: false, failure: { kind: 'conflict' } });
      });

      it('ends by itself, and then cannot be booked', async () => {
        const ehr = world.open();
        const time = await openTime(ehr);
        const held = await hold(ehr, time);
        world.pass(11 * minute);
        const answer = valueOf(await ehr.bookAppointment({ time, hold: held, comment: undefined }));
        expect(answer.appointment?.status).toBe('cancelled');
        expect(await listAt(ehr, time)).toEqual([]);
      });

      it('is given back, and the time is open again', async () => {
        const ehr = world.open();
        const time = await openTime(ehr);
        const held = await hold(ehr, time);
        const released = valueOf(await ehr.releaseHold(held));
        expect(released.appointment).toMatchObject({
          id: held.appointment.id,
          status: 'cancelled',
        });
        expect(await isOpen(time)).toBe(true);
      });

      it('is not given back when it changed meanwhile', async () => {
        const ehr = world.open();
        const time = await openTime(ehr);
        const held = await hold(ehr, time);
        valueOf(await ehr.bookAppointment({ time, hold: held, comment: undefined }));
        expect(await ehr.releaseHold(held)).toMatchObject({
          ok: false,
          failure: { kind: 'conflict' },
        });
        expect(await listAt(ehr, time)).toMatchObject([{ status: 'booked' }]);
      });

      it('that is lost to somebody else cannot be booked', async () => {
        const ehr = world.open();
        const time = await openTime(ehr);
        const held = await hold(ehr, time);
        await world.levers.takeTime({ appointmentId: held.appointment.id });
        const answer = valueOf(await ehr.bookAppointment({ time, hold: held, comment: undefined }));
        expect(answer.appointment?.status).toBe('cancelled');
      });
    });

    describe("the patient's records", () => {
      const ruth = () => world.open({ patient: 'ruth-okafor' });

      it('has every appointment, over all pages, each once', async () => {
        world.forget();
        const { appointments, complete } = valueOf(await ruth().listAppointments({}));
        expect(sent('list')).toBeGreaterThan(1);
        expect(complete).toBe(true);
        expect(appointments.length).toBeGreaterThan(30);
        expect(new Set(appointments.map(({ id }) => id)).size).toBe(appointments.length);
        for (const { patients } of appointments) expect(patients).toContain('Patient/ruth-okafor');
        expect(appointments.map(({ status }) => status)).toContain('cancelled');
      });

      it('has the appointments of a period', async () => {
        const coming = valueOf(await ruth().listAppointments({ from: world.now() })).appointments;
        const past = valueOf(await ruth().listAppointments({ to: world.now() })).appointments;
        const whole = valueOf(await ruth().listAppointments({})).appointments;
        expect(coming.every(({ start }) => start >= world.now())).toBe(true);
        expect(past.every(({ start }) => start < world.now())).toBe(true);
        expect(coming.length + past.length).toBe(whole.length);
        expect(coming.length).toBeGreaterThan(0);
      });

      it('says that some may be missing when a later page fails', async () => {
        world.levers.add({ match: { path: '_page=' }, fault: { kind: 'answer', status: 500 } });
        const { appointments, complete } = valueOf(await ruth().listAppointments({}));
        expect(appointments.length).toBeGreaterThan(0);
        expect(complete).toBe(false);
      });

      it('has the patient, their doctor, places and insurance', async () => {
        const ehr = world.open({ patient: 'maria-alvarez' });
        expect(valueOf(await ehr.readPatient())).toMatchObject({
          id: 'maria-alvarez',
          name: 'Maria Alvarez',
          birthDate: '1984-03-17',
          phone: '+1-480-555-0133',
          email: 'maria.alvarez@mail.example',
          languages: ['en'],
          generalPractitioners: [{ reference: 'Practitioner/mateo-quintanar' }],
        });
        const doctor = valueOf(await ehr.readPractitioner('Practitioner/mateo-quintanar'));
        expect(doctor.name).toMatch(/Quintanar/);
        expect(valueOf(await ehr.readLocation('Location/harborview'))).toEqual({
          reference: 'Location/harborview',
          name: 'Larkspur Harborview Clinic',
          address: ['210 Quayside Avenue', 'Portland, ME 04101'],
          phone: '+1-207-555-0140',
          timeZone: 'America/New_York',
        });
        expect(valueOf(await ehr.listCoverages())).toMatchObject([
          { plan: 'Beacon Mutual Choice PPO', payer: 'Beacon Mutual', status: 'active' },
        ]);
        expect(valueOf(await world.open().listCoverages())).toEqual([]);
      });

      it("does not open another patient's appointment", async () => {
        const [visit] = valueOf(await ruth().listAppointments({ from: world.now() })).appointments;
        expect(await world.open().readAppointment(visit?.id ?? '')).toMatchObject({
          ok: false,
          failure: { kind: 'not-permitted' },
        });
      });

      it('tells what is not there from what may not be seen', async () => {
        expect(await world.open().readAppointment('no-such')).toMatchObject({
          failure: { kind: 'not-found' },
        });
        expect(await world.open().readLocation('Location/no-such')).toMatchObject({
          failure: { kind: 'not-found' },
        });
        const narrow = world.open({ scopes: 'patient/Appointment.read' });
        expect(await narrow.readPatient()).toMatchObject({ failure: { kind: 'not-permitted' } });
      });
    });

    describe('when something goes wrong', () => {
      it.each([
        [401, 'session-ended'],
        [403, 'not-permitted'],
        [405, 'not-supported'],
        [409, 'conflict'],
        [412, 'conflict'],
        [422, 'conflict'],
        [423, 'conflict'],
        [424, 'conflict'],
        [429, 'too-busy'],
        [500, 'server-error'],
        [502, 'server-error'],
      ] as const)(
        '%i at a booking is %s, sent once, and nothing is booked',
        async (status, kind) => {
          const ehr = world.open();
          const time = await openTime(ehr);
          world.forget();
          strike('book', { kind: 'answer', status, contentType: 'text/plain', body: 'No.' });
          const answer = await ehr.bookAppointment({ time, hold: undefined, comment: undefined });
          expect(answer).toMatchObject({ ok: false, failure: { kind } });
          expect(sent('book')).toBe(1);
          expect(await listAt(ehr, time)).toEqual([]);
        },
      );

      it.each([
        [
          'a page',
          { status: 200, contentType: 'text/html', body: '<!doctype html><h1>Sign in</h1>' },
          'html',
        ],
        ['nothing', { status: 200 }, 'empty'],
        [
          'half an answer',
          { status: 200, contentType: 'application/fhir+json', body: '{"resourceType":"Bundle"' },
          'not-json',
        ],
        [
          'something else',
          { status: 200, body: { resourceType: 'Patient', id: 'noor-lindgren' } },
          'other-resource',
        ],
      ] as const)(
        '%s instead of an answer leaves it open, and the list has the truth',
        async (_, answer, what) => {
          const ehr = world.open();
          for (const kind of ['answer', 'answer-after'] as const) {
            const time = await openTime(ehr);
            strike('book', { kind, ...answer });
            expect(
              await ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
            ).toMatchObject({
              ok: false,
              failure: { kind: 'unreadable', what },
            });
            expect(await listAt(ehr, time)).toHaveLength(kind === 'answer' ? 0 : 1);
          }
        },
      );

      it('a lost answer is no answer, whether or not the EHR acted', async () => {
        const ehr = world.open();
        for (const kind of ['drop-before', 'drop-after'] as const) {
          const time = await openTime(ehr);
          world.forget();
          strike('book', { kind });
          const answer = await ehr.bookAppointment({ time, hold: undefined, comment: undefined });
          expect(answer).toMatchObject({
            ok: false,
            failure: { kind: 'no-answer', timedOut: false },
          });
          expect(sent('book')).toBe(1);
          const booked = await listAt(ehr, time);
          expect(booked.map(({ status }) => status)).toEqual(
            kind === 'drop-before' ? [] : ['booked'],
          );
        }
      });

      it('an answer that comes too late is no answer', async () => {
        const ehr = world.open({ patience: { read: 5_000, change: 50 } });
        const time = await openTime(ehr);
        strike('hold', { kind: 'slow', milliseconds: 200 });
        expect(await ehr.holdAppointment(time)).toMatchObject({
          ok: false,
          failure: { kind: 'no-answer', timedOut: true },
        });
        expect(await listAt(ehr, time)).toMatchObject([{ status: 'pending' }]);
      });

      it('a session that ends is told at every call', async () => {
        const ehr = world.open();
        const time = await openTime(ehr);
        strike('hold', { kind: 'expire-token' });
        const ended = { ok: false, failure: { kind: 'session-ended' } };
        expect(await ehr.holdAppointment(time)).toMatchObject(ended);
        expect(await ehr.findAppointments(soon())).toMatchObject(ended);
        expect(await ehr.readPatient()).toMatchObject(ended);
        expect(await ehr.listAppointments({})).toMatchObject(ended);
      });

      it('a server without holds is told from a time that is not there', async () => {
        const ehr = world.open();
        const time = await openTime(ehr);
        strike('hold', {
          kind: 'answer',
          status: 404,
          contentType: 'text/html',
          body: '<h1>404</h1>',
        });
        expect(await ehr.holdAppointment(time)).toMatchObject({
          failure: { kind: 'not-supported' },
        });
        expect(await ehr.holdAppointment({ ...time, id: 'no-such' })).toMatchObject({
          failure: { kind: 'not-found' },
        });
      });

      it('a search that nobody waits for any more ends', async () => {
        const stop = new AbortController();
        strike('find', { kind: 'slow', milliseconds: 500 });
        const finding = world.open().findAppointments(soon(), stop.signal);
        stop.abort();
        expect(await finding).toMatchObject({
          ok: false,
          failure: { kind: 'no-answer', timedOut: false },
        });
      });
    });
  });
}
