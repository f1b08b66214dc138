import { createHash, webcrypto } from 'node:crypto';
import { authorizeLaunch, takeLaunch, type LaunchOutcome } from '../../../src/session/launch.ts';
import type { Clock, Page } from '../../../src/session/page.ts';
import { takeRedirect } from '../../../src/session/redirect.ts';
import { resumeSession, type ResumeOutcome } from '../../../src/session/resume.ts';
import type { Fetch } from '../../../src/session/send.ts';
import type { RegisteredIssuer, Session, SessionFailure } from '../../../src/session/types.ts';

export const iss = 'https://ehr.example/fhir';
export const redirectUri = 'https://app.example/scheduling/index.html';
export const launchPage = 'https://app.example/scheduling/launch.html';
export const noon = Date.UTC(2026, 2, 4, 12);

export const issuer: RegisteredIssuer = {
  iss,
  clientId: 'scheduling-app',
  scopes: 'launch patient/Patient.read patient/Appointment.read patient/Appointment.write',
};

export const smartConfiguration = {
  issuer: 'https://ehr.example',
  authorization_endpoint: 'https://ehr.example/auth/authorize',
  token_endpoint: 'https://ehr.example/auth/token',
  code_challenge_methods_supported: ['S256'],
  grant_types_supported: ['authorization_code'],
  capabilities: ['launch-ehr', 'client-public', 'context-ehr-patient', 'permission-v1'],
};

export const tokenResponse = {
  access_token: 'the-access-token',
  token_type: 'Bearer',
  expires_in: 3600,
  scope: 'launch patient/Patient.read patient/Appointment.read patient/Appointment.write',
  patient: 'pat-1',
  need_patient_banner: true,
};

/** Session storage as the DOM standard has it, of one tab. */
export class TabStorage implements Storage {
  readonly [name: string]: unknown;
  readonly #entries = new Map<string, string>();
  get length(): number {
    return this.#entries.size;
  }
  clear(): void {
    for (const key of [...this.#entries.keys()]) this.removeItem(key);
  }
  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#entries.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#entries.delete(key);
    Reflect.deleteProperty(this, key);
  }
  setItem(key: string, value: string): void {
    this.#entries.set(key, value);
    Object.defineProperty(this, key, { value, enumerable: true, configurable: true });
  }
}

export interface FakePage extends Page {
  /** Where `location.replace` went, in order. */
  readonly replaced: string[];
  /** Every URL that the page has been at, and the history entry has had. */
  readonly addresses: string[];
}

export function pageAt(
  href: string,
  given: { storage?: Storage; secure?: boolean } = {},
): FakePage {
  const addresses = [href];
  const replaced: string[] = [];
  const storage = given.storage ?? new TabStorage();
  return {
    addresses,
    replaced,
    location: {
      get href() {
        return addresses.at(-1)!;
      },
      set href(_to) {
        throw new Error('the launch page would stay in the history');
      },
      replace: (to) => void replaced.push(String(to)),
    },
    history: { replaceState: (_state, _unused, to) => void addresses.push(String(to)) },
    get sessionStorage() {
      return storage;
    },
    crypto: {
      getRandomValues: (array) => webcrypto.getRandomValues(array as never),
      ...(given.secure === false ? {} : { subtle: webcrypto.subtle as SubtleCrypto }),
    },
  };
}

/** A frame in which the browser blocks storage: the property itself throws. */
export function pageWithoutStorage(href: string): FakePage {
  const page = pageAt(href);
  Object.defineProperty(page, 'sessionStorage', {
    get() {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    },
  });
  return page;
}

export interface SentRequest {
  readonly url: string;
  readonly init: RequestInit;
  /** The fields of a form that was posted. */
  readonly form: URLSearchParams;
}

export type Behaviour = (request: SentRequest) => Response | Promise<Response>;

/** An EHR's authorization server as the network shows it, with one behaviour for each path. */
export function network(paths: Readonly<Record<string, Behaviour>>): {
  fetch: Fetch;
  sent: SentRequest[];
} {
  const sent: SentRequest[] = [];
  const fetch: Fetch = async (input, init = {}) => {
    const url = input instanceof Request ? input.url : String(input);
    const body = init.body instanceof URLSearchParams ? init.body.toString() : init.body;
    const request = { url, init, form: new URLSearchParams(typeof body === 'string' ? body : '') };
    sent.push(request);
    const behaviour = paths[new URL(url).pathname];
    if (behaviour === undefined) throw new TypeError('Failed to fetch');
    return behaviour(request);
  };
  return { fetch, sent };
}

export const wellKnown = '/fhir/.well-known/smart-configuration';

export function ehr(
  configuration: object = {},
  token: object | Behaviour = {},
): ReturnType<typeof network> {
  return network({
    [wellKnown]: () => Response.json({ ...smartConfiguration, ...configuration }),
    '/auth/token':
      typeof token === 'function'
        ? (token as Behaviour)
        : () => Response.json({ ...tokenResponse, ...token }),
  });
}

/** Never answers; ends as a browser's fetch does when it is aborted. */
export const silence: Behaviour = ({ init }) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => {
      reject(new DOMException('The operation was aborted.', 'AbortError'));
    });
  });

export const launchUrl = (query: Readonly<Record<string, string>> = { iss, launch: 'xyz' }) =>
  `${launchPage}?${new URLSearchParams(query).toString()}`;

export interface Launching {
  readonly page?: FakePage;
  readonly fetch?: Fetch;
  readonly issuers?: readonly RegisteredIssuer[];
  readonly now?: number;
}

export function launch({
  page = pageAt(launchUrl()),
  fetch = ehr().fetch,
  issuers = [issuer],
  now = noon,
}: Launching = {}): Promise<LaunchOutcome> {
  return authorizeLaunch(takeLaunch(page), { page, issuers, redirectUri, now: () => now, fetch });
}

/** Launches, and reads what the authorization server is asked. */
export async function authorizationRequest(
  given: Launching = {},
): Promise<{ url: URL; asked: URLSearchParams }> {
  const page = given.page ?? pageAt(launchUrl());
  const outcome = await launch({ ...given, page });
  if (outcome.at === 'failed') throw new Error(JSON.stringify(outcome.failure));
  const url = new URL(page.replaced.at(-1)!);
  return { url, asked: url.searchParams };
}

export interface Arrival {
  readonly storage: Storage;
  readonly query: Readonly<Record<string, string>>;
  readonly fetch?: Fetch;
  readonly now?: number | Clock;
  readonly lastActive?: Clock;
  readonly issuers?: readonly RegisteredIssuer[];
}

/** The browser comes back to the app with this answer. */
export function arrive({
  storage,
  query,
  fetch = ehr().fetch,
  now = noon + 2000,
  lastActive,
  issuers = [issuer],
}: Arrival): Promise<ResumeOutcome> {
  const page = pageAt(`${redirectUri}?${new URLSearchParams(query).toString()}`, { storage });
  return resumeSession(takeRedirect(page), {
    page,
    issuers,
    now: typeof now === 'number' ? () => now : now,
    ...(lastActive && { lastActive }),
    fetch,
  });
}

/** A launch that has got as far as the authorization server. */
export async function begun(
  given: Launching = {},
): Promise<{ storage: Storage; state: string; challenge: string }> {
  const storage = new TabStorage();
  const { asked } = await authorizationRequest({
    page: pageAt(launchUrl(), { storage }),
    ...given,
  });
  return { storage, state: asked.get('state')!, challenge: asked.get('code_challenge')! };
}

/** A whole launch, with an authorization server that behaves as given. */
export async function resumed(
  configuration: object = {},
  token: object | Behaviour = {},
): Promise<ResumeOutcome> {
  const { fetch } = ehr(configuration, token);
  const { storage, state } = await begun({ fetch });
  return arrive({ storage, query: { state, code: 'abc' }, fetch });
}

export function sessionOf(outcome: ResumeOutcome): Session {
  if (outcome.at === 'failed') throw new Error(JSON.stringify(outcome.failure));
  return outcome.session;
}

export function failureOf(outcome: ResumeOutcome): SessionFailure {
  if (outcome.at === 'session') throw new Error('there is a session');
  return outcome.failure;
}

export function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

export function textIn(storage: Storage): string {
  return Array.from({ length: storage.length }, (_, index) => {
    const key = storage.key(index)!;
    return `${key}=${String(storage.getItem(key))}`;
  }).join('\n');
}
