import type { AccessGrant, TokenVerifier } from '../types.ts';
import { FhirRefusal, refuse } from './outcome.ts';
import { type Permission, permissionsOn } from './scopes.ts';

/** `c`reate, `r`ead, `u`pdate, `d`elete, `s`earch, as SMART v2 spells them. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';

/** What the bearer of a token may do. Every refusal is 403. */
export class Access {
  readonly #grant: AccessGrant;

  constructor(grant: AccessGrant) {
    this.#grant = grant;
  }

  get clientId(): string {
    return this.#grant.clientId;
  }

  /** The patient in context, without type. A token without one opens no patient's record. */
  get patient(): string {
    if (this.#grant.patient === undefined)
      throw refuse(403, 'forbidden', 'This token has no patient in context');
    return this.#grant.patient;
  }

  /** As `patient`, where it also goes without one. */
  get patientIfAny(): string | undefined {
    return this.#grant.patient;
  }

  /** Whether any one of the interactions is granted, narrowed or not. */
  allows(type: string, ...interactions: readonly Interaction[]): boolean {
    return this.#permissions(type, interactions).length > 0;
  }

  /** Any one of the interactions must be granted, without narrowing. */
  require(type: string, ...interactions: readonly Interaction[]): void {
    if (this.statuses(type, ...interactions) !== 'all') {
      throw refuse(
        403,
        'forbidden',
        `The granted scopes do not narrow to this ${type} interaction`,
      );
    }
  }

  /** `all`, or the statuses to which every granted scope is narrowed; 403 when nothing is granted. */
  statuses(type: string, ...interactions: readonly Interaction[]): 'all' | readonly string[] {
    const permissions = this.#permissions(type, interactions);
    if (permissions.length === 0) {
      throw refuse(
        403,
        'forbidden',
        `The granted scopes do not allow ${type}.${interactions.join(' or ')}`,
      );
    }
    return permissions.some(({ statuses }) => statuses === undefined)
      ? 'all'
      : permissions.flatMap(({ statuses }) => statuses ?? []);
  }

  #permissions(type: string, interactions: readonly Interaction[]): Permission[] {
    return permissionsOn(type, this.#grant.scopes).filter((permission) =>
      interactions.some((interaction) => permission.interactions.has(interaction)),
    );
  }

  /** Another patient's record is refused, not hidden: the app is told that it asked for the wrong one. */
  requireOwn(patient: string | null): void {
    if (patient !== this.patient)
      throw refuse(403, 'forbidden', 'This record belongs to another patient');
  }
}

/** Reads and checks the bearer token; without a good one, 401 and how to get one. */
export async function authorize(
  request: Request,
  tokens: TokenVerifier,
  now: number,
): Promise<Access> {
  const token = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const grant = token === undefined ? undefined : await tokens.verify(token);
  if (grant && grant.expiresAt > now) return new Access(grant);
  const challenge =
    token === undefined ? 'Bearer realm="fhir"' : 'Bearer realm="fhir", error="invalid_token"';
  const text =
    token === undefined ? 'An access token is needed' : 'The access token is unknown or has ended';
  throw new FhirRefusal(401, [{ severity: 'error', code: 'login', text }], {
    'WWW-Authenticate': challenge,
  });
}
