import { medplum } from '../../../../src/fhir/dialects/medplum.ts';
import type { ProposedAppointment } from '../../../../src/scheduling/model.ts';
import type { Ehr } from '../../../../src/scheduling/ports.ts';
import { base, ehrOver, json, noon, type ScriptedWire, type Sent } from '../wire.ts';

const serviceReference = 'https://medplum.com/fhir/service-type-reference';
const codes = 'http://example.org/appointment-types';

type Answer = Response | Error | (() => Promise<Response>);
/** By method and path, such as `POST Appointment/$hold`; the first whose text the request begins with. */
export type Routes = Readonly<Record<string, Answer | ((sent: Sent) => Answer)>>;

export interface Server extends ScriptedWire {
  /** What was sent, as `GET Appointment/$find?...`, without the base and without escapes. */
  calls(): readonly string[];
  /** Those of them that begin so. */
  callsTo(text: string): readonly string[];
}

/** Answers by what is asked: many requests are under way side by side, in no order. */
export function serving(routes: Routes): Server {
  const sent: Sent[] = [];
  const named = ({ method, url }: Sent): string =>
    `${method} ${decodeURIComponent(url.slice(base.length + 1))}`;
  return {
    sent,
    calls: () => sent.map(named),
    callsTo: (text) => sent.map(named).filter((call) => call.startsWith(text)),
    async fetch(url, init) {
      const request: Sent = {
        url,
        method: init.method ?? 'GET',
        headers: Object.fromEntries(new Headers(init.headers)),
        body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined,
        init,
      };
      sent.push(request);
      const found = Object.entries(routes).find(([route]) => named(request).startsWith(route))?.[1];
      if (found === undefined) throw new Error(`no route for ${named(request)}`);
      const answer = typeof found === 'function' && found.length > 0 ? found(request) : found;
      if (answer instanceof Error) throw answer;
      return answer instanceof Response ? answer.clone() : (answer as () => Promise<Response>)();
    },
  };
}

export const ehr = (server: Server, settings = {}): Ehr =>
  ehrOver(server, { dialect: medplum, ...settings });

/** `serviceType` as Medplum writes it. */
export const typeOf = (service: string, code = service) => ({
  coding: [{ system: codes, code, display: `A ${code}` }],
  text: `A ${code}`,
  extension: [
    { url: serviceReference, valueReference: { reference: `HealthcareService/${service}` } },
  ],
});
export const codeOf = (code: string) => ({ system: codes, code, display: undefined });

export const service = (id: string, more: object = {}) => ({
  resourceType: 'HealthcareService',
  id,
  active: true,
  name: `The ${id}`,
  type: [{ coding: [{ system: codes, code: id }] }],
  location: [{ reference: 'Location/napa', display: 'Napa' }],
  ...more,
});

export const schedule = (who: string, services: readonly string[], more: object = {}) => ({
  resourceType: 'Schedule',
  id: `${who}-schedule`,
  active: true,
  serviceType: services.map((each) => typeOf(each)),
  actor: [{ reference: `Practitioner/${who}`, display: `Dr ${who}` }],
  ...more,
});

const day = 86_400_000;
/** So many days after noon, as Medplum writes it. */
export const at = (days: number): string => new Date(noon + days * day).toISOString();

/** As `$find` gives it: without an id, and with the Slot that it would take. */
export const open = (who: string, of: string, days: number, more: object = {}) => ({
  resourceType: 'Appointment',
  status: 'proposed',
  start: at(days),
  end: at(days + 1 / 48),
  serviceType: [typeOf(of)],
  participant: [
    {
      actor: { reference: `Practitioner/${who}` },
      required: 'required',
      status: 'needs-action',
    },
  ],
  contained: [
    {
      resourceType: 'Slot',
      status: 'busy',
      start: at(days),
      end: at(days + 1 / 48),
      schedule: { reference: `Schedule/${who}-schedule` },
    },
  ],
  ...more,
});

export const own = (status: string) => ({
  actor: { reference: 'Patient/hal' },
  required: 'required',
  status,
});

/** The same after `$hold` or `$book`. */
export function kept(status: string, time: ReturnType<typeof open>, more: object = {}) {
  const { contained: _, ...rest } = time;
  return {
    ...rest,
    id: 'kept-1',
    meta: { versionId: 'one', lastUpdated: '2026-05-06T12:00:00.000Z' },
    status,
    slot: [{ reference: 'Slot/slot-1' }],
    participant: [...time.participant, own('accepted')],
    ...more,
  };
}

/** All that a change wrote, as a transaction's answer. */
export const wrote = (appointment: object, status = 200): Response =>
  json(
    {
      resourceType: 'Bundle',
      type: 'transaction-response',
      entry: [{ resource: appointment }, { resource: { resourceType: 'Slot', id: 'slot-1' } }],
    },
    status,
  );

/** Without a total, and without a link to more. */
export const searchset = (...resources: readonly object[]): Response =>
  json({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: resources.map((resource) => ({ resource })),
  });

/** How Medplum refuses. */
export const refusal = (text: string, status = 400, code = 'invalid'): Response =>
  json(
    { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code, details: { text } }] },
    status,
  );

export const directory = (schedules: readonly object[], services: readonly object[]): Routes => ({
  'GET Schedule?': searchset(...schedules),
  'GET HealthcareService?': searchset(...services),
});

/** An open time out of an answer of this EHR. */
export async function timeOf(resource: ReturnType<typeof open>): Promise<ProposedAppointment> {
  const server = serving({
    ...directory([schedule('dr-y', ['visit', 'check'])], [service('visit'), service('check')]),
    'GET Appointment/$find': ({ url }: Sent) =>
      url.includes(`HealthcareService%2F${servedBy(resource)}&`)
        ? searchset(resource)
        : searchset(),
  });
  const found = await ehr(server).findAppointments({ start: noon, end: noon + 10 * day });
  const [time] = found.ok ? found.value.appointments : [];
  if (time === undefined) throw new Error('no open time');
  return time;
}

const servedBy = ({ serviceType }: ReturnType<typeof open>): string =>
  serviceType[0]?.coding[0]?.code ?? '';
