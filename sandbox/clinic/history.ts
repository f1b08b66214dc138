import type * as fhir3 from 'fhir/r3';
import type { Stored } from '../database/resources.ts';
import type { SlotRow } from '../database/slots.ts';
import { writeAppointment } from '../fhir/appointment.ts';
import { dayAt, localTime, zoneOf } from './calendar.ts';
import { clinicians } from './clinicians.ts';
import { statusReasonConcept } from './codes.ts';

const statusReasonExtension =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';

interface PastVisit {
  readonly patient: string;
  readonly practitioner: string;
  readonly place: string;
  readonly visitType: string;
  readonly minutes: number;
  readonly daysAgo: number;
  readonly time: string;
}

interface ComingVisit {
  readonly patient: string;
  readonly schedule: string;
  readonly visitType: string;
  /** The first fitting slot after so many days is theirs. */
  readonly afterDays: number;
  readonly cancelledByClinic?: boolean;
}

const times = ['08:20', '09:40', '10:20', '13:00', '14:20', '15:40'];

function series(
  count: number,
  first: number,
  step: number,
  visit: Omit<PastVisit, 'daysAgo' | 'time'>,
): PastVisit[] {
  return Array.from({ length: count }, (_, index) => ({
    ...visit,
    daysAgo: first + index * step,
    time: times[index % times.length] ?? '09:00',
  }));
}

const ruth = 'ruth-okafor';
const past: readonly PastVisit[] = [
  ...series(22, 18, 41, {
    patient: ruth,
    practitioner: 'naomi-castellane',
    place: 'harborview',
    visitType: 'follow-up',
    minutes: 20,
  }),
  ...series(5, 64, 170, {
    patient: ruth,
    practitioner: 'victor-amaechi',
    place: 'harborview',
    visitType: 'ekg',
    minutes: 20,
  }),
  ...series(3, 121, 240, {
    patient: ruth,
    practitioner: 'ingrid-falkenrath',
    place: 'harborview',
    visitType: 'office-visit',
    minutes: 15,
  }),
  ...series(2, 95, 210, {
    patient: 'maria-alvarez',
    practitioner: 'mateo-quintanar',
    place: 'ocotillo',
    visitType: 'office-visit',
    minutes: 20,
  }),
  ...series(1, 400, 1, {
    patient: 'maria-alvarez',
    practitioner: 'omar-benhaddou',
    place: 'ocotillo',
    visitType: 'consult',
    minutes: 30,
  }),
  ...series(2, 150, 365, {
    patient: 'walter-dufresne',
    practitioner: 'lena-brandvold',
    place: 'prairie-junction',
    visitType: 'physical',
    minutes: 40,
  }),
];

const coming: readonly ComingVisit[] = [
  {
    patient: 'maria-alvarez',
    schedule: 'mateo-quintanar.ocotillo',
    visitType: 'follow-up',
    afterDays: 9,
  },
  { patient: ruth, schedule: 'victor-amaechi.harborview', visitType: 'follow-up', afterDays: 6 },
  { patient: ruth, schedule: 'naomi-castellane.harborview', visitType: 'follow-up', afterDays: 16 },
  {
    patient: ruth,
    schedule: 'ingrid-falkenrath.harborview',
    visitType: 'office-visit',
    afterDays: 11,
    cancelledByClinic: true,
  },
];

/** Visits that took place. Weekends are moved to the Monday after. */
export function pastAppointments(
  now: number,
): { resource: Stored<fhir3.Appointment>; patient: string }[] {
  return past.map((visit, index) => {
    const zone = zoneOf(visit.place);
    const { weekday } = dayAt(now, zone, -visit.daysAgo);
    const shift = weekday === 6 ? 2 : weekday === 0 ? 1 : 0;
    const start = localTime(dayAt(now, zone, shift - visit.daysAgo), visit.time, zone);
    const facts = {
      practitioner: visit.practitioner,
      location: visit.place,
      specialty: clinicians.find(({ id }) => id === visit.practitioner)?.specialty ?? '',
      visitType: visit.visitType,
      start: new Date(start),
      end: new Date(start + visit.minutes * 60_000),
    };
    const created = start - 21 * 86_400_000;
    return {
      resource: writeAppointment(facts, {
        id: `past-${index + 1}`,
        status: 'fulfilled',
        patient: visit.patient,
        created,
      }),
      patient: visit.patient,
    };
  });
}

/** Visits ahead, each in a slot of its own; a cancelled one leaves its slot free. */
export function comingAppointments(
  now: number,
  slots: readonly SlotRow[],
): { resource: Stored<fhir3.Appointment>; patient: string; slot: SlotRow; live: boolean }[] {
  return coming.map((visit, index) => {
    const slot = slots.find(
      (candidate) =>
        candidate.schedule === visit.schedule &&
        candidate.visitTypes.includes(visit.visitType) &&
        candidate.start.getTime() > now + visit.afterDays * 86_400_000,
    );
    if (!slot) throw new Error(`No slot of ${visit.schedule} for the visit of ${visit.patient}`);
    const status = visit.cancelledByClinic ? 'cancelled' : 'booked';
    const resource = writeAppointment(
      { ...slot, slot: slot.id, visitType: visit.visitType },
      { id: `coming-${index + 1}`, status, patient: visit.patient, created: now - 14 * 86_400_000 },
    );
    const reason = statusReasonConcept('staff-cancel');
    return {
      resource: visit.cancelledByClinic
        ? { ...resource, extension: [{ url: statusReasonExtension, valueCodeableConcept: reason }] }
        : resource,
      patient: visit.patient,
      slot,
      live: !visit.cancelledByClinic,
    };
  });
}
