import type * as fhir3 from 'fhir/r3';

import type { Code, Reference } from '../../scheduling/model.ts';
import type { Booking, Search } from '../../scheduling/ports.ts';
import { writeInstant } from '../parse/instant.ts';
import { escaped } from '../token.ts';

/** One input of `$find`. A token has two parts, its system and its code. */
interface Input {
  readonly name: string;
  readonly as: 'valueDateTime' | 'valueString' | 'valueUri';
  readonly parts: readonly string[];
}

/**
 * Every input of `$find` (Argonaut Scheduling 1.0.0, OperationDefinition appointment-find), in the order of
 * preference; repeating a name means "or". The patient is always named: who it is decides what is open to them.
 */
export function findInputs(search: Search, patient: Reference): readonly Input[] {
  return [
    { name: 'start', as: 'valueDateTime', parts: [writeInstant(search.start)] },
    { name: 'end', as: 'valueDateTime', parts: [writeInstant(search.end)] },
    ...tokens('specialty', search.specialties),
    ...tokens('visit-type', search.visitTypes),
    ...uris('practitioner', search.practitioners),
    ...uris('organization', search.organizations),
    ...(search.places ?? []).map((place) => ({
      name: 'location-string',
      as: 'valueString' as const,
      parts: [place],
    })),
    ...uris('location-reference', search.locations),
    ...uris('patient-reference', [patient]),
    ...tokens('reason', search.reasons),
  ];
}

export function findParameters(inputs: readonly Input[]): fhir3.Parameters {
  return {
    resourceType: 'Parameters',
    parameter: inputs.map(({ name, as, parts }) => ({ name, [as]: parts.join('|') })),
  };
}

/** The same as a query. */
export function findQuery(inputs: readonly Input[]): string {
  return inputs
    .map(({ name, parts }) => {
      const value = parts.map(escaped).join('|');
      return `${name}=${encodeURIComponent(value)}`;
    })
    .join('&');
}

/** Names the time by its id where it has one, else by the whole resource. */
export function holdParameters(time: {
  id: string | undefined;
  resource: unknown;
}): fhir3.Parameters {
  return { resourceType: 'Parameters', parameter: [subject(time)] };
}

/** @param patient `Patient/123`, of the launch and of nowhere else */
export function bookParameters(
  { time, hold, comment, replaces }: Booking,
  patient: Reference,
): fhir3.Parameters {
  // The id may change at hold; the latest answer's is the one that counts.
  const held = hold?.appointment ?? time;
  const booked =
    held.id === undefined ? { id: undefined, resource: withPatient(time.resource, patient) } : held;
  return {
    resourceType: 'Parameters',
    parameter: [
      subject(booked),
      ...(replaces === undefined
        ? []
        : [{ name: 'cancelled-appt-id', valueUri: `Appointment/${replaces.id}` }]),
      { name: 'patient-id', valueUri: patient },
      ...(comment === undefined || comment === ''
        ? []
        : [{ name: 'comment', valueString: comment }]),
    ],
  };
}

function subject({
  id,
  resource,
}: {
  id: string | undefined;
  resource: unknown;
}): fhir3.ParametersParameter {
  return id === undefined
    ? { name: 'appt-resource', resource: argonautAppointment(resource) }
    : { name: 'appt-id', valueUri: `Appointment/${id}` };
}

/**
 * The resource as the EHR gave it, completed to what the profile demands when it comes back: exactly one
 * `requestedPeriod`, and an actor in every participant (Argonaut Scheduling 1.0.0, argo-appt).
 */
function argonautAppointment(resource: unknown): fhir3.Appointment {
  if (!isAppointment(resource)) throw new TypeError('a time without id that is no Appointment');
  const { start, end, requestedPeriod, participant, contained, ...rest } = resource;
  const asked = requestedPeriod?.[0] ?? { start, end };
  // A Slot out of which the time was made has an address of its own, and is no part of the Appointment.
  const parts = contained?.filter(({ resourceType }) => resourceType !== 'Slot') ?? [];
  return {
    ...rest,
    start,
    end,
    ...(parts.length > 0 ? { contained: parts } : {}),
    requestedPeriod: [asked],
    participant: participant.filter(({ actor }) => actor !== undefined),
  };
}

/** The state diagram's step 7: the patient accepts by booking. */
function withPatient(resource: unknown, patient: Reference): unknown {
  if (!isAppointment(resource)) return resource;
  const others = resource.participant.filter(({ actor }) => actor?.reference !== patient);
  const own = { actor: { reference: patient }, required: 'required', status: 'accepted' };
  return { ...resource, participant: [...others, own] };
}

/** The parser let it pass as an Appointment before; this asks only what is needed to give it back. */
function isAppointment(resource: unknown): resource is fhir3.Appointment {
  return (
    typeof resource === 'object' &&
    resource !== null &&
    'participant' in resource &&
    Array.isArray(resource.participant)
  );
}

const tokens = (name: string, codes: readonly Code[] = []): readonly Input[] =>
  codes.map(({ system, code }) => ({ name, as: 'valueString', parts: [system, code] }));

const uris = (name: string, references: readonly Reference[] = []): readonly Input[] =>
  references.map((reference) => ({ name, as: 'valueUri', parts: [reference] }));
