import type {
  Appointment,
  AppointmentFacts,
  AppointmentStatus,
  Period,
  ProposedAppointment,
} from '../../scheduling/model.ts';
import { parseCancellation } from './cancellation.ts';
import { parseCodes, parseWords } from './concept.ts';
import { parseInstant } from './instant.ts';
import { type Json, object, objects, text } from './json.ts';
import { parseParticipants } from './participants.ts';
import { parseId } from './reference.ts';
import { parseVenue } from './venue.ts';

const statuses: readonly AppointmentStatus[] = [
  'proposed',
  'pending',
  'booked',
  'arrived',
  'checked-in',
  'fulfilled',
  'cancelled',
  'noshow',
  'waitlist',
  'entered-in-error',
];

/** An open time out of an answer to `$find`; `undefined` where it is not one, or cannot be read. */
export function parseProposed(json: Json, base: string): ProposedAppointment | undefined {
  const facts = factsOf(json, base);
  if (facts === undefined || parseStatus(json.status) !== 'proposed') return undefined;
  const id = parseId(json.id);
  return { ...facts, id, key: id ?? keyOf(json, facts) };
}

/**
 * An existing appointment; `undefined` where it cannot be read.
 * @param asked what was asked for, when this is an answer to a change: a refusal may be a bare
 *   `cancelled` without identity or times (FHIR's invariant app-3 allows that), and then it is about this.
 */
export function parseAppointment(
  json: Json,
  base: string,
  asked?: Period & { readonly id: string | undefined },
): Appointment | undefined {
  const status = parseStatus(json.status);
  const refused = status === 'cancelled' ? asked : undefined;
  const facts = factsOf(json, base, refused);
  const id = parseId(json.id) ?? (refused && (refused.id ?? ''));
  if (facts === undefined || id === undefined) return undefined;
  return {
    ...facts,
    id,
    versionId: text(object(json.meta).versionId),
    status,
    // R5 has notes where STU3 and R4 have one comment.
    comment:
      text(json.comment) ??
      objects(json.note)
        .map((note) => text(note.text))
        .find(Boolean),
    changedAt: parseInstant(text(object(json.meta).lastUpdated))?.at,
    cancellation: parseCancellation(json),
  };
}

/** `unknown` for a code that no version of FHIR has. */
export function parseStatus(value: unknown): AppointmentStatus {
  const written = text(value);
  if (written === 'canceled') return 'cancelled';
  return statuses.find((status) => status === written) ?? 'unknown';
}

function factsOf(json: Json, base: string, otherwise?: Period): AppointmentFacts | undefined {
  const written = parseInstant(text(json.start));
  const start = written?.at ?? otherwise?.start;
  const { minutesDuration } = json;
  const end =
    parseInstant(text(json.end))?.at ??
    (start !== undefined && typeof minutesDuration === 'number' && minutesDuration > 0
      ? start + minutesDuration * 60_000
      : otherwise?.end);
  if (start === undefined || end === undefined || end < start) return undefined;
  const { serviceType, appointmentType } = json;
  const visitTypeCodes = parseCodes(serviceType);
  return {
    start,
    end,
    writtenOffset: written?.offset,
    ...parseParticipants(json, base),
    venue: parseVenue([
      ...parseCodes(json.serviceCategory),
      ...visitTypeCodes,
      ...parseCodes(appointmentType),
    ]),
    visitType:
      objects(serviceType)
        .map(parseWords)
        .find((words) => words !== undefined) ?? parseWords(appointmentType),
    visitTypeCodes,
    specialties: parseCodes(json.specialty),
    resource: json,
  };
}

/** Some servers' proposals have no id; nothing but their contents tells them apart. */
function keyOf(json: Json, { start, end }: Period): string {
  const targets = [
    ...objects(json.participant).map(({ actor }) => object(actor)),
    ...objects(json.slot),
  ];
  const names = targets.map(({ reference, display }) => text(reference) ?? text(display));
  return [start, end, ...names].join('|');
}
