import type * as fhir3 from 'fhir/r3';
import { horizonDays } from '../clinic/calendar.ts';
import { holdOn, sweepExpiredHolds } from '../database/claims.ts';
import { listResources } from '../database/resources.ts';
import { freeSlots, type SlotRow } from '../database/slots.ts';
import { readOffer } from '../fhir/offer.ts';
import { refuse } from '../fhir/outcome.ts';
import type { Clinic } from './clinic.ts';
import type { DialectAnswer, DialectCall } from './dialect-app.ts';
import {
  changed,
  done,
  packed,
  type Parameters,
  readCount,
  readParameters,
  readPatch,
  readPeriod,
  requireVersion,
  unpacked,
} from './millennium-request.ts';
import { kindSystems, slotResource, writeMillennium } from './millennium-resources.ts';
import { slotState, slotStates } from './slot-state.ts';
import { type Inside, together } from './together.ts';
import type { Json } from './versions.ts';

const day = 86_400_000;
const parameters = [
  'service-type',
  'schedule.actor',
  '-location',
  'start',
  '_count',
  '_include',
  '-pageContext',
  '-pageDirection',
];

/** A search once it is understood. */
interface Question {
  readonly from: number;
  readonly before: number;
  readonly visitTypes?: readonly string[];
  readonly specialties?: readonly string[];
  readonly practitioners?: readonly string[];
  readonly locations?: readonly string[];
  readonly includes: boolean;
  readonly size: number;
  readonly offset: number;
}

/** A Slot of this dialect: a time, and the one kind of visit for which it is. */
interface Kept {
  readonly slot: SlotRow;
  readonly kind: string;
}

/** Free Slots, soonest first, then by kind. */
export async function searchSlots(clinic: Clinic, call: DialectCall): Promise<DialectAnswer> {
  call.access.require('Slot', 'r', 's');
  const given = readParameters(call, parameters, ['start']);
  const question = (unpacked(given) as Question | undefined) ?? readQuestion(clinic, given);
  if (question.includes) call.access.require('Schedule', 'r');
  const { size, offset } = question;
  await endOldHolds(clinic, call);
  const found = await freeOnes(clinic, question, call.now);
  const page = found.slice(offset, offset + size);
  const link = [{ relation: 'self', url: call.url.href }];
  const next = `${clinic.base}/Slot?${packed({ ...question, offset: offset + size })}`;
  if (found.length > offset + size) link.push({ relation: 'next', url: next });
  const matches = await resourcesOf(clinic, page);
  const included = question.includes ? await schedulesOf(clinic, page) : [];
  const entry = [
    ...matches.map((resource) => ({ resource, search: { mode: 'match' } })),
    ...included.map((resource) => ({ resource, search: { mode: 'include' } })),
  ];
  const bundle = { resourceType: 'Bundle', type: 'searchset', link };
  return { status: 200, resource: entry.length ? { ...bundle, entry } : bundle };
}

export async function readSlot(clinic: Clinic, call: DialectCall): Promise<DialectAnswer> {
  call.access.require('Slot', 'r');
  await endOldHolds(clinic, call);
  const offer = await readOffer(clinic.server.database, call.param('id'));
  const [resource] = offer
    ? await resourcesOf(clinic, [{ slot: offer.slot, kind: offer.visitType }])
    : [];
  if (!resource) throw unknown(call.param('id'));
  return { status: 200, resource };
}

async function endOldHolds({ server }: Clinic, { now }: DialectCall): Promise<void> {
  server.changed(await sweepExpiredHolds(server.database, now));
}

/** Keeps a free time (`busy-tentative`), or gives back one that is kept for this patient (`free`). */
export async function patchSlot(clinic: Clinic, call: DialectCall): Promise<DialectAnswer> {
  call.access.require('Slot', 'u');
  const { changes, version } = await readPatch(call);
  const status = changed(changes[0], 'replace', '/status');
  if (changes.length !== 1 || (status !== 'busy-tentative' && status !== 'free'))
    throw refuse(422, 'business-rule', 'Only /status is replaced, by free or busy-tentative');
  return together(clinic, call, async (inside) => {
    const offer = await readOffer(inside.database, call.param('id'));
    const before = offer && (await slotState(inside.database, offer.slot.id));
    if (!before) throw unknown(call.param('id'));
    requireVersion(version, before.version);
    if (before.status !== status) await setStatus(inside, offer.id, before.slot, status);
    const after = await slotState(inside.database, offer.slot.id);
    return done(after?.version ?? version);
  });
}

async function setStatus(
  { database, call, ask }: Inside,
  id: string,
  slot: SlotRow,
  status: 'free' | 'busy-tentative',
): Promise<void> {
  if (status === 'free') {
    const hold = await holdOn(database, slot.id, call.access.patient);
    if (!hold) throw refuse(422, 'business-rule', 'This Slot is not yours to free');
    const cancelled = [{ op: 'replace', path: '/status', value: 'cancelled' }];
    await ask('PATCH', `Appointment/${hold.appointment}`, cancelled);
    return;
  }
  const named = [{ name: 'appt-id', valueUri: `Appointment/${id}` }];
  const told = await ask('POST', 'Appointment/$hold', {
    resourceType: 'Parameters',
    parameter: named,
  });
  const [first] = (told.resource as fhir3.Bundle).entry ?? [];
  if ((first?.resource as fhir3.Appointment).status !== 'pending')
    throw refuse(422, 'conflict', 'This Slot is not free');
}

function readQuestion({ server }: Clinic, given: Parameters): Question {
  const types = listIn(given, 'service-type');
  const include = given.get('_include')?.[0];
  if (include !== undefined && include !== 'Slot:schedule')
    throw refuse(400, 'not-supported', `${include} cannot be included`, '_include');
  if (types === undefined)
    throw refuse(400, 'required', 'service-type is required', 'service-type');
  const { start, end } = readPeriod('start', given.get('start') ?? []);
  const { pageSize = 1000 } = server.rules.find;
  return {
    from: start,
    before: end,
    ...kindsIn(types),
    ...idsIn(given, 'schedule.actor', 'practitioners', 'Practitioner/'),
    ...idsIn(given, '-location', 'locations', 'Location/'),
    includes: include !== undefined,
    // A page of so many times has a Slot for each kind of visit that a time is good for.
    size: Math.min(readCount(given, 50, 1000), pageSize * 4),
    offset: 0,
  };
}

/** All of them are the hospital's own codes, or none is. */
function kindsIn(types: readonly string[]): Pick<Question, 'visitTypes' | 'specialties'> {
  for (const [name, system] of Object.entries(kindSystems)) {
    if (types.every((type) => type.startsWith(`${system}|`)))
      return { [name]: types.map((type) => type.slice(system.length + 1)) };
  }
  const text = 'service-type takes standard codes, or proprietary ones, as system|code';
  throw refuse(400, 'value', text, 'service-type');
}

const listIn = (given: Parameters, name: string): readonly string[] | undefined =>
  given.get(name)?.[0]?.split(',');

function idsIn(
  given: Parameters,
  name: string,
  as: 'practitioners' | 'locations',
  type: string,
): Partial<Question> {
  const values = listIn(given, name);
  if (values === undefined) return {};
  const isWrong = (value: string): boolean =>
    value.includes('/') ? !value.startsWith(type) : name === 'schedule.actor';
  if (values.some(isWrong)) throw refuse(400, 'value', `${name} takes ${type}s`, name);
  return { [as]: values.map((value) => value.split('/').at(-1) ?? '') };
}

/** One more than the page needs, where there are more. */
async function freeOnes(
  { server }: Clinic,
  question: Question,
  now: number,
): Promise<readonly Kept[]> {
  const { from, before, includes: _, size, offset, ...wishes } = question;
  const rows = await freeSlots(server.database, {
    ...wishes,
    from: new Date(Math.max(from, now)),
    // What begins within the period may end after it.
    until: new Date(Math.min(before, now + horizonDays * day) + day),
    limit: offset + size + 1,
  });
  return rows
    .filter(({ start }) => start.getTime() < before)
    .flatMap((slot) =>
      slot.visitTypes
        .filter((kind) => wishes.visitTypes?.includes(kind) ?? true)
        .map((kind) => ({ slot, kind })),
    );
}

async function resourcesOf({ server }: Clinic, kept: readonly Kept[]): Promise<readonly Json[]> {
  const slots = [...new Map(kept.map(({ slot }) => [slot.id, slot])).values()];
  const states = new Map(
    (await slotStates(server.database, slots)).map((state) => [state.slot.id, state]),
  );
  return kept.flatMap(({ slot, kind }) => {
    const state = states.get(slot.id);
    return state ? [slotResource(state, kind)] : [];
  });
}

async function schedulesOf({ server }: Clinic, kept: readonly Kept[]): Promise<readonly Json[]> {
  const ids = [...new Set(kept.map(({ slot }) => slot.schedule))];
  const rows = await listResources(server.database, 'Schedule', 'id = any($2::text[])', [ids]);
  return rows.map(({ resource }) => writeMillennium(resource));
}

const unknown = (id: string) => refuse(404, 'not-found', `There is no Slot/${id}`);
