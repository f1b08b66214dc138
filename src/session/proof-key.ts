import type { Page } from './page.ts';

/** 256 random bits in 43 characters: a `state`, or a PKCE verifier (RFC 7636, section 4.1). */
export function unguessable(crypto: Page['crypto']): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** The S256 challenge of a verifier (RFC 7636, section 4.2). */
export async function challengeOf(verifier: string, subtle: SubtleCrypto): Promise<string> {
  return base64url(
    new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(verifier))),
  );
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
