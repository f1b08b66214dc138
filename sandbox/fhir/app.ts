import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { patchAppointment } from './patch.ts';
import { readAppointment, searchAppointments } from './appointments.ts';
import { bookAppointment } from './book.ts';
import { answerCall, answering, type Answer, type Call, type Server } from './call.ts';
import { directoryTypes } from './directory-parameters.ts';
import { readDirectory, searchDirectory } from './directory.ts';
import { findAppointments } from './find.ts';
import { holdAppointment } from './hold.ts';
import { requireJsonAccepted } from './media.ts';
import { capabilityStatement } from './metadata.ts';
import { refuse } from './outcome.ts';
import { prefetchSlots } from './prefetch.ts';
import {
  createCoverage,
  createPatient,
  readRecord,
  searchRecords,
  updateCoverage,
} from './records.ts';
import { readSlotResource } from './slot.ts';
import { createSubscription, deleteSubscription, readSubscription } from './subscriptions.ts';

const knownTypes = [
  'Appointment',
  'Slot',
  'Patient',
  'Coverage',
  'Subscription',
  ...directoryTypes,
];

/** The FHIR server's routes, under the path of its base. */
export function createApp(server: Server): Hono {
  const root = new Hono();
  const app = root.basePath(new URL(server.base).pathname);
  app.use(
    '*',
    cors({
      origin: (origin) => (server.origins.includes(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['authorization', 'content-type', 'accept', 'if-match', 'prefer'],
      maxAge: 7200,
      // Location and ETag stay unreadable across origins, as on many hospitals' servers; of Date see the rules.
    }),
  );
  const on = (interaction: (call: Call, id: string) => Promise<Answer>) => (context: Context) =>
    answerCall(server, context.req.raw, (call) => interaction(call, context.req.param('id') ?? ''));

  app.get('/metadata', (context) =>
    answering(server, () => {
      requireJsonAccepted(context.req.raw, new URL(context.req.url));
      return { status: 200, resource: capabilityStatement(server) };
    }),
  );

  app.get('/Appointment/:operation{\\$find}', on(findAppointments));
  app.post('/Appointment/:operation{\\$find}', on(findAppointments));
  app.post(
    '/Appointment/:operation{\\$hold}',
    on((call) => holdAppointment(call, undefined)),
  );
  app.post(
    '/Appointment/:operation{\\$book}',
    on((call) => bookAppointment(call, undefined)),
  );
  app.post('/Appointment/:id/:operation{\\$hold}', on(holdAppointment));
  app.post('/Appointment/:id/:operation{\\$book}', on(bookAppointment));
  app.get('/Appointment', on(searchAppointments));
  app.post('/Appointment/_search', on(searchAppointments));
  app.get('/Appointment/:id{[A-Za-z0-9.-]+}', on(readAppointment));
  app.patch('/Appointment/:id{[A-Za-z0-9.-]+}', on(patchAppointment));

  app.get('/Slot/:operation{\\$prefetch}', on(prefetchSlots));
  app.post('/Slot/:operation{\\$prefetch}', on(prefetchSlots));
  app.get('/Slot/:id{[A-Za-z0-9.-]+}', on(readSlotResource));

  for (const type of ['Patient', 'Coverage'] as const) {
    app.get(
      `/${type}`,
      on((call) => searchRecords(call, type)),
    );
    app.post(
      `/${type}/_search`,
      on((call) => searchRecords(call, type)),
    );
    app.get(
      `/${type}/:id{[A-Za-z0-9.-]+}`,
      on((call, id) => readRecord(call, type, id)),
    );
  }
  app.post('/Patient', on(createPatient));
  app.post('/Coverage', on(createCoverage));
  app.put('/Coverage/:id{[A-Za-z0-9.-]+}', on(updateCoverage));

  app.post('/Subscription', on(createSubscription));
  app.get('/Subscription/:id{[A-Za-z0-9.-]+}', on(readSubscription));
  app.delete('/Subscription/:id{[A-Za-z0-9.-]+}', on(deleteSubscription));

  for (const type of directoryTypes) {
    app.get(
      `/${type}`,
      on((call) => searchDirectory(call, type)),
    );
    app.post(
      `/${type}/_search`,
      on((call) => searchDirectory(call, type)),
    );
    app.get(
      `/${type}/:id{[A-Za-z0-9.-]+}`,
      on((call, id) => readDirectory(call, type, id)),
    );
  }

  root.notFound((context) =>
    answering(server, () => Promise.reject(notServed(context.req.raw, server.base))),
  );
  return root;
}

/** An unknown type is 404, an interaction that a known type does not have is 405. */
function notServed(request: Request, base: string): Error {
  const { pathname } = new URL(request.url);
  const [type = '', second = ''] = pathname.slice(new URL(base).pathname.length + 1).split('/');
  if (!knownTypes.includes(type))
    return refuse(404, 'not-supported', `This server has no ${type || 'such'} resources`);
  if (second.startsWith('$') && request.method !== 'GET')
    return refuse(404, 'not-supported', `There is no operation ${second} on ${type}`);
  return refuse(405, 'not-supported', `${request.method} is not supported at ${pathname}`);
}
