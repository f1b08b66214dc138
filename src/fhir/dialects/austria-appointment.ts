import { isSameCode } from '../../scheduling/find-appointments.ts';
import type { Appointment, ProposedAppointment, Reference } from '../../scheduling/model.ts';
import { parseCodes } from '../parse/concept.ts';
import { type Json, object, objects } from '../parse/json.ts';
import { parseActor } from '../parse/reference.ts';
import { othersIn } from '../slot-holds.ts';
import { slotOf } from '../slots.ts';

interface Visiting {
  /** `Patient/123`, of the launch and of nowhere else. */
  readonly patient: Reference;
  readonly base: string;
}

/** An open time as the visit that is asked for, in the shapes of R5. */
export function requested(
  time: Pick<ProposedAppointment, 'resource'>,
  comment: string,
  { patient, base }: Visiting,
): Json {
  const { contained: _, id: __, serviceType, ...proposed } = object(time.resource);
  return {
    ...proposed,
    status: 'proposed',
    ...(serviceType === undefined ? {} : { serviceType: objects(serviceType).map(codeable) }),
    // The guide wants the patient twice.
    subject: { reference: patient },
    ...(comment === '' ? {} : { note: [{ text: comment }] }),
    participant: [
      ...othersIn(proposed, patient, base).map((part) => ({ ...part, required: true })),
      { actor: { reference: patient }, required: true, status: 'accepted' },
    ],
  };
}

/**
 * What changes of a visit that is put off: when it is, and with whom and where where the new time says so. Whoever
 * comes besides still comes.
 */
export function postponed(
  visit: unknown,
  time: Pick<ProposedAppointment, 'start' | 'end' | 'resource'>,
  { patient, base }: Visiting,
): Json {
  const old = object(visit);
  const { start, end, slot, ...open } = object(time.resource);
  const actorOf = ({ actor }: Json): Reference | undefined => parseActor(actor, base).reference;
  const before = objects(old.participant);
  const kept = before.filter((part) => !/^(?:Practitioner|Location)/.test(actorOf(part) ?? ''));
  const others = othersIn(open, patient, base).filter(
    (part) => !kept.some((each) => actorOf(each) === actorOf(part)),
  );
  return {
    start,
    end,
    slot,
    ...(typeof old.minutesDuration === 'number'
      ? {
          minutesDuration: Math.round((time.end - time.start) / 60_000),
        }
      : {}),
    ...(others.length === 0
      ? {}
      : {
          participant: [
            ...others.map(
              (part) =>
                before.find((each) => actorOf(each) === actorOf(part)) ?? {
                  ...part,
                  required: true,
                },
            ),
            ...kept,
          ],
        }),
  };
}

/** Whether a time is good for what a visit is for, as far as anybody says. */
export function isFor(
  { visitTypeCodes }: Appointment,
  time: Pick<ProposedAppointment, 'resource'>,
): boolean {
  const kinds = [
    ...parseCodes(slotOf(time).serviceType),
    ...parseCodes(object(time.resource).serviceType),
  ];
  return (
    kinds.length === 0 ||
    visitTypeCodes.length === 0 ||
    visitTypeCodes.some((code) => kinds.some((kind) => isSameCode(code, kind)))
  );
}

/** A Schedule of an older server may have a bare concept where R5 has a CodeableReference. */
const codeable = (type: Json): Json =>
  type.concept === undefined && type.reference === undefined ? { concept: type } : type;
