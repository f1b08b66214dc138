import { createEhr, type EhrPorts } from '../../../src/fhir/capability.ts';
import { argonaut } from '../../../src/fhir/dialects/argonaut.ts';
import type { Ehr } from '../../../src/scheduling/ports.ts';

export const base = 'https://ehr.example/fhir';
export const fhirJson = 'application/fhir+json';
/** Wednesday, 2026-05-06, 12:00 UTC. */
export const noon = Date.UTC(2026, 4, 6, 12);

/** One request as it would have left the browser. */
export interface Sent {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, parsed. */
  readonly body: unknown;
  readonly init: RequestInit;
}

export interface ScriptedWire {
  readonly sent: Sent[];
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** Answers in order; the last one again for ever. An Error is thrown, as `fetch` does without a network. */
export function answering(
  ...answers: (Response | Error | (() => Promise<Response>))[]
): ScriptedWire {
  const sent: Sent[] = [];
  return {
    sent,
    fetch: async (url, init) => {
      const answer = answers[Math.min(sent.length, answers.length - 1)];
      sent.push({
        url,
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
        init,
      });
      if (answer === undefined) throw new Error('the script has no answer');
      if (answer instanceof Error) throw answer;
      return answer instanceof Response ? answer.clone() : answer();
    },
  };
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': fhirJson, ...headers },
  });
}

export function words(body: string, status = 200, contentType = 'text/plain'): Response {
  return new Response(body, { status, headers: { 'Content-Type': contentType } });
}

export function ehrOver(
  { fetch }: Pick<ScriptedWire, 'fetch'>,
  settings: Partial<EhrPorts['issuer'] & Pick<EhrPorts, 'dialect'>> &
    Pick<EhrPorts, 'patience'> = {},
): Ehr {
  const { patience, dialect = argonaut, ...issuer } = settings;
  return createEhr({
    issuer: { iss: base, ...issuer },
    dialect,
    patient: 'hal',
    authorization: () => 'Bearer secret',
    now: () => noon,
    fetch,
    ...(patience === undefined ? {} : { patience }),
  });
}

/** A proposal as a careful server gives it. */
export const proposal = {
  resourceType: 'Appointment',
  id: 'open-1',
  status: 'proposed',
  serviceType: [
    {
      coding: [
        {
          system: 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type',
          code: 'office-visit',
          display: 'OFFICE VISIT',
        },
      ],
      text: 'Office visit',
    },
  ],
  start: '2026-05-11T09:00:00-05:00',
  end: '2026-05-11T09:20:00-05:00',
  participant: [
    {
      actor: { reference: 'Practitioner/dr-y', display: 'Dr Y' },
      required: 'required',
      status: 'needs-action',
    },
    {
      actor: { reference: 'Location/napa', display: 'Napa Office' },
      required: 'required',
      status: 'needs-action',
    },
  ],
  requestedPeriod: [{ start: '2026-05-06T12:00:00Z', end: '2026-05-20T12:00:00Z' }],
} as const;

const patientPart = (status: string) => ({
  actor: { reference: 'Patient/hal', display: 'Hal' },
  required: 'required',
  status,
});

/** The same time after a change: another id, and the patient takes part. */
export function appointment(status: string, changes: object = {}, part = 'accepted'): object {
  return {
    ...proposal,
    id: `${status}-1`,
    meta: { versionId: '3' },
    status,
    participant: [...proposal.participant, patientPart(part)],
    ...changes,
  };
}

export function outcome(
  code: string,
  text?: string,
  severity: 'fatal' | 'error' | 'warning' | 'information' = 'error',
): object {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity, code, ...(text === undefined ? {} : { details: { text } }) }],
  };
}

export function bundle(resources: readonly unknown[], next?: string): object {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    link: next === undefined ? [] : [{ relation: 'next', url: next }],
    entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
  };
}
