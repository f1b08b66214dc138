import type { EhrFailure } from '../scheduling/failure.ts';
import type { Appointment, Instant, Period } from '../scheduling/model.ts';
import type { ChangeAnswer } from '../scheduling/ports.ts';
import { err, type Result } from '../scheduling/result.ts';
import { unreadable } from './errors.ts';
import { expectEnvelope } from './pages.ts';
import { parseAppointment, parseStatus } from './parse/appointment.ts';
import { parseContents } from './parse/bundle.ts';
import { parseExpires } from './parse/expires.ts';
import type { FhirAnswer } from './request.ts';

/** What a change was about: a refusal may come without identity or times, and then it is about this. */
export type Asked = Period & { readonly id: string | undefined };

/** The EHR did as it was told, and said no more. */
export const silent: ChangeAnswer = { appointment: undefined, notices: [], expires: undefined };

/** What an EHR cannot do fails without a request. */
export const cannot = (): Promise<Result<never, EhrFailure>> =>
  Promise.resolve(err({ kind: 'not-supported', notices: [] }));

/**
 * The answer to a change, read and not judged: a refusal is a 200 with a `cancelled` Appointment. It is unwrapped
 * whatever it comes in: a Bundle, Parameters, the bare Appointment, or an OperationOutcome alone.
 * @param now where the `Expires` header says how long a time is kept; `undefined` where it means nothing
 * @throws {FhirError} `unreadable` where there is no word of the EHR in it at all
 */
export function readChange(
  { json, expires }: FhirAnswer,
  asked: Asked,
  base: string,
  now?: Instant,
): ChangeAnswer {
  const { resources, notices } = parseContents(expectEnvelope(json, 'Appointment'));
  const found = resources.filter(({ resourceType }) => resourceType === 'Appointment');
  // A server may show a replaced appointment beside the new one.
  const told = found.find(({ status }) => parseStatus(status) !== 'cancelled') ?? found[0];
  const appointment = told && parseAppointment(told, base, asked);
  if (told !== undefined && appointment === undefined) throw unreadable('other-resource', notices);
  if (told === undefined && notices.length === 0) throw unreadable('empty');
  return {
    appointment,
    notices,
    expires: now === undefined ? undefined : parseExpires(expires, now),
  };
}

/** An empty answer to a PATCH or PUT is a good one: servers need not return the resource (FHIR STU3, http, 2.21.0.5.2). */
export function readCancelled(
  answer: FhirAnswer,
  appointment: Appointment,
  base: string,
): ChangeAnswer {
  return answer.json === undefined ? silent : readChange(answer, appointment, base);
}
