import { isSecure, withoutSlash } from './issuers.ts';
import type { RegisteredIssuer } from './types.ts';

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
