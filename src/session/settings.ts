import { fieldsOf } from './send.ts';
import type { RegisteredIssuer } from './types.ts';

/**
 * The issuers in the deployment's settings, for the launch page: it reads no more of them, because all
 * that it carries stands between the patient's click and the sign-in. `config.ts` reads the whole, and
 * has the words for what is wrong.
 *
 * @param settings the JSON of the settings
 * @returns undefined where the launch could go wrong with what is written there
 */
export function issuersIn(settings: string): readonly RegisteredIssuer[] | undefined {
  const issuers = fieldsOf(settings)?.['issuers'];
  return Array.isArray(issuers) && issuers.length > 0 && issuers.every(isIssuer)
    ? issuers
    : undefined;
}

function isIssuer(json: unknown): json is RegisteredIssuer {
  const {
    iss,
    clientId,
    scopes,
    authorizationOrigins = [],
    endpoints,
  } = Object(json) as {
    readonly [Key in keyof RegisteredIssuer]?: unknown;
  };
  return (
    [iss, clientId, scopes].every(isText) &&
    // Without it the EHR does not say which patient this is.
    String(scopes).split(' ').includes('launch') &&
    Array.isArray(authorizationOrigins) &&
    authorizationOrigins.every(isText) &&
    (endpoints === undefined || areEndpoints(endpoints))
  );
}

function areEndpoints(json: unknown): boolean {
  const { authorization, token, ...others } = Object(json) as Readonly<Record<string, unknown>>;
  return [authorization, token, ...Object.values(others)].every(isText);
}

function isText(json: unknown): json is string {
  return typeof json === 'string' && json.trim() !== '';
}
