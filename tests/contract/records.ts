import { describe, expect, it } from 'vitest';

import { type Scene, valueOf } from './scene.ts';
import type { WholeRow } from './worlds.ts';

/** What the app reads of the patient, and of the clinic. */
export function describeRecords({ does }: WholeRow, scene: Scene): void {
  describe("the patient's records", () => {
    const ruth = () => scene.world.open({ patient: 'ruth-okafor' });

    it('have every appointment, each once', async () => {
      scene.world.forget();
      const { appointments, complete } = valueOf(await ruth().listAppointments({}));
      if (does.pages.includes('list')) expect(scene.world.sent('list')).toBeGreaterThan(1);
      expect(complete).toBe(true);
      expect(appointments.length).toBeGreaterThan(30);
      expect(new Set(appointments.map(({ id }) => id)).size).toBe(appointments.length);
      for (const { patients } of appointments) expect(patients).toContain('Patient/ruth-okafor');
      expect(appointments.map(({ status }) => status)).toContain('cancelled');
    });

    it('have the appointments of a period', async () => {
      const { world } = scene;
      const coming = valueOf(await ruth().listAppointments({ from: world.now() })).appointments;
      const past = valueOf(await ruth().listAppointments({ to: world.now() })).appointments;
      const whole = valueOf(await ruth().listAppointments({})).appointments;
      expect(coming.every(({ start }) => start >= world.now())).toBe(true);
      expect(past.every(({ start }) => start < world.now())).toBe(true);
      expect(coming.length + past.length).toBe(whole.length);
      expect(coming.length).toBeGreaterThan(0);
    });

    if (does.pages.includes('list'))
      it('say that some may be missing when a later page fails', async () => {
        scene.strike('nextPage', { kind: 'answer', status: 500 });
        const { appointments, complete } = valueOf(await ruth().listAppointments({}));
        expect(appointments.length).toBeGreaterThan(0);
        expect(complete).toBe(false);
      });

    it('have the patient, their doctor, places and insurance', async () => {
      const ehr = scene.world.open({ patient: 'maria-alvarez' });
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
      expect(valueOf(await scene.world.open().listCoverages())).toEqual([]);
    });

    it("do not open another patient's appointment", async () => {
      const [visit] = valueOf(await ruth().listAppointments({})).appointments;
      expect(await scene.world.open().readAppointment(visit?.id ?? '')).toMatchObject({
        ok: false,
        failure: { kind: 'not-permitted' },
      });
    });

    it('tell what is not there from what may not be seen', async () => {
      const ehr = scene.world.open();
      const missing = { failure: { kind: 'not-found' } };
      expect(await ehr.readAppointment('no-such')).toMatchObject(missing);
      expect(await ehr.readLocation('Location/no-such')).toMatchObject(missing);
      const narrow = scene.world.open({ scopes: 'patient/Appointment.read' });
      expect(await narrow.readPatient()).toMatchObject({ failure: { kind: 'not-permitted' } });
    });
  });
}
