import { refuse } from './outcome.ts';

const idPattern = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * The id in a reference to a resource of this server: `Practitioner/x`, or the same as an absolute URL
 * under the server's own base. Anything else is refused with 400.
 */
export function readReference(text: string, type: string, base: string, parameter: string): string {
  const relative = text.startsWith(`${base}/`) ? text.slice(base.length + 1) : text;
  const [found, id, history, ...rest] = relative.split('/');
  const bare = rest.length <= 1 && (history === undefined || history === '_history');
  if (found !== type || id === undefined || !idPattern.test(id) || !bare) {
    throw refuse(
      400,
      'value',
      `${parameter} must be a reference to a ${type} of this server, e.g. ${type}/123, not "${text}"`,
      parameter,
    );
  }
  return id;
}
