import { Hono } from 'hono';
import { createApp } from '../fhir/app.ts';
import type { Server } from '../fhir/call.ts';
import type { Rules } from '../types.ts';
import { type Clinic, openClinicBehind } from './clinic.ts';
import { commonRecords, createDialectApp, type DialectApp, passedOn } from './dialect-app.ts';
import { book } from './epic-book.ts';
import { openTimes, readQuestion, TemporaryIds } from './epic-find.ts';
import { outcomeEntry, refused, says, withWholeUrls } from './epic-messages.ts';
import { statementOf } from './statement.ts';
import { type Json, toR4 } from './versions.ts';

/** It lists no operation: what Epic's own says of them is not published, so nobody may rely on it. */
const software = 'Epic (imitated by the Larkspur sandbox)';

/**
 * A server in Epic's manner: two FHIR bases beside each other. The record is on R4, where a launch goes; `$find` and
 * `$book` are on STU3. Nothing keeps a time, cancels or moves.
 */
export function createEpicApp(clinic: Clinic): Hono {
  const { server } = clinic;
  const stu3 = {
    ...server,
    base: `${server.base.slice(0, -'R4'.length)}STU3`,
    rules: inPages(server),
  };
  const scheduling = openClinicBehind(stu3, createApp(stu3));
  const ofRecord = createDialectApp(clinic, { write: toR4, records: commonRecords }, (app) => {
    serveAppointments(app, clinic, toR4);
    app.declare(() =>
      statementOf(server, {
        software,
        types: { Appointment: { searches: appointmentParameters } },
      }),
    );
  });
  const write: typeof toR4 = (resource) => withWholeUrls(resource as unknown as Json, stu3.base);
  const ofScheduling = createDialectApp(scheduling, { write, records: [] }, (app) => {
    serveScheduling(app, scheduling);
    serveAppointments(app, scheduling, write);
    for (const type of ['Slot', 'Schedule'])
      app.on('GET', `/${type}/:id{[A-Za-z0-9.-]+}`, passedOn(scheduling, write));
    app.declare(() =>
      statementOf(stu3, {
        software,
        fhirVersion: '3.0.1',
        types: {
          Appointment: { searches: appointmentParameters },
          Slot: { interactions: ['read'] },
          Schedule: { interactions: ['read'] },
        },
        records: [],
      }),
    );
  });
  const under = `${new URL(stu3.base).pathname}/`;
  const both = new Hono();
  both.all('*', ({ req }) =>
    (`${req.path}/`.startsWith(under) ? ofScheduling : ofRecord).fetch(req.raw),
  );
  return both;
}

/** Epic takes no count, and answers in large pages. Whatever else a test says of the clinic is heard. */
function inPages({ rules }: Server): Rules {
  return Object.create(rules, {
    find: { get: (): Rules['find'] => ({ pageSize: 1000, ...rules.find }) },
  }) as Rules;
}

/** Epic's `$find` (its API 840) and `$book` (839). */
function serveScheduling(app: DialectApp, clinic: Clinic): void {
  const ids = new TemporaryIds();
  app.on('POST', '/Appointment/:operation{\\$find}', async (call) => {
    const { parameters: parameter, issues } = await readQuestion(call, clinic.base);
    const question = { resourceType: 'Parameters', parameter };
    const told = await clinic.get(call.request, 'POST', 'Appointment/$find', question);
    return openTimes(call, clinic.base, ids, told, issues);
  });
  // Only for the later pages: the question itself is taken by POST alone.
  app.on('GET', '/Appointment/:operation{\\$find}', async (call) => {
    if (!call.url.searchParams.has('_page')) throw refused(405, says(4100, 'POST is needed'));
    const told = await clinic.get(call.request, 'GET', `Appointment/$find${call.url.search}`);
    return openTimes(call, clinic.base, ids, told, []);
  });
  app.on('POST', '/Appointment/:operation{\\$book}', (call) => book(call, clinic, ids));
}

const appointmentParameters: Readonly<Record<string, string>> = {
  _id: 'token',
  patient: 'reference',
  status: 'token',
  date: 'date',
};
const control = ['_count', '_format', '_page'];

/** Reading and searching; the latter says in words that there is nothing. */
function serveAppointments(app: DialectApp, clinic: Clinic, write: typeof toR4): void {
  app.on('GET', '/Appointment/:id{[A-Za-z0-9.-]+}', passedOn(clinic, write));
  app.on('GET', '/Appointment', async ({ request, url }) => {
    const issues: Json[] = [];
    const pairs = [...url.searchParams].filter(([name]) => {
      const known = control.includes(name) || Object.hasOwn(appointmentParameters, name);
      if (!known) issues.push(says(4122, name, name));
      return known;
    });
    if (!pairs.some(([name]) => ['_id', 'patient', '_page'].includes(name)))
      throw refused(
        400,
        says(59159, 'This resource requires a patient or _id parameter', 'patient'),
      );
    const query = new URLSearchParams(pairs).toString();
    const told = await clinic.get(request, 'GET', `Appointment?${query}`);
    if (told.resource === undefined) return { status: told.status };
    const { entry = [], ...bundle } = write(told.resource) as Json & { entry?: readonly Json[] };
    if (entry.length === 0) issues.push(says(4101));
    const all = issues.length === 0 ? entry : [...entry, outcomeEntry(issues)];
    return { status: told.status, resource: { ...bundle, entry: all } };
  });
}
