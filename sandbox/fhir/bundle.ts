import type * as fhir3 from 'fhir/r3';
import type { Stored } from '../database/resources.ts';
import { operationOutcome, type Issue } from './outcome.ts';

export interface BundleParts {
  readonly base: string;
  readonly matches: readonly Stored[];
  /** How many there are in all pages; as many as `matches` unless said. */
  readonly total?: number;
  /** What the matches refer to and the client wanted along with them; counted nowhere. */
  readonly included?: readonly Stored[];
  readonly issues?: readonly Issue[];
  readonly self?: string;
  readonly next?: string | undefined;
  readonly profile?: string;
}

/** A searchset: the matches, what came along with them, then what there is to say. Nothing found leaves `entry` out, as FHIR JSON has no empty arrays. */
export function searchset(parts: BundleParts): fhir3.Bundle {
  const entryOf = (resource: Stored, mode: string): fhir3.BundleEntry => ({
    fullUrl: `${parts.base}/${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });
  const entry = [
    ...parts.matches.map((resource) => entryOf(resource, 'match')),
    ...(parts.included ?? []).map((resource) => entryOf(resource, 'include')),
  ];
  if (parts.issues?.length)
    entry.push({ resource: operationOutcome(parts.issues), search: { mode: 'outcome' } });
  const link: fhir3.BundleLink[] = [];
  if (parts.self) link.push({ relation: 'self', url: parts.self });
  if (parts.next) link.push({ relation: 'next', url: parts.next });
  return {
    resourceType: 'Bundle',
    ...(parts.profile ? { meta: { profile: [parts.profile] } } : {}),
    type: 'searchset',
    total: parts.total ?? parts.matches.length,
    ...(link.length ? { link } : {}),
    ...(entry.length ? { entry } : {}),
  };
}
