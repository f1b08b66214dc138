import type {
  Appointment,
  AppointmentFacts,
  AppointmentStatus,
  Period,
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
  const span = parseSpan(json, otherwise);
  if (span === undefined) return undefined;
  return {
    ...span,
    ...parseParticipants(json, base),
    ...parseKind(json),
    ...parseInstructions(json),
    resource: json,
  };
}

/** From when until when; `undefined` where that cannot be read, or ends before it starts. */
export function parseSpan(
  json: Json,
  otherwise?: Period,
): (Period & { readonly writtenOffset: number | undefined }) | undefined {
  const written = parseInstant(text(json.start));
  const start = written?.at ?? otherwise?.start;
  const { minutesDuration } = json;
  const end =
    parseInstant(text(json.end))?.at ??
    (start !== undefined && typeof minutesDuration === 'number' && minutesDuration > 0
      ? start + minutesDuration * 60_000
      : otherwise?.end);
  if (start === undefined || end === undefined || end < start) return undefined;
  return { start, end, writtenOffset: written?.offset };
}

/** How to prepare: one text in R4, some in R5, and in STU3 R4's element as an extension, which HL7 has a name for. */
function parseInstructions(json: Json): Pick<AppointmentFacts, 'instructions'> {
  const { patientInstruction: given, extension } = json;
  const earlier = objects(extension).filter(({ url }) =>
    text(url)?.endsWith('/extension-Appointment.patientInstruction'),
  );
  const instructions = [
    text(given) ?? [],
    objects(given).flatMap((each) => parseWords(each) ?? []),
    earlier.flatMap(({ valueString }) => text(valueString) ?? []),
  ].flat();
  return instructions.length === 0 ? {} : { instructions };
}

export type Kind = Pick<AppointmentFacts, 'venue' | 'visitType' | 'visitTypeCodes' | 'specialties'>;

/** What kind of visit it is, in words and in codes. */
export function parseKind(json: Json): Kind {
  const { serviceType, appointmentType } = json;
  const visitTypeCodes = parseCodes(serviceType);
  return {
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
  };
}
