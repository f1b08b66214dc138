import { endpointOf, isTrusted } from './endpoints.ts';
import { withoutSlash } from './issuers.ts';
import { ownReference } from './launch-context.ts';
import type { Clock } from './page.ts';
import { fieldsOf, send, type Fetch, type Fields } from './send.ts';
import type { ActsFor, RegisteredIssuer } from './types.ts';

/** An id_token, and what it is validated against. */
export interface Identified {
  /** The FHIR base, as the portal sent it. */
  readonly iss: string;
  readonly issuer: RegisteredIssuer;
  /** That of the authorization request. */
  readonly nonce: string;
  readonly idToken: unknown;
  readonly grant: {
    /** Logical id of the patient in context. */
    readonly patient: string;
  };
  readonly now: Clock;
  readonly fetch: Fetch;
}

interface Token {
  readonly header: Fields;
  readonly claims: Fields;
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

const tenSeconds = 10_000;
/** By so much the browser's clock may be off. */
const leeway = 5 * 60_000;

/** SMART asks for RS256; `none` and what is signed with a shared secret are not among these. */
const algorithms = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  RS384: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  ES384: { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' },
} as const;

/**
 * Whether somebody acts for the patient, by the `fhirUser` of an id_token (SMART App Launch 2.2, "Scopes for requesting
 * identity data"). It is validated (OpenID Connect Core, section 3.1.3.7) before it counts. Most say that the patient is
 * who is signed in: then nothing will be said, true or not, and the EHR is asked for no keys.
 */
export async function actsFor(expected: Identified): Promise<ActsFor | undefined> {
  const token = tokenIn(expected.idToken);
  if (token === undefined) return undefined;
  const acting = actingBy(token.claims['fhirUser'], expected);
  return acting !== undefined && (await isValid(token, expected)) ? acting : undefined;
}

/** A reference to another server says nothing of this one's patients. */
function actingBy(fhirUser: unknown, { iss, grant }: Identified): ActsFor | undefined {
  if (typeof fhirUser !== 'string') return undefined;
  const [type, id] =
    ownReference(fhirUser.replace(/\/_history\/[^/]+$/, ''), iss)?.split('/') ?? [];
  switch (type) {
    case 'RelatedPerson':
      return 'another';
    case 'Patient':
      return id === grant.patient ? undefined : 'another';
    case 'Person':
    case 'Practitioner':
    case 'PractitionerRole':
      return 'perhaps-another';
    default:
      return undefined;
  }
}

async function isValid(token: Token, expected: Identified): Promise<boolean> {
  if (!isForHere(token.claims, expected)) return false;
  const { iss, issuer, fetch } = expected;
  const configuration = await ask(`${withoutSlash(iss)}/.well-known/smart-configuration`, fetch);
  const jwks = configuration?.['jwks_uri'];
  if (typeof jwks !== 'string' || configuration?.['issuer'] !== token.claims['iss']) return false;
  const address = endpointOf(jwks, issuer);
  if (address === undefined || !isTrusted(address, issuer)) return false;
  const keys = (await ask(address.href, fetch))?.['keys'];
  return Array.isArray(keys) && isSigned(token, keys);
}

/** For this app, of this launch, and not over. */
function isForHere(claims: Fields, { issuer, nonce, now }: Identified): boolean {
  const { clientId } = issuer;
  const { iss, aud, azp, exp } = claims;
  const audiences: readonly unknown[] = [aud].flat();
  return (
    typeof iss === 'string' &&
    claims['nonce'] === nonce &&
    audiences.includes(clientId) &&
    // Where it is for several, it says which of them asked for it.
    (azp === undefined ? audiences.length === 1 : azp === clientId) &&
    typeof exp === 'number' &&
    exp * 1000 + leeway > now()
  );
}

async function isSigned(token: Token, keys: readonly unknown[]): Promise<boolean> {
  const { alg, kid, crit } = token.header;
  const algorithm = Object.entries(algorithms).find(([name]) => name === alg)?.[1];
  // What is critical has to be understood, and nothing of that kind is (RFC 7515, section 4.1.11).
  if (algorithm === undefined || crit !== undefined) return false;
  for (const key of keys) {
    const { kty, n, e, crv, x, y, ...about } = Object(key) as JsonWebKey & { kid?: unknown };
    if ((kid !== undefined && about.kid !== kid) || about.use === 'enc') continue;
    try {
      // Nothing else of the key is looked at, so that what it may say of itself cannot stand in the way.
      const jwk = { kty, n, e, crv, x, y } as JsonWebKey;
      const { subtle } = crypto;
      const publicKey = await subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
      if (await subtle.verify(algorithm, publicKey, token.signature, token.signed)) return true;
    } catch {
      // A key of another kind.
    }
  }
  return false;
}

async function ask(url: string, fetch: Fetch): Promise<Fields | undefined> {
  const answer = await send(fetch, url, { headers: { Accept: 'application/json' } }, tenSeconds);
  return answer.at === 'answered' && answer.status === 200 ? fieldsOf(answer.text) : undefined;
}

/** @returns undefined unless it is a JWS in its compact form */
function tokenIn(text: unknown): Token | undefined {
  if (typeof text !== 'string') return undefined;
  const parts = text.split('.');
  const [header, claims, signature] = parts.map(bytesIn);
  if (!header || !claims || !signature) return undefined;
  const fields = [header, claims].map((bytes) => fieldsOf(new TextDecoder().decode(bytes)));
  const [head, body] = fields;
  if (head === undefined || body === undefined) return undefined;
  const signed = new TextEncoder().encode(text.slice(0, text.lastIndexOf('.')));
  return { header: head, claims: body, signed, signature };
}

/** @param text base64url, whose two own signs `atob` does not know */
function bytesIn(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
