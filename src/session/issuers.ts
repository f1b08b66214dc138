import type { RegisteredIssuer } from './types.ts';

/**
 * The registration of an `iss`, compared as text and not as a URL:
 * `https://ehr.example@evil.example`, another case, another port or a longer path is another
 * issuer. Only a slash at the end is let pass.
 */
export function registrationOf<Issuer extends RegisteredIssuer>(
  iss: string,
  issuers: readonly Issuer[],
): Issuer | undefined {
  const found = issuers.find((issuer) => withoutSlash(issuer.iss) === withoutSlash(iss));
  return found !== undefined && isSecure(iss) ? found : undefined;
}

export function withoutSlash(iss: string): string {
  return iss.endsWith('/') ? iss.slice(0, -1) : iss;
}

/** https, or http that never leaves this machine: where an EHR is developed. */
export function isSecure(href: string): boolean {
  if (!URL.canParse(href)) return false;
  const { protocol, hostname } = new URL(href);
  if (protocol === 'https:') return true;
  return (
    protocol === 'http:' &&
    (/^(127\.0\.0\.1|\[::1\]|localhost)$/.test(hostname) || hostname.endsWith('.localhost'))
  );
}
