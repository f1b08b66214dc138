import { createPrivateKey, type JsonWebKeyInput, sign } from 'node:crypto';
import type { JWKS } from 'oidc-provider';
import type { Clock } from '../types.ts';

/** oidc-provider dates an id_token by the machine's clock. The same, by the sandbox's, and signed again. */
export function onClock(idToken: string, clock: Clock, { keys: [key] }: JWKS): string {
  const [header = '', claims = ''] = idToken.split('.');
  const { iat, exp, ...others } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    readonly iat: number;
    readonly exp: number;
  };
  const now = Math.floor(clock() / 1000);
  const dated = { ...others, iat: now, exp: now + exp - iat };
  const signed = `${header}.${Buffer.from(JSON.stringify(dated)).toString('base64url')}`;
  const own = createPrivateKey({ key, format: 'jwk' } as JsonWebKeyInput);
  return `${signed}.${sign('sha256', Buffer.from(signed), own).toString('base64url')}`;
}
