import type * as fhir3 from 'fhir/r3';
import type { Hono } from 'hono';
import type { Server } from '../fhir/call.ts';

/** What the clinic said to one question, in FHIR STU3. */
export interface Told {
  readonly status: number;
  /** `undefined` where the answer has no body. */
  readonly resource: fhir3.FhirResource | undefined;
  readonly headers: Headers;
}

/**
 * The clinic behind a dialect: the sandbox's Argonaut server under the dialect's own base, asked in Argonaut's
 * words and in the name of whoever sent the request. So every dialect has the same rooms, times and patients, and
 * its own file only has to translate, and to refuse what its specification refuses.
 */
export interface Clinic {
  /** The dialect's FHIR base, without a slash at its end. */
  readonly base: string;
  readonly server: Server;
  /**
   * @param path relative to the base, such as `Appointment/$find?_count=5`
   * @param body sent as FHIR JSON
   */
  ask(
    request: Request,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<Told>;
  /** The same, and a 4xx or 5xx is thrown as the refusal that it is. */
  get(
    request: Request,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
  ): Promise<Told>;
}

export function openClinicBehind(server: Server, app: Hono): Clinic {
  const ask: Clinic['ask'] = async (request, method, path, body) => {
    const headers = new Headers({ Accept: 'application/fhir+json' });
    for (const name of ['Authorization', 'If-Match']) {
      const value = request.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    if (body !== undefined)
      headers.set(
        'Content-Type',
        Array.isArray(body) ? 'application/json-patch+json' : 'application/fhir+json',
      );
    const answer = await app.fetch(
      new Request(`${server.base}/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
    const text = await answer.text();
    return {
      status: answer.status,
      resource: text === '' ? undefined : (JSON.parse(text) as fhir3.FhirResource),
      headers: answer.headers,
    };
  };
  return {
    base: server.base,
    server,
    ask,
    async get(...question) {
      const told = await ask(...question);
      if (told.status >= 400) throw new Refused(told);
      return told;
    },
  };
}

/** What the clinic itself refused; passed on as it is. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly told: Told;
  constructor(told: Told) {
    super(`the clinic said ${String(told.status)}`);
    this.told = told;
  }
}
