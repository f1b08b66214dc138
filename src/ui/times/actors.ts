import type { AppointmentFacts, Location } from '../../scheduling/model.ts';
import type { Messages } from '../messages/en.ts';

/** "Dr. Yee", or "A clinician" where the EHR names nobody. */
export function whoOf({ practitioners }: AppointmentFacts, { time }: Messages): string {
  const names = practitioners.flatMap(({ display }) => display ?? []);
  return names.length === 0 ? time.someone : time.and(names);
}

/** "Main Street Clinic, in person", "by video"; `undefined` where the EHR says neither where nor how. */
export function whereOf(
  facts: AppointmentFacts,
  { time, marks }: Messages,
  detail?: Location,
): string | undefined {
  const how = facts.venue === undefined ? undefined : time.how[facts.venue];
  // A video visit's Location is a name for the books ("Video visit"), not a place to go to.
  if (facts.venue === 'video' || facts.venue === 'phone') return how;
  const place =
    facts.locations.flatMap(({ display }) => display ?? []).join(marks.comma) || detail?.name;
  return [place, how].filter((part) => part !== undefined).join(marks.comma) || undefined;
}

/** Whole minutes; `undefined` where the EHR gives no believable end. */
export function lengthOf({ start, end }: AppointmentFacts): number | undefined {
  const minutes = Math.round((end - start) / 60_000);
  return minutes > 0 ? minutes : undefined;
}

/** All facts on one line, as a button's name has to say them. */
export function factsLine(when: string, facts: AppointmentFacts, messages: Messages): string {
  return [when, whoOf(facts, messages), whereOf(facts, messages)]
    .filter((part) => part !== undefined)
    .join(messages.marks.comma);
}
