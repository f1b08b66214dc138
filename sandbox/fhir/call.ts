import type * as fhir3 from 'fhir/r3';
import type { Database } from '../database/database.ts';
import type { Clock, Rules, TokenVerifier } from '../types.ts';
import { authorize, type Access } from './access.ts';
import { fhirJson, requireJsonAccepted } from './media.ts';
import { FhirRefusal, operationOutcome } from './outcome.ts';

/** What every interaction of the server shares. */
export interface Server {
  readonly base: string;
  readonly clock: Clock;
  readonly tokens: TokenVerifier;
  readonly database: Database;
  readonly holdMinutes: number;
  readonly rules: Rules;
  readonly origins: readonly string[];
  readonly advertise: { readonly authorize: string; readonly token: string } | undefined;
  /** Tells subscribers that slots of these schedules changed; does not wait for them. */
  readonly changed: (schedules: readonly string[]) => void;
}

/** One request, its sender known. */
export interface Call {
  readonly server: Server;
  readonly request: Request;
  readonly url: URL;
  readonly access: Access;
  /** The moment at which the request is handled, for all of its parts. */
  readonly now: number;
}

export interface Answer {
  readonly status: number;
  readonly resource?: fhir3.FhirResource | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one request: negotiates, checks the token, runs the interaction, and turns refusals into outcomes. */
export async function answerCall(
  server: Server,
  request: Request,
  interaction: (call: Call) => Promise<Answer>,
): Promise<Response> {
  return answering(server, async () => {
    const url = new URL(request.url);
    requireJsonAccepted(request, url);
    const now = server.clock();
    const access = await authorize(request, server.tokens, now);
    return interaction({ server, request, url, access, now });
  });
}

/** As `answerCall`, for what needs no token. */
export async function answering(
  server: Server,
  work: () => Answer | Promise<Answer>,
): Promise<Response> {
  try {
    return toResponse(server, await work());
  } catch (error) {
    if (error instanceof FhirRefusal) {
      return toResponse(server, {
        status: error.status,
        resource: operationOutcome(error.issues),
        headers: error.headers,
      });
    }
    const text = error instanceof Error ? error.message : String(error);
    const resource = operationOutcome([{ severity: 'fatal', code: 'exception', text }]);
    return toResponse(server, { status: 500, resource });
  }
}

function toResponse(server: Server, answer: Answer): Response {
  const headers = new Headers({
    'Cache-Control': 'no-store',
    Date: new Date(server.clock()).toUTCString(),
    ...(server.rules.showsDate ? { 'Access-Control-Expose-Headers': 'Date' } : {}),
  });
  const { versionId, lastUpdated } = answer.resource?.meta ?? {};
  if (versionId) headers.set('ETag', `W/"${versionId}"`);
  if (lastUpdated) headers.set('Last-Modified', new Date(lastUpdated).toUTCString());
  for (const [name, value] of Object.entries(answer.headers ?? {})) headers.set(name, value);
  if (!answer.resource) return new Response(null, { status: answer.status, headers });
  headers.set('Content-Type', fhirJson);
  return new Response(JSON.stringify(answer.resource), { status: answer.status, headers });
}

/** 201 for a new resource, its address in `Location`; `Prefer: return=minimal` leaves the body out. */
export function created(call: Call, resource: fhir3.FhirResource & { id: string }): Answer {
  const version = resource.meta?.versionId ?? '1';
  const headers = {
    Location: `${call.server.base}/${resource.resourceType}/${resource.id}/_history/${version}`,
  };
  return { status: 201, headers, resource: wantsMinimal(call) ? undefined : resource };
}

export function wantsMinimal(call: Call): boolean {
  return (call.request.headers.get('prefer') ?? '').includes('return=minimal');
}

/** Optimistic locking: an `If-Match` that names another version is refused with 412. */
export function requireVersion(call: Call, version: number | undefined): void {
  const wanted = call.request.headers.get('if-match');
  if (wanted === null) return;
  if (
    wanted.trim() !== '*' &&
    wanted.trim() !== `W/"${version}"` &&
    wanted.trim() !== `"${version}"`
  ) {
    const text = `The version is ${version ?? 'none'}, not ${wanted}`;
    throw new FhirRefusal(412, [{ severity: 'error', code: 'conflict', text }]);
  }
}
