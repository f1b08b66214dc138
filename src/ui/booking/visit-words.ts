import type { AppFlow } from '../../flows/app.svelte.ts';
import type { Appointment, AppointmentFacts } from '../../scheduling/model.ts';
import type { Ui } from '../context.ts';
import type { LaterMessages } from '../messages/en.ts';
import { whoOf } from '../times/actors.ts';

type Speaker = Pick<Ui, 'messages' | 'format'>;

/** "Tuesday, March 2, 9:20 AM Eastern Time"; only about which day where the clinic's clock is not known. */
export function whenInWords(
  facts: AppointmentFacts,
  { places }: AppFlow,
  { format }: Speaker,
): string {
  const zone = places.zoneOf(facts) ?? { kind: 'unknown' };
  return zone.kind === 'unknown' ? format.day(facts.start, zone) : format.when(facts.start, zone);
}

/** The same, and with whom, where the EHR names somebody. */
export function visitInWords(
  facts: AppointmentFacts,
  app: AppFlow,
  ui: Speaker,
  words: LaterMessages,
): string {
  const when = whenInWords(facts, app, ui);
  return facts.practitioners.some(({ display }) => display !== undefined)
    ? words.visit(when, whoOf(facts, ui.messages))
    : when;
}

/** What the EHR says about a cancelled visit beside that: from which side, why, and when it last changed it. */
export function cancellationInWords(
  { cancellation, changedAt, ...facts }: Appointment,
  { places }: AppFlow,
  { format }: Speaker,
  { appointments, help, quoted }: LaterMessages,
): readonly string[] {
  const zone = places.zoneOf(facts);
  const { by, reason } = cancellation ?? {};
  return [
    by === undefined ? undefined : appointments.cancelledBy[by],
    reason === undefined ? undefined : `${help.clinicSays} ${quoted(reason)}`,
    changedAt === undefined || zone === undefined
      ? undefined
      : appointments.lastChange(format.dayAndYear(changedAt, zone)),
  ].filter((line) => line !== undefined);
}

/** What a visit is now that is no longer as the patient saw it. */
export function nowInWords(
  visit: Appointment,
  app: AppFlow,
  ui: Speaker,
  words: LaterMessages,
): string {
  const { change, appointments } = words;
  switch (visit.status) {
    case 'cancelled':
      return change.nowCancelled;
    case 'booked':
    case 'pending':
      return change.nowAt(whenInWords(visit, app, ui));
    default:
      return change.nowIs(appointments.status[visit.status]);
  }
}
