import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWKS } from 'oidc-provider';

/** SMART requires RS256 for the id_token, so one RSA key. */
export async function makeKeys(): Promise<JWKS> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { kty, n, e, d, p, q, dp, dq, qi } = privateKey.export({ format: 'jwk' });
  if (kty === undefined) throw new Error('the key that Node made has no type');
  return { keys: [definedIn({ kty, n, e, d, p, q, dp, dq, qi, alg: 'RS256', use: 'sig' })] };
}

function definedIn<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Fields;
}
