/**
 * Ways to climb out of a path after it was looked at: dot segments, however often encoded, and encoded
 * or backward slashes. No FHIR URL needs any of them.
 */
const climbing = /\\|%(?:2e|2f|5c|25)|(?:^|\/)\.\.?(?:\/|$)/i;

/** The FHIR base as this layer uses it: without a slash at its end. */
export function baseOf(iss: string): string {
  return iss.replace(/\/+$/, '');
}

/**
 * The absolute URL, if it lies under the FHIR base: same origin, and the same path or below it, so that
 * `/fhir` does not admit `/fhir-evil`. `undefined` for every other URL; a token must never travel there.
 * @param url absolute, or relative to the base
 */
export function underBase(base: string, url: string): string | undefined {
  const path = /^[^?#]*/.exec(url)?.[0] ?? '';
  const beyondHost = path.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  if (climbing.test(beyondHost) || !URL.canParse(url, `${base}/`)) return undefined;
  const [target, root] = [new URL(url, `${base}/`), new URL(base)];
  const rootPath = root.pathname.replace(/\/$/, '');
  const inside = target.pathname === rootPath || target.pathname.startsWith(`${rootPath}/`);
  if (
    !inside ||
    target.origin !== root.origin ||
    target.username !== '' ||
    target.password !== ''
  ) {
    return undefined;
  }
  target.hash = '';
  return target.href;
}
