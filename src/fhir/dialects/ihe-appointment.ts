import type { CancelReason, Reference } from '../../scheduling/model.ts';
import { type Json, object, objects, text } from '../parse/json.ts';
import { parseActor } from '../parse/reference.ts';

const guide = 'https://profiles.ihe.net/ITI/Scheduling';
const statusReason = `${guide}/StructureDefinition/extension-status-reason`;

interface Visiting {
  /** `Patient/123`, of the launch and of nowhere else. */
  readonly patient: Reference;
  readonly base: string;
  /** What the patient said, where it is to stand in the Appointment itself. */
  readonly comment: string;
}

/** An open time as the visit that it is to become. */
export function requested(time: unknown, visiting: Visiting): Json {
  return asked({ ...object(time), status: 'pending' }, visiting);
}

/**
 * A visit at another time. Whatever the time says is so: when, with whom, where, for what, and by which identifiers
 * the EHR knows it. All else stays, and so do the people who come.
 */
export function moved(visit: unknown, time: unknown, visiting: Visiting): Json {
  const [old, open] = [object(visit), object(time)];
  const kept = Object.entries(old).filter(([element]) => !ofTheTime.includes(element));
  const identifier = [
    ...objects(old.identifier).filter(
      ({ system }) => !objects(open.identifier).some((its) => its.system === system),
    ),
    ...objects(open.identifier),
  ];
  const participant = [
    ...objects(open.participant).filter((part) => !comes(part)),
    ...objects(old.participant).filter(comes),
  ];
  return asked(
    {
      ...Object.fromEntries(kept),
      ...open,
      id: old.id,
      meta: old.meta,
      identifier: identifier.length === 0 ? undefined : identifier,
      participant,
      status: 'booked',
    },
    visiting,
  );
}

/** A visit, or a hold, as it is to be when it is given up; else as it was read. */
export function cancelled(visit: unknown, reason: CancelReason | undefined): Json {
  const old = object(visit);
  const coding = [{ system: `${guide}/CodeSystem/status-reason`, code: reason }];
  const why = { url: statusReason, valueCodeableConcept: { coding } };
  // The profile has room for one.
  const others = objects(old.extension).filter(({ url }) => url !== statusReason);
  return profiled({
    ...old,
    ...(reason === undefined ? {} : { extension: [...others, why] }),
    status: 'cancelled',
  });
}

/** What goes with the old time where the new one says nothing of it. */
const ofTheTime = ['minutesDuration', 'slot', 'requestedPeriod', 'description'];

/** Whether this is somebody who comes, and not whom or what they come to. */
const comes = ({ actor }: Json): boolean =>
  /(?:^|\/)(?:Patient|RelatedPerson)\//.test(text(object(actor).reference) ?? '');

function asked(appointment: Json, { patient, base, comment }: Visiting): Json {
  const others = objects(appointment.participant).filter(
    ({ actor }) => parseActor(actor, base).reference !== patient,
  );
  const own = { actor: { reference: patient }, required: 'required', status: 'accepted' };
  return profiled({
    ...appointment,
    participant: [...others, own],
    ...(comment === ''
      ? {}
      : { reasonCode: [...objects(appointment.reasonCode), { text: comment }] }),
  });
}

/**
 * As the profile demands: one `requestedPeriod`, and an actor in every participant. A narrative would tell of how
 * the Appointment was.
 */
function profiled({ text: _, ...appointment }: Json): Json {
  const { start, end, requestedPeriod, participant } = appointment;
  return {
    ...appointment,
    requestedPeriod: [objects(requestedPeriod)[0] ?? { start, end }],
    participant: objects(participant).filter(({ actor }) => actor !== undefined),
  };
}
