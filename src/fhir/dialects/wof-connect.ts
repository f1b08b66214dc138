import type { Reference } from '../../scheduling/model.ts';
import type { Dialect } from '../dialect.ts';
import { isObject, type Json, many, object, objects, text } from '../parse/json.ts';
import { readRecords } from '../records.ts';
import type { Send } from '../request.ts';
import { iheLike } from './ihe.ts';

/**
 * WOF Connect (http://canonical.fhir.link/servicewell/wof-connect): IHE's scheduling as Swedish dentists have it.
 * An error is an OperationOutcome in the place of the Bundle.
 */
export const wofConnect: Dialect = (ports) => {
  const like = iheLike({
    appointment: 'appointment',
    alone: true,
    finds: ['start', 'end', 'practitioner', 'organization', 'visit-type'],
  });
  return { ...like(ports), ...readRecords({ ...ports, send: naming(ports.patient, ports.send) }) };
};

/**
 * Its Appointments name the patient by an identifier alone, or not at all: whoever asks gets this patient's, and no
 * others. So whatever is read is theirs, unless it says that it is somebody else's. What `$book` answers is not taken
 * so: it is looked up.
 */
function naming(patient: Reference, send: Send): Send {
  return async (request) => {
    const answer = await send(request);
    const { json } = answer;
    if (!isObject(json) || json.resourceType !== 'Bundle')
      return { ...answer, json: withPatient(json, patient) };
    const entry = many(json.entry).map((each) =>
      isObject(each) ? { ...each, resource: withPatient(each.resource, patient) } : each,
    );
    return { ...answer, json: { ...json, entry } };
  };
}

function withPatient(resource: unknown, patient: Reference): unknown {
  const appointment = object(resource);
  if (appointment.resourceType !== 'Appointment') return resource;
  const parts = objects(appointment.participant);
  if (parts.some(({ actor }) => isPatient(object(actor)))) return resource;
  const own = parts.find(({ actor }) => text(object(actor).type) === 'Patient');
  const others = parts.filter((part) => part !== own);
  const named = {
    status: 'accepted',
    ...own,
    actor: { ...object(own?.actor), reference: patient },
  };
  return { ...appointment, participant: [...others, named] };
}

const isPatient = ({ reference }: Json): boolean =>
  /(?:^|\/)Patient\/[^/]+/.test(text(reference) ?? '');
