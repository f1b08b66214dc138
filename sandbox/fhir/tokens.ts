import { randomUUID } from 'node:crypto';
import type { AccessGrant, Clock, TokenVerifier } from '../types.ts';

export interface StaticTokens extends TokenVerifier {
  /** A token that is good at once, without any sign-in. `patient` is a logical id. */
  issue(grant: {
    readonly patient?: string;
    readonly scopes: readonly string[] | string;
    readonly minutes?: number;
    readonly clientId?: string;
  }): string;
  /** Ends a token before its time. */
  revoke(token: string): void;
}

/** Tokens for tests that need a FHIR server but no authorization server. */
export function createStaticTokens(clock: Clock): StaticTokens {
  const grants = new Map<string, AccessGrant>();
  return {
    verify: (token) => {
      const grant = grants.get(token);
      return Promise.resolve(grant && grant.expiresAt > clock() ? grant : undefined);
    },
    issue: ({ patient, scopes, minutes = 60, clientId = 'test-app' }) => {
      const token = randomUUID();
      const list = typeof scopes === 'string' ? scopes.split(' ') : scopes;
      grants.set(token, { clientId, patient, scopes: list, expiresAt: clock() + minutes * 60_000 });
      return token;
    },
    revoke: (token) => void grants.delete(token),
  };
}
