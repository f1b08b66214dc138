import type { Code, Reference } from '../../scheduling/model.ts';
import type { Booking, Search } from '../../scheduling/ports.ts';
import { cannot, readChange } from '../changes.ts';
import type { Dialect } from '../dialect.ts';
import { attempt } from '../errors.ts';
import { findProposed, joined } from '../finding.ts';
import { writeInstant } from '../parse/instant.ts';
import { readRecords } from '../records.ts';
import type { FhirRequest } from '../request.ts';

/**
 * Epic: `$find` and `$book` of its own (https://fhir.epic.com/Specifications, APIs 840 and 839). They are STU3's
 * alone, while a launch names the R4 base, where everything else is. It keeps no times, and takes neither
 * cancellations nor moves over FHIR. The id of an open time is good for a while only; a `$book` of one that is not
 * is refused with a fatal `not-found` (59144), which says that the time was taken as far as anybody can tell.
 */
export const epic: Dialect = (ports) => {
  const { patient } = ports;
  const { send, base } = ports.beside('R4', 'STU3');
  return {
    ...readRecords(ports),
    can: { hold: false, pending: 'requested', cancel: false, reschedule: 'book-first' },
    findAppointments: (search, signal) =>
      attempt(async () => {
        const questions = kindByKind(search).map((each) =>
          operation('find', findParameters(each, patient, base)),
        );
        const found = questions.map((question) =>
          findProposed(send, base, { ...question, signal }, search.count),
        );
        return joined(await Promise.all(found));
      }),
    async bookAppointment(booking) {
      const { id } = booking.time;
      if (id === undefined) return cannot();
      const request = operation('book', bookParameters(booking, id, patient));
      return attempt(async () =>
        readChange(await send({ ...request, changes: true }), booking.time, base),
      );
    },
    holdAppointment: cannot,
    extendHold: cannot,
    releaseHold: cannot,
    cancelAppointment: cannot,
    acceptsCancelling: () => Promise.resolve(false),
  };
};

interface Parameter {
  readonly name: string;
  readonly [value: `value${string}`]: unknown;
  readonly resource?: unknown;
}

/** Always one URL, whose preflight browsers remember. */
function operation(name: 'find' | 'book', parameter: readonly Parameter[]): FhirRequest {
  const body = { resourceType: 'Parameters', parameter };
  return { method: 'POST', url: `Appointment/$${name}`, body, operation: true };
}

/** A time is proposed for one kind of visit, and with none to go by for the usual one: so each kind is asked for. */
function kindByKind(search: Search): readonly Search[] {
  const { visitTypes = [] } = search;
  return visitTypes.length > 1
    ? visitTypes.map((kind) => ({ ...search, visitTypes: [kind] }))
    : [search];
}

/**
 * There is none for clinicians. `time-of-day` is of the clinic's clock, which a search does not know. Nothing is
 * published of a name that stands twice, so that of several values none is sent: whoever took one of them for all
 * would leave out times that fit. The search is applied to the answer anyhow.
 */
function findParameters(search: Search, patient: Reference, base: string): readonly Parameter[] {
  const [location] = onlyOne(search.locations);
  return [
    // Of the whole Patient that the documentation has here, the FHIR id is what servers go by.
    {
      name: 'patient',
      resource: { resourceType: 'Patient', identifier: [{ value: idOf(patient) }] },
    },
    { name: 'startTime', valueDateTime: writeInstant(search.start) },
    { name: 'endTime', valueDateTime: writeInstant(search.end) },
    ...concepts('serviceType', search.visitTypes),
    ...concepts('indications', search.reasons),
    ...concepts('specialties', search.specialties),
    ...(location === undefined
      ? []
      : [{ name: 'location-reference', valueReference: { reference: `${base}/${location}` } }]),
  ];
}

function bookParameters(
  { comment = '' }: Booking,
  id: string,
  patient: Reference,
): readonly Parameter[] {
  return [
    { name: 'patient', valueIdentifier: { value: idOf(patient) } },
    { name: 'appointment', valueIdentifier: { value: id } },
    ...(comment === '' ? [] : [{ name: 'appointmentNote', valueString: comment }]),
  ];
}

const concepts = (name: string, codes: readonly Code[] | undefined): readonly Parameter[] =>
  onlyOne(codes).map(({ system, code }) => ({
    name,
    valueCodeableConcept: { coding: [{ system, code }] },
  }));

const onlyOne = <Value>(values: readonly Value[] = []): readonly Value[] =>
  values.length === 1 ? values : [];

const idOf = (patient: Reference): string => patient.slice('Patient/'.length);
