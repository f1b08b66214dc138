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
 * The base beside this one: the same but for the last part of its path. One whose path ends otherwise has none, and
 * stands for it itself. Only the path is looked at, so that the token stays on the origin that it is for.
 * @param last what the path ends with, such as `R4`
 * @param other what the other one's ends with
 */
export function baseBeside(base: string, last: string, other: string): string {
  const url = new URL(base);
  const parts = url.pathname.split('/');
  if (parts.pop() !== last) return base;
  url.pathname = [...parts, other].join('/');
  return url.href;
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

/** The absolute URL, if it is of the origin of the FHIR base: for what is asked for without a token. */
export function onOrigin(base: string, url: string): string | undefined {
  if (!URL.canParse(url, `${base}/`)) return undefined;
  const target = new URL(url, `${base}/`);
  const named = target.username !== '' || target.password !== '';
  return target.origin === new URL(base).origin && !named ? target.href : undefined;
}
