/** The same Bundle for every calendar, with as little work as each allows. */
import type { Appointment, Bundle } from '@medplum/fhirtypes';

/** An open time as a calendar wants it; the Appointment stays with it, to be booked. */
export interface Time {
  readonly appointment: Appointment & { readonly id: string; start: string; end: string };
  readonly clinician: string;
  /** "Dr. Yee, Main Street Clinic". */
  readonly title: string;
}

export function timesOf(text: string): readonly Time[] {
  const { entry = [] } = JSON.parse(text) as Bundle<Time['appointment']>;
  return entry.flatMap(({ resource }) => {
    if (resource?.status !== 'proposed') return [];
    const clinician = nameOf(resource, 'Practitioner/');
    return {
      appointment: resource,
      clinician,
      title: `${clinician}, ${nameOf(resource, 'Location/')}`,
    };
  });
}

function nameOf({ participant }: Appointment, type: string): string {
  return participant.find(({ actor }) => actor?.reference?.startsWith(type))?.actor?.display ?? '';
}

/** The clinician whom the filter chooses. */
export function lastClinician(times: readonly Time[]): string {
  return times.reduce((last, { clinician }) => (clinician > last ? clinician : last), '');
}

/** Where the times begin, and how far all of them reach at most. */
export const firstDay = '2027-03-01';
export const wholeRange = { days: 90 };

/** `?all` draws the whole set at once. */
export const drawsAll = new URLSearchParams(location.search).has('all');
