import type * as fhir3 from 'fhir/r3';
import { createEhr, type Ehr, type EhrOptions } from '../../../sandbox/ehr.ts';
import { createStaticTokens, type StaticTokens } from '../../../sandbox/fhir/tokens.ts';

/** A Monday morning: nine o'clock in Portland, eight in Madison, seven in Tempe. */
export const monday = Date.UTC(2026, 10, 23, 14);
export const minute = 60_000;
export const day = 24 * 60 * minute;
export const week = { start: '2026-11-23T00:00:00Z', end: '2026-11-30T00:00:00Z' };
export const visitTypes = 'http://fhir.org/guides/argonaut-scheduling/CodeSystem/visit-type';
export const everything = 'patient/*.cruds';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: fhir3.FhirResource & { readonly id?: string };
  readonly bundle: fhir3.Bundle;
  /** The matches of a Bundle. */
  readonly matches: fhir3.Appointment[];
  /** Every issue's text, from an OperationOutcome alone or in a Bundle, in one string. */
  readonly said: string;
}

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

export interface ClinicDay {
  readonly ehr: Ehr;
  readonly tokens: StaticTokens;
  /** Moves the clock on. */
  pass(milliseconds: number): void;
  /** A client signed in as this patient. */
  as(patient: string | undefined, scopes?: string): Send;
}

/** An EHR of its own, whose clock stands at Monday morning until `pass` moves it. */
export async function openClinicDay(options: Partial<EhrOptions> = {}): Promise<ClinicDay> {
  let now = monday;
  const clock = (): number => now;
  const tokens = createStaticTokens(clock);
  const base = 'http://ehr.test/fhir/argonaut';
  const ehr = await createEhr({ base, clock, tokens, database: 'memory', ...options });
  return {
    ehr,
    tokens,
    pass: (milliseconds) => void (now += milliseconds),
    as(patient, scopes = everything) {
      const token = tokens.issue({ ...(patient ? { patient } : {}), scopes, minutes: 100_000 });
      return (method, path, body, headers) => send(ehr, token, method, path, body, headers);
    },
  };
}

/** One request in process. A body that is no string is sent as FHIR JSON. */
export async function send(
  ehr: Ehr,
  token: string | undefined,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await ehr.fetch(
    new Request(path.startsWith('http') ? path : `${ehr.base}${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const parsed = (text ? JSON.parse(text) : { resourceType: 'Basic' }) as Reply['body'];
  const bundle = parsed as fhir3.Bundle;
  const entries = bundle.entry ?? [];
  const outcomes = [parsed, ...entries.map(({ resource }) => resource)].filter(
    (each): each is fhir3.OperationOutcome => each?.resourceType === 'OperationOutcome',
  );
  return {
    status: response.status,
    headers: response.headers,
    body: parsed,
    bundle,
    matches: entries
      .filter(({ search }) => search?.mode === 'match')
      .map(({ resource }) => resource as fhir3.Appointment),
    said: outcomes
      .flatMap((each) =>
        each.issue.map(
          ({ diagnostics, severity, expression }) =>
            `${severity}: ${diagnostics ?? ''} [${(expression ?? []).join()}]`,
        ),
      )
      .join('\n'),
  };
}

export function parameters(...parameter: fhir3.ParametersParameter[]): fhir3.Parameters {
  return { resourceType: 'Parameters', ...(parameter.length ? { parameter } : {}) };
}

export function apptId(id: string): fhir3.ParametersParameter {
  return { name: 'appt-id', valueUri: `Appointment/${id}` };
}

/** The query of a `$find` in the first week, with what is to be added. */
export function findQuery(extra = ''): string {
  return `/Appointment/$find?start=${week.start}&end=${week.end}${extra}`;
}

/** The `index`-th free time of a practitioner. */
export async function offerOf(
  send: Send,
  practitioner: string,
  index = 0,
): Promise<fhir3.Appointment & { id: string }> {
  const found = await send(
    'GET',
    findQuery(`&practitioner=Practitioner/${practitioner}&_count=${index + 1}`),
  );
  const offer = found.matches[index];
  if (!offer?.id) throw new Error(`No free time ${index} of ${practitioner}`);
  return { ...offer, id: offer.id };
}

export function idOf(reply: Reply): string {
  return reply.matches[0]?.id ?? '';
}
