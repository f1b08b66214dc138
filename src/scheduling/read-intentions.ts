import { looksMatterFor, type Intention, type IntentionStep } from './intention.ts';
import type { AppointmentFacts, Instant, Reference } from './model.ts';
import type { Clock, Journal } from './ports.ts';

const minute = 60_000;
/** A hold that nobody went on with ended long ago; every question about a change stays open for a day. */
const mattersFor: Readonly<Record<Intention['kind'], number>> = {
  look: looksMatterFor,
  hold: 60 * minute,
  book: 24 * 60 * minute,
  cancel: 24 * 60 * minute,
  reschedule: 24 * 60 * minute,
};
const clockMayBeSetBackBy = 10 * minute;

/** Oldest first. What makes no sense, or no longer matters, is thrown away. */
export function readIntentions(journal: Journal, now: Clock): readonly Intention[] {
  const intentions = journal.entries().flatMap(([id, value]) => {
    const intention = parseIntention(value);
    if (intention?.id === id && !isTooOld(intention, now())) return intention;
    journal.remove(id);
    return [];
  });
  return intentions.sort((one, other) => one.startedAt - other.startedAt);
}

function isTooOld({ kind, startedAt }: Intention, now: Instant): boolean {
  const age = now - startedAt;
  return age < -clockMayBeSetBackBy || age > mattersFor[kind];
}

/** Where the patient goes on: with the last change that was sent, else with the last hold, else where they were. */
export function mostPressing(intentions: readonly Intention[]): Intention | undefined {
  const isLess = ({ kind }: Intention): boolean => kind === 'hold' || kind === 'look';
  return (
    intentions.findLast((intention) => !isLess(intention)) ??
    intentions.findLast(({ kind }) => kind === 'hold') ??
    intentions.at(-1)
  );
}

/** An intention as facts to compare with: no more than the journal knows. */
export function factsIn({ start, practitioners, locations }: Intention): AppointmentFacts {
  const actors = (references: readonly Reference[]): AppointmentFacts['practitioners'] =>
    references.map((reference) => ({ reference, display: undefined }));
  return {
    start,
    end: start,
    writtenOffset: undefined,
    patients: [],
    practitioners: actors(practitioners),
    locations: actors(locations),
    venue: undefined,
    visitType: undefined,
    visitTypeCodes: [],
    specialties: [],
    resource: undefined,
  };
}

/** Reads what was written earlier, by this version of the app or by another; `undefined` where it makes no sense. */
export function parseIntention(value: unknown): Intention | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const {
    id,
    kind,
    step,
    startedAt,
    start,
    practitioners = [],
    locations = [],
    appointment,
    replaces,
  } = value as Readonly<Record<string, unknown>>;
  const [knownKind, knownStep] = [
    kinds.find((known) => known === kind),
    steps.find((known) => known === step),
  ];
  if (
    knownKind === undefined ||
    knownStep === undefined ||
    typeof id !== 'string' ||
    !isInstant(startedAt) ||
    !isInstant(start) ||
    !isTexts(practitioners) ||
    !isTexts(locations) ||
    !isOptionalText(appointment) ||
    !isOptionalText(replaces) ||
    // Of what is to be cancelled or looked at nothing but its id can be read.
    ((knownKind === 'cancel' || knownKind === 'look') && appointment === undefined)
  )
    return undefined;
  return {
    id,
    kind: knownKind,
    step: knownStep,
    startedAt,
    start,
    practitioners,
    locations,
    appointment,
    replaces,
  };
}

const kinds: readonly Intention['kind'][] = ['hold', 'book', 'cancel', 'reschedule', 'look'];
const steps: readonly IntentionStep[] = ['holding', 'held', 'sent', 'wanted', 'seen'];

const isInstant = (value: unknown): value is Instant =>
  typeof value === 'number' && !Number.isNaN(new Date(value).getTime());

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string';
