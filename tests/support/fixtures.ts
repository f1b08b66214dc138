import type {
  Actor,
  Appointment,
  AppointmentFacts,
  AppointmentStatus,
  Instant,
  Location,
  Notice,
  Patient,
  ProposedAppointment,
  Reference,
} from '../../src/scheduling/model.ts';

/** Monday 2 February 2026, 10:00 at East Clinic in New York: every test's morning. */
export const monday: Instant = Date.parse('2026-02-02T15:00:00Z');
export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

type NamedActor = Actor & { readonly reference: Reference };
export const drChen: NamedActor = { reference: 'Practitioner/chen', display: 'Dr. Amy Chen' };
export const drOkafor: NamedActor = {
  reference: 'Practitioner/okafor',
  display: 'Dr. Ben Okafor',
};
export const atEast: NamedActor = { reference: 'Location/east', display: 'East Clinic' };
export const atWest: NamedActor = { reference: 'Location/west', display: 'West Clinic' };

export const maya: Patient = {
  id: 'maya',
  name: 'Maya Lopez',
  birthDate: '1984-05-12',
  phone: undefined,
  email: undefined,
  languages: ['en'],
  generalPractitioners: [drChen],
};

export const eastClinic: Location = {
  reference: 'Location/east',
  name: 'East Clinic',
  address: ['1 Main Street', 'Albany, NY 12207'],
  phone: '518-555-0100',
  timeZone: 'America/New_York',
};

const facts = (start: Instant | string): AppointmentFacts => {
  const instant = typeof start === 'string' ? Date.parse(start) : start;
  return {
    start: instant,
    end: instant + 20 * minutes,
    writtenOffset: undefined,
    patients: [],
    practitioners: [drChen],
    locations: [atEast],
    venue: 'in-person',
    visitType: 'Follow-up visit',
    visitTypeCodes: [],
    specialties: [],
    resource: undefined,
  };
};

/** An open time with Dr. Chen at East Clinic, unless told otherwise. */
export function openTime(
  start: Instant | string,
  more: Partial<ProposedAppointment> = {},
): ProposedAppointment {
  const base = { ...facts(start), ...more };
  const who = base.practitioners.map(({ reference }) => reference).join();
  const key = `${new Date(base.start).toISOString()} ${who}`;
  return { key, id: `open-${key}`, ...base };
}

/** An appointment of Maya's with Dr. Chen at East Clinic, unless told otherwise. */
export function appointment(
  status: AppointmentStatus,
  start: Instant | string,
  more: Partial<Appointment> = {},
): Appointment {
  return {
    ...facts(start),
    patients: ['Patient/maya'],
    id: `${status}-${String(facts(start).start)}`,
    versionId: '1',
    status,
    comment: undefined,
    changedAt: undefined,
    cancellation: undefined,
    ...more,
  };
}

export const errorNotice: Notice = {
  severity: 'error',
  code: 'conflict',
  text: 'This time is no longer open.',
};
export const warning: Notice = {
  severity: 'warning',
  code: 'informational',
  text: 'Bring your insurance card.',
};
