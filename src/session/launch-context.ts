import { withoutSlash } from './issuers.ts';

/**
 * The references that the portal launched the app with (SMART App Launch 2.2, `fhirContext`), relative to the
 * FHIR base. Objects and, from older servers, plain texts are read. What has another role than "launch", or
 * lives on another server, is not for this page to open.
 */
export function referencesIn(fhirContext: unknown, iss: string): readonly string[] {
  if (!Array.isArray(fhirContext)) return [];
  return fhirContext.flatMap((item: unknown) => ownReference(referenceOf(item), iss) ?? []);
}

function referenceOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return undefined;
  const { reference, role = 'launch' } = item as { reference?: unknown; role?: unknown };
  return typeof reference === 'string' && role === 'launch' ? reference : undefined;
}

/** A reference to a resource of this FHIR base, relative to it; `undefined` for all others. */
export function ownReference(reference: string | undefined, iss: string): string | undefined {
  const base = `${withoutSlash(iss)}/`;
  const path = reference?.startsWith(base) === true ? reference.slice(base.length) : reference;
  return path !== undefined && /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/.test(path)
    ? path
    : undefined;
}
