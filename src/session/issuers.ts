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

/**
 * @param endpoint as it stands in the SMART configuration; relative ones count from the FHIR base
 * (SMART App Launch 2.2, section 2.1.9)
 */
export function endpointOf(endpoint: string, issuer: RegisteredIssuer): URL | undefined {
  const base = `${withoutSlash(issuer.iss)}/`;
  return URL.canParse(endpoint, base) ? new URL(endpoint, base) : undefined;
}

/**
 * Whether code and verifier may be sent there: over TLS, to the EHR itself or to where its
 * deployer says it signs in.
 */
export function isTrusted(endpoint: URL, issuer: RegisteredIssuer): boolean {
  const origins = [new URL(issuer.iss).origin, ...(issuer.authorizationOrigins ?? [])];
  return (
    isSecure(endpoint.href) &&
    endpoint.username === '' &&
    endpoint.password === '' &&
    origins.includes(endpoint.origin)
  );
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
