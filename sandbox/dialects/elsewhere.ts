import type { Context, Hono } from 'hono';
import { slotsBetween } from '../clinic/calendar.ts';
import { places } from '../clinic/places.ts';
import { listResources } from '../database/resources.ts';
import { freeSlots, type SlotRow } from '../database/slots.ts';
import { instant } from '../fhir/dates.ts';
import { slotResource } from '../fhir/slot.ts';
import type { Clinic } from './clinic.ts';
import { commonRecords, createDialectApp } from './dialect-app.ts';
import { statementOf } from './statement.ts';
import { type Json, toR4 } from './versions.ts';

const extensions = 'http://fhir-registry.smarthealthit.org/StructureDefinition';
const records = [...commonRecords, 'Appointment'];
const week = 7 * 86_400_000;
/** Not as far as the clinic plans, as publishers do. */
const weeks = 4;

/** Where the hospital's visits are booked. Nobody is there. */
const bookingSite = 'https://booking.larkspur.example';

/** Here visits are booked by phone alone. */
const byPhone = 'prairie-junction';

/**
 * A publisher of SMART Scheduling Links (https://github.com/smart-on-fhir/smart-scheduling-links): its calendars are
 * files for everybody. Beside them stands the record, R4, of which a token can read. Nothing can be changed.
 */
export function createElsewhereApp(clinic: Clinic): Hono {
  const { server, base } = clinic;
  return createDialectApp(clinic, { write: toR4, records }, (app) => {
    const publish = (name: string, type: string, work: () => Promise<string>): void => {
      app.root.get(`/${name}`, (context) => published(context, type, work));
    };
    publish(':manifest{\\$bulk-publish}', 'application/json', () =>
      Promise.resolve(JSON.stringify(manifest(base, server.clock()))),
    );
    const file = (name: string, read: () => Promise<readonly Json[]>): void => {
      publish(`published/${name}.ndjson`, 'application/fhir+ndjson', async () =>
        (await read()).map((line) => `${JSON.stringify(line)}\n`).join(''),
      );
    };
    for (const type of ['Schedule', 'Location'] as const)
      file(`${type.toLowerCase()}s`, async () =>
        (await listResources(server.database, type)).map(({ resource }) => toR4(resource)),
      );
    const calendar = keptForAMinute(server.clock, () => calendarOf(clinic));
    for (let nth = 0; nth < weeks; nth += 1)
      file(`slots-${String(nth)}`, async () => (await calendar())[nth] ?? []);
    app.declare(() =>
      statementOf(server, {
        software: 'Larkspur sandbox, publishing',
        types: {
          Appointment: { searches: { patient: 'reference', date: 'date', status: 'token' } },
        },
      }),
    );
  });
}

/** Static hosting: it knows its own file's type, and asks nobody who they are. */
async function published(
  { req }: Context,
  type: string,
  work: () => Promise<string>,
): Promise<Response> {
  const wanted = (req.header('accept') ?? '*/*')
    .split(',')
    .map((range) => range.split(';')[0]?.trim());
  const accepted = wanted.some((range) => range === '*/*' || range === type);
  const headers = { 'Content-Type': type, 'Cache-Control': 'max-age=60' };
  return accepted ? new Response(await work(), { headers }) : new Response(null, { status: 406 });
}

function manifest(base: string, now: number): Json {
  const output = (type: string, name: string): Json => ({
    type,
    url: `${base}/published/${name}.ndjson`,
  });
  return {
    transactionTime: instant(now),
    request: `${base}/$bulk-publish`,
    output: [
      output('Schedule', 'schedules'),
      output('Location', 'locations'),
      ...Array.from({ length: weeks }, (_, nth) => output('Slot', `slots-${String(nth)}`)),
    ],
    error: [],
  };
}

/** All Slots, a list for each week from now. Busy ones, too, as publishers should. */
async function calendarOf({ server }: Clinic): Promise<readonly (readonly Json[])[]> {
  const now = server.clock();
  const free = await freeSlots(server.database, {
    from: new Date(now),
    until: new Date(now + (weeks + 1) * week),
    limit: 100_000,
  });
  const ids = new Set(free.map(({ id }) => id));
  const calendar: Json[][] = Array.from({ length: weeks }, () => []);
  for (const slot of slotsBetween(now, 0, weeks * 7))
    calendar[Math.floor((slot.start.getTime() - now) / week)]?.push(slotOf(slot, ids.has(slot.id)));
  return calendar;
}

/** Files are written anew once a minute, and only when somebody asks. */
function keptForAMinute<Value>(
  clock: () => number,
  write: () => Promise<Value>,
): () => Promise<Value> {
  let kept: { readonly value: Promise<Value>; readonly since: number } | undefined;
  return () => {
    const age = clock() - (kept?.since ?? Infinity);
    if (kept === undefined || age < 0 || age >= 60_000) kept = { value: write(), since: clock() };
    return kept.value;
  };
}

function slotOf(slot: SlotRow, free: boolean): Json {
  const written = toR4(slotResource(slot, free));
  const phone = places.find(({ id }) => id === slot.location)?.phone;
  const extension = [
    ...(slot.location === byPhone
      ? []
      : [{ url: `${extensions}/booking-deep-link`, valueUrl: `${bookingSite}/slots/${slot.id}` }]),
    ...(phone === undefined ? [] : [{ url: `${extensions}/booking-phone`, valueString: phone }]),
  ];
  return free ? { ...written, extension } : written;
}
