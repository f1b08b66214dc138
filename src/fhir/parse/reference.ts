import type { Actor, Reference } from '../../scheduling/model.ts';
import { object, text } from './json.ts';

const relative = /^([A-Z][A-Za-z]{1,63}\/[\w.~-]{1,255})(?:\/_history\/[\w.~-]{1,255})?$/;
const id = /^[\w.~-]{1,255}$/;

/** A logical id. Longer ones than FHIR's 64 characters and underscores exist, and do no harm. */
export function parseId(value: unknown): string | undefined {
  const written = text(value);
  return written !== undefined && id.test(written) ? written : undefined;
}

/**
 * `Practitioner/123`, also where it is written absolute or with a version. `undefined` for contained
 * resources and for other servers' resources: the token of this EHR must not follow them.
 * @param base the FHIR base, without a slash at its end
 */
export function parseReference(written: unknown, base: string): Reference | undefined {
  const whole = text(written);
  if (whole === undefined) return undefined;
  return relative.exec(whole.startsWith(`${base}/`) ? whole.slice(base.length + 1) : whole)?.[1];
}

/** A FHIR Reference as a participant: where it points to, its words, or both. */
export function parseActor(reference: unknown, base: string): Actor {
  const { reference: target, display } = object(reference);
  return { reference: parseReference(target, base), display: text(display) };
}
