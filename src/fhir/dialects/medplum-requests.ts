import type { Appointment, ProposedAppointment, Reference } from '../../scheduling/model.ts';
import { writeInstant } from '../parse/instant.ts';
import { type Json, object, objects } from '../parse/json.ts';
import { parseReference } from '../parse/reference.ts';
import type { FhirRequest } from '../request.ts';
import { servicesIn } from './medplum-calendars.ts';

const parameters = (...parameter: readonly Json[]): Json => ({
  resourceType: 'Parameters',
  parameter,
});

/** An open time as `$find` gave it, its Slots and the reference to its service included, and the patient with it. */
export function appointmentFor(
  { resource }: ProposedAppointment,
  patient: Reference,
  comment?: string,
): Json {
  const appointment = object(resource);
  const own = { actor: { reference: patient }, required: 'required', status: 'accepted' };
  return parameters({
    name: 'appointment',
    resource: {
      ...appointment,
      ...(comment === undefined || comment === '' ? {} : { comment }),
      participant: [...objects(appointment.participant), own],
    },
  });
}

/**
 * Where `$reschedule` is to move a visit; `undefined` where it cannot. It makes no visit one of another kind, nor one
 * that is off take place, and it wants to be told the Schedules, which only an open time has in it. Earlier versions
 * want the service as well, and later ones leave it aside.
 */
export function placeFor(
  time: ProposedAppointment,
  old: Appointment,
  base: string,
): Json | undefined {
  const resource = object(time.resource);
  const [service, ...others] = servicesIn(resource, base);
  const [before, ...more] = servicesIn(object(old.resource), base);
  const schedules = objects(resource.contained).flatMap(
    ({ schedule }) => parseReference(object(schedule).reference, base) ?? [],
  );
  const isSame = service !== undefined && service === before && others.length + more.length === 0;
  if (old.status === 'cancelled' || !isSame || schedules.length === 0) return undefined;
  const refer = (name: string, reference: Reference): Json => ({
    name,
    valueReference: { reference },
  });
  return parameters(
    { name: 'start', valueDateTime: writeInstant(time.start) },
    refer('service-type-reference', service),
    ...[...new Set(schedules)].map((schedule) => refer('schedule', schedule)),
  );
}

/** RFC 6902. It applies only to what is still in this status: another tab, or the clinic, may have changed it. */
const patch = (
  id: string,
  status: 'pending' | 'booked',
  ...more: readonly Json[]
): FhirRequest => ({
  method: 'PATCH',
  url: `Appointment/${id}`,
  body: [{ op: 'test', path: '/status', value: status }, ...more],
  contentType: 'application/json-patch+json',
});

export const wordsPatch = (
  id: string,
  status: 'pending' | 'booked',
  comment: string | undefined,
): FhirRequest =>
  patch(
    id,
    status,
    comment === undefined
      ? { op: 'remove', path: '/comment' }
      : { op: 'add', path: '/comment', value: comment },
  );

/** Makes the patient's part in a hold a tentative one. */
export function tentativePatch({ id, resource }: Appointment, patient: Reference): FhirRequest {
  const at = objects(object(resource).participant).findIndex(
    ({ actor }) => object(actor).reference === patient,
  );
  const path = `/participant/${String(at)}`;
  const part = [
    { op: 'test', path: `${path}/actor/reference`, value: patient },
    { op: 'replace', path: `${path}/status`, value: 'tentative' },
  ];
  return patch(id, 'pending', ...(at < 0 ? [] : part));
}
