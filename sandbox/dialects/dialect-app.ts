import { Hono, type Context } from 'hono';
import { cors } from 'hono/cors';
import { authorize, type Access } from '../fhir/access.ts';
import type { Server } from '../fhir/call.ts';
import { directoryTypes } from '../fhir/directory-parameters.ts';
import { fhirJson, requireJsonAccepted } from '../fhir/media.ts';
import { FhirRefusal, operationOutcome, refuse } from '../fhir/outcome.ts';
import { type Clinic, Refused, type Told } from './clinic.ts';
import type { Json, toR4 } from './versions.ts';

/** One request to a dialect, its sender known. */
export interface DialectCall {
  readonly request: Request;
  readonly url: URL;
  readonly access: Access;
  /** The moment at which the request is handled. */
  readonly now: number;
  /** A part of the path, by the name that the route gives it. */
  param(name: string): string;
}

export interface DialectAnswer {
  readonly status: number;
  readonly resource?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of an answer without a resource, where it has one. */
  readonly contentType?: string;
}

type Interaction = (call: DialectCall) => Promise<DialectAnswer>;

export interface DialectApp {
  readonly root: Hono;
  /** @param path under the base, as Hono writes routes: `/Appointment/:operation{\\$find}` */
  on(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, work: Interaction): void;
  /** Serves the CapabilityStatement, to whoever asks. */
  declare(statement: () => Json): void;
}

export interface DialectOptions {
  /** How the clinic's records are written in this dialect's version of FHIR. */
  readonly write: typeof toR4;
  /** Types that are read and searched as in plain FHIR, and written in this dialect's version. */
  readonly records: readonly string[];
  /** Answer headers that pages of other origins may read. */
  readonly exposes?: readonly string[];
}

/** The types that every dialect serves alike. */
export const commonRecords: readonly string[] = ['Patient', 'Coverage', ...directoryTypes];

/**
 * A FHIR server of one dialect: its own routes first, then reading and searching of plain records. Whatever has
 * no route is refused: 404 for a type that the dialect does not have, 405 for an interaction.
 */
export function createDialectApp(
  clinic: Clinic,
  { write, records, exposes = [] }: DialectOptions,
  furnish: (app: DialectApp) => void,
): Hono {
  const { server } = clinic;
  const root = new Hono();
  const app = root.basePath(new URL(server.base).pathname);
  app.use(
    '*',
    cors({
      origin: (origin) => (server.origins.includes(origin) ? origin : null),
      allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      allowHeaders: ['authorization', 'content-type', 'accept', 'if-match', 'prefer'],
      exposeHeaders: [...exposes],
      maxAge: 7200,
    }),
  );
  const served = new Set<string>(records);
  const on: DialectApp['on'] = (method, path, work) => {
    served.add(path.split('/')[1] ?? '');
    app.on(method, path, (context) => answered(context, server, write, work));
  };
  furnish({
    root: app,
    on,
    declare(statement) {
      app.get('/metadata', (context) =>
        answered(
          context,
          server,
          write,
          () => Promise.resolve({ status: 200, resource: statement() }),
          false,
        ),
      );
    },
  });
  for (const type of records) {
    on('GET', `/${type}`, passedOn(clinic, write));
    on('GET', `/${type}/:id{[A-Za-z0-9.-]+}`, passedOn(clinic, write));
  }
  root.notFound((context) =>
    answered(
      context,
      server,
      write,
      () => Promise.reject(notServed(context.req.raw, clinic, served)),
      false,
    ),
  );
  return root;
}

/** The clinic's answer to the very same reading, in this dialect's version. */
export function passedOn(clinic: Clinic, write: typeof toR4): Interaction {
  return async ({ request, url }) => {
    const path = `${url.pathname}${url.search}`.slice(new URL(clinic.base).pathname.length + 1);
    const told = await clinic.get(request, 'GET', path);
    return { status: told.status, resource: told.resource && write(told.resource) };
  };
}

async function answered(
  context: Context,
  server: Server,
  write: typeof toR4,
  work: Interaction,
  needsToken = true,
): Promise<Response> {
  const request = context.req.raw;
  try {
    const url = new URL(request.url);
    requireJsonAccepted(request, url);
    const now = server.clock();
    const access = needsToken
      ? await authorize(request, server.tokens, now)
      : (undefined as unknown as Access);
    const param = (name: string): string => context.req.param(name) ?? '';
    return toResponse(server, await work({ request, url, access, now, param }));
  } catch (error) {
    if (error instanceof Refused) return toResponse(server, toldAs(error.told, write));
    if (error instanceof FhirRefusal)
      return toResponse(server, {
        status: error.status,
        resource: operationOutcome(error.issues) as unknown as Json,
        headers: error.headers,
      });
    const text = error instanceof Error ? error.message : String(error);
    const outcome = operationOutcome([{ severity: 'fatal', code: 'exception', text }]);
    return toResponse(server, { status: 500, resource: outcome as unknown as Json });
  }
}

function toldAs({ status, resource, headers }: Told, write: typeof toR4): DialectAnswer {
  const challenge = headers.get('WWW-Authenticate');
  return {
    status,
    resource: resource && write(resource),
    ...(challenge === null ? {} : { headers: { 'WWW-Authenticate': challenge } }),
  };
}

function toResponse(
  server: Server,
  { status, resource, headers: more = {}, contentType }: DialectAnswer,
): Response {
  const headers = new Headers({
    'Cache-Control': 'no-store',
    Date: new Date(server.clock()).toUTCString(),
    ...(server.rules.showsDate ? { 'Access-Control-Expose-Headers': 'Date' } : {}),
  });
  const { versionId } = (resource?.['meta'] ?? {}) as { versionId?: string };
  if (versionId !== undefined) headers.set('ETag', `W/"${versionId}"`);
  for (const [name, value] of Object.entries(more)) headers.set(name, value);
  if (resource === undefined) {
    if (contentType !== undefined) headers.set('Content-Type', contentType);
    return new Response(null, { status, headers });
  }
  headers.set('Content-Type', fhirJson);
  return new Response(JSON.stringify(resource), { status, headers });
}

function notServed(request: Request, { base }: Clinic, served: ReadonlySet<string>): FhirRefusal {
  const { pathname } = new URL(request.url);
  const [type = '', second = ''] = pathname.slice(new URL(base).pathname.length + 1).split('/');
  if (!served.has(type))
    return refuse(404, 'not-supported', `This server has no ${type || 'such'} resources`);
  if (second.startsWith('$'))
    return refuse(404, 'not-supported', `There is no operation ${second} on ${type}`);
  return refuse(405, 'not-supported', `${request.method} is not supported at ${pathname}`);
}
