import { sweepExpiredHolds } from '../database/claims.ts';
import { freeSlots, type SlotRow } from '../database/slots.ts';
import { referenceTo } from '../clinic/directory.ts';
import type { Server } from '../fhir/call.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import { planningHorizonOf } from './medplum-directory.ts';
import { invalid } from './medplum-messages.ts';
import {
  clinicianWith,
  scheduleOf,
  type Service,
  serviceOf,
  servicesOf,
  serviceType,
  serviceWith,
} from './medplum-services.ts';
import type { Json } from './versions.ts';

const mostDays = 31;
const mostTimes = 1000;

interface Question {
  readonly start: Date;
  readonly end: Date;
  readonly service: Service;
  readonly schedules: readonly string[];
  readonly count: number;
}

/** `Appointment/$find`: when all of these Schedules are free together. Neither a total nor a link to more. */
export async function find(call: DialectCall, server: Server): Promise<DialectAnswer> {
  for (const type of ['Schedule', 'HealthcareService']) call.access.require(type, 'r');
  const question = await readQuestion(call, server);
  const times = await Promise.all(
    question.schedules.map((schedule) => openSlots(schedule, question, server, call.now)),
  );
  const [first = [], ...others] = times;
  const together = first.filter((slot) =>
    others.every((slots) => slots.some((other) => momentOf(other) === momentOf(slot))),
  );
  const entry = together.slice(0, question.count).map((slot) => ({
    resource: proposal(slot, question),
  }));
  return { status: 200, resource: { resourceType: 'Bundle', type: 'searchset', entry } };
}

/** Inputs that are not known are not looked at. */
async function readQuestion({ url }: DialectCall, server: Server): Promise<Question> {
  const once = (name: string): string => {
    const [value = ''] = url.searchParams.getAll(name);
    if (value === '')
      throw invalid(`Expected at least 1 value(s) for required input parameter '${name}'`);
    return value;
  };
  for (const name of ['ignore-appointment', 'occurrence-count'])
    if (url.searchParams.has(name)) throw invalid(`This sandbox does not do ${name}`);
  const [start, end] = [new Date(once('start')), new Date(once('end'))];
  const reference = once('service-type-reference');
  once('schedule');
  const schedules = url.searchParams.getAll('schedule');
  const wrong = schedules.findIndex((each) => !/^Schedule\/[A-Za-z0-9.-]+$/.test(each));
  if (wrong >= 0)
    throw invalid('Invalid schedule reference', { expression: `Parameters.schedule[${wrong}]` });
  const count = readCount(url);
  if (!(start < end)) throw invalid('Invalid search time range');
  if (end.getTime() - start.getTime() > mostDays * 86_400_000)
    throw invalid(`Search range cannot exceed ${mostDays} days`);
  const service = serviceWith(reference.replace('HealthcareService/', ''));
  if (service === undefined) throw invalid('HealthcareService not found');
  for (const schedule of schedules) await requirePlanned(schedule, service, { start, end }, server);
  return { start, end, service, schedules, count };
}

function readCount({ searchParams }: URL): number {
  const text = searchParams.get('_count') ?? '20';
  if (!/^-?\d+$/.test(text))
    throw invalid(`Invalid value '${text}' provided for integer parameter`);
  if (Number(text) < 1) throw invalid('Invalid _count, minimum required is 1');
  if (Number(text) > mostTimes) throw invalid(`Invalid _count, maximum allowed is ${mostTimes}`);
  return Number(text);
}

async function requirePlanned(
  schedule: string,
  service: Service,
  { start, end }: Pick<Question, 'start' | 'end'>,
  server: Server,
): Promise<void> {
  const clinician = clinicianWith(schedule);
  if (clinician === undefined) throw invalid('Loading schedule failed');
  if (!servicesOf(clinician).includes(service))
    throw invalid('Schedule is not schedulable for requested service type');
  const planned = await planningHorizonOf(server, clinician);
  if (planned.start !== undefined && end < new Date(planned.start))
    throw invalid('Search range ends before schedule planning horizon starts');
  if (planned.end !== undefined && start > new Date(planned.end))
    throw invalid('Search range starts after schedule planning horizon ends');
}

async function openSlots(
  schedule: string,
  { start, end, service }: Question,
  { database, changed }: Server,
  now: number,
): Promise<readonly SlotRow[]> {
  changed(await sweepExpiredHolds(database, now));
  const slots = await freeSlots(database, {
    from: start,
    until: end,
    practitioners: [clinicianWith(schedule)?.id ?? ''],
    locations: [service.place],
    visitTypes: service.visitTypes,
    limit: 10 * mostTimes,
  });
  return slots.filter((slot) => serviceOf(slot) === service);
}

const momentOf = ({ start, end }: SlotRow): string => `${start.toISOString()} ${end.toISOString()}`;

/** Without an id; the Slots that would be taken stand in it. */
function proposal(slot: SlotRow, { service, schedules }: Question): Json {
  const [start, end] = [slot.start.toISOString(), slot.end.toISOString()];
  return {
    resourceType: 'Appointment',
    status: 'proposed',
    start,
    end,
    serviceType: serviceType(service),
    participant: schedules.map((schedule) => ({
      actor: referenceTo('Practitioner', clinicianWith(schedule)?.id ?? ''),
      required: 'required',
      status: 'needs-action',
    })),
    contained: schedules.map((schedule) => ({
      resourceType: 'Slot',
      // Medplum's have none: it is for tests that take the time, and nothing here looks at it again.
      ...(schedule === scheduleOf(slot.practitioner) ? { id: slot.id } : {}),
      status: 'busy',
      schedule: { reference: schedule },
      start,
      end,
    })),
  };
}
