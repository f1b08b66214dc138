import type * as fhir3 from 'fhir/r3';
import type { Queryable } from '../database/database.ts';
import { holdOn, readClaim, type Claim } from '../database/claims.ts';
import { readResource, type Stored } from '../database/resources.ts';
import { inStatus } from './appointment.ts';
import { searchset } from './bundle.ts';
import type { Answer, Call } from './call.ts';
import type { OperationInput } from './input.ts';
import { offerFromResource, readOffer, refusedOffer, type Offer } from './offer.ts';
import { information, refuse, type Issue } from './outcome.ts';
import { readReference } from './references.ts';

const availBundle = 'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/avail-bundle';

/** Which appointment `$hold` or `$book` is about, as the request names it. */
export type Named =
  | { readonly by: 'id'; readonly id: string }
  | { readonly by: 'resource'; readonly appointment: fhir3.Appointment };

/** What it is, once looked up: an Appointment that this patient has already, or a time on offer. */
export type Target =
  | { readonly is: 'held'; readonly appointment: Stored<fhir3.Appointment>; readonly claim: Claim }
  | { readonly is: 'over'; readonly appointment: Stored<fhir3.Appointment> }
  | { readonly is: 'offer'; readonly offer: Offer };

/** Reads `appt-id` or `appt-resource`, and the id in the URL where the operation is called on an instance. */
export function readNamed(call: Call, input: OperationInput, instance: string | undefined): Named {
  const [text] = input.texts.get('appt-id') ?? [];
  const [resource] = (input.resources.get('appt-resource') ?? []) as readonly fhir3.Appointment[];
  if (text !== undefined && resource)
    throw refuse(400, 'invalid', 'Either appt-id or appt-resource, not both', 'appt-resource');
  const id =
    text === undefined
      ? undefined
      : readReference(text, 'Appointment', call.server.base, 'appt-id');
  const said = id ?? resource?.id;
  if (instance !== undefined && said !== undefined && said !== instance) {
    throw refuse(
      400,
      'invalid',
      `The URL names Appointment/${instance}, the body Appointment/${said}`,
      'appt-id',
    );
  }
  if (resource) return { by: 'resource', appointment: resource };
  const named = id ?? instance;
  if (named === undefined)
    throw refuse(400, 'required', 'appt-id or appt-resource is required', 'appt-id');
  return { by: 'id', id: named };
}

/**
 * Looks the named appointment up. An offer on a slot that this patient already holds is that hold: the
 * guide lets the same id be used for `$hold` and `$book`, though the hold has an id of its own.
 */
export async function lookUp(call: Call, database: Queryable, named: Named): Promise<Target> {
  if (named.by === 'id') {
    const row = await readResource<fhir3.Appointment>(database, 'Appointment', named.id);
    if (row) {
      call.access.requireOwn(row.patient);
      const claim = await readClaim(database, named.id);
      return claim?.status === 'pending'
        ? { is: 'held', appointment: row.resource, claim }
        : { is: 'over', appointment: row.resource };
    }
  }
  const offer =
    named.by === 'id'
      ? await readOffer(database, named.id)
      : await offerFromResource(call, database, named.appointment);
  if (!offer)
    throw refuse(404, 'not-found', `There is no Appointment/${named.by === 'id' ? named.id : ''}`);
  const claim = await holdOn(database, offer.slot.id, call.access.patient);
  const held =
    claim && (await readResource<fhir3.Appointment>(database, 'Appointment', claim.appointment));
  return held ? { is: 'held', appointment: held.resource, claim } : { is: 'offer', offer };
}

/** 200, or 201 with `Location` when the client sent the resource itself. */
export function granted(
  call: Call,
  named: Named,
  appointment: Stored<fhir3.Appointment>,
  text: string,
  headers: Record<string, string> = {},
): Answer {
  const location = `${call.server.base}/Appointment/${appointment.id}/_history/${appointment.meta?.versionId ?? '1'}`;
  return {
    status: named.by === 'id' ? 200 : 201,
    resource: oneAppointment(call, appointment, information(text)),
    headers: named.by === 'id' ? headers : { ...headers, Location: location },
  };
}

/** The guide's "no" to whoever came too late. */
export function tooLate(call: Call, target: Target, text: string): Answer {
  return sayNo(call, target, 'conflict', text);
}

/** The guide's "no": 200 with the Appointment cancelled, everybody declined, and the reason beside it. Nothing is stored. */
export function sayNo(call: Call, target: Target, code: string, text: string): Answer {
  const appointment =
    target.is === 'offer' ? refusedOffer(target.offer) : inStatus(target.appointment, 'cancelled');
  return {
    status: 200,
    resource: oneAppointment(call, appointment, { severity: 'error', code, text }),
  };
}

function oneAppointment(
  call: Call,
  appointment: Stored<fhir3.Appointment>,
  issue: Issue,
): fhir3.Bundle {
  return searchset({
    base: call.server.base,
    matches: [appointment],
    issues: [issue],
    profile: availBundle,
  });
}
