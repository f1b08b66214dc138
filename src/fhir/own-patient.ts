import type { Ehr } from '../scheduling/ports.ts';
import { attempt } from './errors.ts';
import type { Json } from './parse/json.ts';
import { parsePatient } from './parse/patient.ts';
import { readResource, type RecordsPorts } from './records.ts';

/** The patient's record, where a dialect needs more of it than the page does. */
export interface OwnPatient {
  readonly readPatient: Ehr['readPatient'];
  /**
   * The resource as it was last read; it is asked for only where nobody has.
   * @throws {FhirError} when it cannot be read
   */
  record(): Promise<Json>;
}

export function ownPatient({ send, base, patient }: RecordsPorts): OwnPatient {
  let last: Promise<Json> | undefined;
  const read = (): Promise<Json> => {
    const reading = readResource(send, 'Patient', patient);
    last = reading;
    reading.catch(() => {
      if (last === reading) last = undefined;
    });
    return reading;
  };
  return {
    readPatient: () => attempt(async () => parsePatient(await read(), patient, base)),
    record: () => last ?? read(),
  };
}
