import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { clinicians, scheduleId } from '../clinic/clinicians.ts';
import { reasons, snomed, specialties, visitTypes, visitTypeSystem } from '../clinic/codes.ts';
import { places } from '../clinic/places.ts';
import { readSpan } from '../fhir/dates.ts';
import type { Told } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import {
  ignored,
  type Input,
  outcomeEntry,
  readSent,
  refused,
  required,
  requireOwn,
  says,
  type Sent,
  withWholeUrls,
} from './epic-messages.ts';
import type { Json } from './versions.ts';

/** Epic does not say how long they are good. */
const idMinutes = 15;

/** The ids of open times: new ones with every answer, for whoever got it, and forgotten after a while. */
export class TemporaryIds {
  readonly #offers = new Map<string, { offer: string; patient: string; until: number }>();

  give(offer: string, { access, now }: DialectCall): string {
    for (const [id, { until }] of this.#offers) {
      if (until > now) break;
      this.#offers.delete(id);
    }
    const id = `e${randomUUID()}`;
    this.#offers.set(id, { offer, patient: access.patient, until: now + idMinutes * 60_000 });
    return id;
  }

  offerOf(id: string, { access, now }: DialectCall): string | undefined {
    const found = this.#offers.get(id);
    return found?.patient === access.patient && found.until > now ? found.offer : undefined;
  }
}

type Parameter = fhir3.ParametersParameter;

/** In the clinic's words what narrows a search; `undefined`: not to be used. */
type Narrowing = (sent: Sent, base: string) => Parameter | undefined;

/** Systems that Epic names by their OIDs. */
const uris: Readonly<Record<string, string>> = {
  'urn:oid:2.16.840.1.113883.6.96': snomed,
  'urn:oid:2.16.840.1.113883.6.90': 'http://hl7.org/fhir/sid/icd-10-cm',
};

const narrowings: Readonly<Record<string, Narrowing>> = {
  serviceType: coded(
    'visit-type',
    (system, code) => system === visitTypeSystem && Object.hasOwn(visitTypes, code),
  ),
  specialties: coded(
    'specialty',
    (system, code) => system === snomed && Object.hasOwn(specialties, code),
  ),
  indications: coded('reason', (system, code) => Object.hasOwn(reasons, `${system}|${code}`)),
  'location-reference': ({ valueReference }, base) => {
    const { reference } = (valueReference ?? {}) as Sent;
    const id = String(reference).replace(`${base}/`, '').replace('Location/', '');
    return places.some((place) => place.id === id)
      ? { name: 'location-reference', valueUri: `Location/${id}` }
      : undefined;
  },
  // Each site decides by which parameters it goes, and this one does not go by the clock.
  'time-of-day': () => undefined,
};

/** The codings of one concept all mean the same, so the first that the clinic knows says it. */
function coded(name: string, isKnown: (system: string, code: string) => boolean): Narrowing {
  return ({ valueCodeableConcept }) => {
    const { coding } = (valueCodeableConcept ?? {}) as Sent;
    for (const each of Array.isArray(coding) ? (coding as readonly Sent[]) : []) {
      const [written, code] = [String(each['system']), String(each['code'])];
      const system = uris[written] ?? written;
      if (isKnown(system, code)) return { name, valueString: `${system}|${code}` };
    }
    return undefined;
  };
}

interface Question {
  /** In the words in which the clinic is asked. */
  readonly parameters: Parameter[];
  readonly issues: readonly Json[];
}

/** Reads what `$find` is asked. What is optional and cannot be used is ignored. */
export async function readQuestion(call: DialectCall, base: string): Promise<Question> {
  const known = ['patient', 'startTime', 'endTime', ...Object.keys(narrowings)];
  const { sent, issues } = await readSent(call, known);
  const [start, end] = [momentIn(sent, 'startTime'), momentIn(sent, 'endTime')];
  if (end.at <= start.at)
    throw refused(400, says(59111, 'endTime must be after startTime', 'endTime'));
  const parameters: Parameter[] = [
    { name: 'start', valueDateTime: start.written },
    { name: 'end', valueDateTime: end.written },
  ];
  const { resource } = sent.get('patient') ?? {};
  const named = ((resource ?? {}) as fhir3.Patient).identifier?.[0]?.value;
  if (named !== undefined) {
    requireOwn(call, named);
    parameters.push({ name: 'patient-reference', valueUri: `Patient/${named}` });
  } else if (sent.has('patient')) issues.push(ignored('patient'));
  for (const [name, narrow] of Object.entries(narrowings)) {
    const wish = sent.get(name);
    if (wish === undefined) continue;
    const narrowed = narrow(wish, base);
    if (narrowed === undefined) issues.push(ignored(name));
    else parameters.push(narrowed);
  }
  return { parameters, issues };
}

function momentIn(sent: Input['sent'], name: string): { at: number; written: string } {
  const written = required(sent, name)['valueDateTime'];
  const span = typeof written === 'string' ? readSpan(written) : undefined;
  if (span === undefined) throw refused(400, says(59111, `${name} is no dateTime`, name));
  return { at: span.start, written: String(written) };
}

/** The clinic's open times as Epic has them: under ids of the moment, each with its Slot. */
export function openTimes(
  call: DialectCall,
  base: string,
  ids: TemporaryIds,
  { resource }: Told,
  issues: readonly Json[],
): DialectAnswer {
  const { entry = [], link = [] } = resource as fhir3.Bundle;
  const resources = entry.flatMap(
    (each) => (each.resource as fhir3.FhirResource | undefined) ?? [],
  );
  const offers = resources.filter((each) => each.resourceType === 'Appointment');
  const said = resources.flatMap((each) =>
    each.resourceType === 'OperationOutcome' ? (each.issue as unknown as Json[]) : [],
  );
  const all = [...issues, ...said, ...(offers.length === 0 ? [says(4101)] : [])];
  const matches = offers.map((offer) => {
    const id = ids.give(offer.id ?? '', call);
    const open = proposal(offer, id, call.access.patient);
    return {
      fullUrl: `${base}/Appointment/${id}`,
      resource: withWholeUrls(open, base),
      search: { mode: 'match' },
    };
  });
  const next = link.filter(({ relation }) => relation === 'next');
  return {
    status: 200,
    resource: {
      resourceType: 'Bundle',
      type: 'searchset',
      total: matches.length,
      link: [{ relation: 'self', url: `${base}/Appointment/$find` }, ...next],
      entry: [...matches, ...(all.length === 0 ? [] : [outcomeEntry(all)])],
    },
  };
}

/** Without what is of the Argonaut guide, and with its Slot and the patient. */
function proposal(offer: fhir3.Appointment, id: string, patient: string): Json {
  const { meta: _, description: _words, requestedPeriod: _period, slot = [], ...rest } = offer;
  const named = (type: string): string =>
    rest.participant
      .map(({ actor }) => actor?.reference?.split('/') ?? [])
      .find(([first]) => first === type)?.[1] ?? '';
  const clinician = clinicians.find((each) => each.id === named('Practitioner'));
  if (clinician === undefined) throw new Error('an open time with nobody');
  const slotId = slot[0]?.reference?.split('/')[1] ?? '';
  return {
    ...rest,
    id,
    contained: [
      {
        resourceType: 'Slot',
        id: slotId,
        schedule: { reference: `Schedule/${scheduleId(clinician, named('Location'))}` },
        status: 'free',
        start: rest.start,
        end: rest.end,
      },
    ],
    slot: [{ reference: `#${slotId}` }],
    participant: [
      { actor: { reference: `Patient/${patient}` }, required: 'required', status: 'needs-action' },
      ...rest.participant,
    ],
  };
}
