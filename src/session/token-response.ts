import { isSecure } from './issuers.ts';
import { referencesIn } from './launch-context.ts';
import { parseScopes } from './scopes.ts';
import type { Fields } from './send.ts';
import type { SessionFailure } from './types.ts';

/**
 * What a token response gave, read strictly where a request will carry it and leniently elsewhere.
 */
export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly expiresAt: number | undefined;
  /**
   * Milliseconds until the patient no longer counts as present, counted from the answer: Oracle's
   * Active User Presence Extension, `active_ttl`.
   */
  readonly activeFor: number | undefined;
  readonly patient: string;
  readonly scopes: readonly string[];
  readonly needPatientBanner: boolean;
  readonly intent: string | undefined;
  /** What the portal launched the app with, such as `Appointment/123`. */
  readonly context: readonly string[];
  /** Where the portal says what it looks like. */
  readonly styleUrl: string | undefined;
}

/** A FHIR id: it becomes a part of URLs. */
const id = /^[A-Za-z0-9.-]{1,64}$/;
/** RFC 6750, section 2.1, is narrower; these at least can stand in a header. */
const headerSafe = /^[\x21-\x7e]+$/;
const oneYear = 365 * 24 * 60 * 60;

/**
 * @param requested the scopes that were asked for, which is what an answer without `scope` grants
 * (RFC 6749, section 5.1)
 * @param iss the FHIR base, against which the references of the context are read
 * @param askedAt epoch milliseconds before the request was sent, so that the token never counts as
 * valid for too long
 */
export function grantIn(
  fields: Fields,
  requested: string,
  iss: string,
  askedAt: number,
): Grant | SessionFailure {
  const { access_token: accessToken, refresh_token: refreshToken, patient, scope, intent } = fields;
  const styleUrl = fields['smart_style_url'];
  if (typeof accessToken !== 'string' || !headerSafe.test(accessToken))
    return { kind: 'token-unreadable' };
  if (String(fields['token_type']).toLowerCase() !== 'bearer') return { kind: 'token-unreadable' };
  if (typeof patient !== 'string' || !id.test(patient) || /^\.+$/.test(patient))
    return { kind: 'no-patient' };
  const life = millisecondsIn(fields['expires_in']);
  return {
    accessToken,
    refreshToken:
      typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined,
    expiresAt: life === undefined ? undefined : askedAt + life,
    activeFor: millisecondsIn(fields['active_ttl']),
    patient,
    scopes: parseScopes(typeof scope === 'string' ? scope : requested),
    needPatientBanner: fields['need_patient_banner'] !== false,
    intent: typeof intent === 'string' && intent !== '' ? intent : undefined,
    context: referencesIn(fields['fhirContext'], iss),
    styleUrl: typeof styleUrl === 'string' && isSecure(styleUrl) ? styleUrl : undefined,
  };
}

/** Some servers send the seconds as text. What cannot be a lifetime is as good as not said. */
function millisecondsIn(lifetime: unknown): number | undefined {
  const seconds =
    typeof lifetime === 'string' && lifetime.trim() !== '' ? Number(lifetime) : lifetime;
  return typeof seconds === 'number' && seconds > 0 && seconds <= oneYear
    ? seconds * 1000
    : undefined;
}
