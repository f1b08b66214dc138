import type * as fhir3 from 'fhir/r3';
import { sweepExpiredHolds } from '../database/claims.ts';
import type { Queryable } from '../database/database.ts';
import { countFreeSlots, freeSlots, type SlotQuery, type SlotRow } from '../database/slots.ts';
import { specialtiesSeen } from '../database/visits.ts';
import { writeAppointment } from './appointment.ts';
import { searchset } from './bundle.ts';
import type { Call } from './call.ts';
import { instant } from './dates.ts';
import { offerId } from './offer.ts';
import { information, type Issue } from './outcome.ts';
import { pageLink } from './paging.ts';

const availBundle = 'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/avail-bundle';

/** A `$find` once it is understood, and in such a form that the link to its next page can hold it. */
export interface Question {
  /** Epoch milliseconds. */
  readonly from: number;
  readonly until: number;
  readonly wishes: Omit<SlotQuery, 'from' | 'until' | 'limit' | 'offset'>;
  /** The window as it was asked for. */
  readonly asked: { readonly start: number; readonly end: number };
  /** Asked for somebody who is not registered yet. */
  readonly isNew: boolean;
  /** How many times are wanted, or stand on a page where the clinic answers in pages. */
  readonly size: number;
  readonly offset: number;
  readonly issues: readonly Issue[];
}

/** The free times as proposed Appointments, soonest first; those of one page where the clinic has pages. */
export async function answerQuestion(call: Call, question: Question): Promise<fhir3.Bundle> {
  const { size, offset } = question;
  const inPages = call.server.rules.find.pageSize !== undefined;
  const { slots, total, seen } = await readTimes(call, question, inPages);
  const isMore = slots.length > size;
  const next: Question = { ...question, offset: offset + size, issues: [] };
  const requestedPeriod = {
    start: instant(question.asked.start),
    end: instant(question.asked.end),
  };
  const matches = slots.slice(0, size).map((slot) => {
    const visitType = visitTypeFor(slot, question, seen);
    return writeAppointment(
      { ...slot, slot: slot.id, visitType },
      { id: offerId(slot.id, visitType), status: 'proposed', requestedPeriod },
    );
  });
  return searchset({
    base: call.server.base,
    matches,
    ...(total === undefined ? {} : { total }),
    issues:
      isMore && !inPages
        ? [
            ...question.issues,
            information('There are more times in this window; narrow it, or raise _count'),
          ]
        : question.issues,
    profile: availBundle,
    self: call.url.href,
    next: isMore && inPages && size > 0 ? pageLink(call, 'Appointment/$find', next) : undefined,
  });
}

interface Times {
  /** One more than asked for shows whether there are more. */
  readonly slots: readonly SlotRow[];
  readonly total: number | undefined;
  /** The specialties in which the patient has been seen before. */
  readonly seen: ReadonlySet<string>;
}

async function readTimes(call: Call, question: Question, inPages: boolean): Promise<Times> {
  const { from, until, wishes, size, offset } = question;
  const query = {
    ...wishes,
    from: new Date(from),
    until: new Date(until),
    limit: size + 1,
    offset,
  };
  const { swept, ...times } = await call.server.database.transaction(async (transaction) => ({
    swept: await sweepExpiredHolds(transaction, call.now),
    slots: await freeSlots(transaction, query),
    total: inPages ? await countFreeSlots(transaction, query) : undefined,
    seen: await specialtiesOf(call, transaction, question),
  }));
  call.server.changed(swept);
  return times;
}

async function specialtiesOf(
  call: Call,
  database: Queryable,
  { isNew }: Question,
): Promise<ReadonlySet<string>> {
  const patient = call.access.patientIfAny;
  return patient === undefined || isNew ? new Set() : specialtiesSeen(database, patient, call.now);
}

const usualAgain = ['follow-up', 'office-visit'];

/**
 * What the visit is for: the first wanted kind that the slot is for. Where none is wanted, who has been seen in
 * the specialty comes for one of the usual visits, and who has not comes as a new patient, where the slot allows it.
 */
function visitTypeFor(
  { visitTypes, specialty }: SlotRow,
  { wishes }: Question,
  seen: ReadonlySet<string>,
): string {
  const wanted = wishes.visitTypes?.find((type) => visitTypes.includes(type));
  const suited = seen.has(specialty)
    ? (visitTypes.find((type) => usualAgain.includes(type)) ??
      visitTypes.find((type) => type !== 'new-patient'))
    : (visitTypes.find((type) => type === 'new-patient') ??
      visitTypes.find((type) => type !== 'follow-up'));
  return wanted ?? suited ?? visitTypes[0] ?? '';
}
