/** A JSON object of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A list as a list: servers write a single value where FHIR has a list, and none where it is empty. */
export function many(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

export function objects(value: unknown): readonly Json[] {
  return many(value).filter(isObject);
}

const nothing: Json = {};

/** The object, or the first of a list of them; an empty one where there is none, so that reads can chain. */
export function object(value: unknown): Json {
  return isObject(value) ? value : (objects(value)[0] ?? nothing);
}

/**
 * Plain text for a page: trimmed, on one line, without control characters and without the marks that
 * turn the reading direction of what follows. `undefined` where nothing is left.
 */
export function text(value: unknown): string | undefined {
  const first = typeof value === 'string' ? value : many(value)[0];
  if (typeof first !== 'string' || first === '') return undefined;
  // Nearly every text is clean already, and an answer has thousands of them.
  if (!/[^!-~ ]| {2}|^ | $/.test(first)) return first;
  const plain = first.replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return plain === '' ? undefined : plain;
}

/** The texts of a list, without the empty ones. */
export function texts(value: unknown): readonly string[] {
  return many(value).flatMap((item) => text(item) ?? []);
}
