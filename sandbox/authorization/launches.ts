import { randomBytes } from 'node:crypto';
import type { Clock } from '../types.ts';
import type { Artifacts } from './artifacts.ts';
import type { StyleName } from './style.ts';

/** What the portal knows when a patient opens the app, and how the server shall behave for this one launch. */
export interface LaunchContext {
  /** Logical id of the patient, without `Patient/`. */
  readonly patient: string;
  /** The FHIR base with which the app is launched; the server's first unless said. No other `aud` is let pass. */
  readonly iss?: string;
  /** Who is signed in, as a relative reference; the patient unless said: `RelatedPerson/...` for a proxy. */
  readonly fhirUser?: string;
  readonly intent?: string;
  /** Which part of the hospital it is; opaque. */
  readonly tenant?: string;
  /** False where the portal's own page already says who the patient is. */
  readonly needPatientBanner?: boolean;
  readonly fhirContext?: readonly unknown[];
  /** The token response says that the portal looks like this; it says nothing of that unless given. */
  readonly style?: StyleName;
  /** Exactly these scopes are granted, whatever was asked for. */
  readonly grantOnly?: readonly string[];
  /** The token response does not say who the patient is. */
  readonly omitPatient?: boolean;
  /** The token response does not say when the token ends. */
  readonly omitExpiresIn?: boolean;
}

export interface TakenLaunch {
  readonly context: LaunchContext;
  /** Epoch milliseconds. */
  readonly until: number;
}

const launchMilliseconds = 5 * 60_000;

/** Launch values: opaque, good for one authorization within five minutes. */
export class Launches {
  readonly #artifacts: Artifacts;
  readonly #clock: Clock;

  constructor(artifacts: Artifacts, clock: Clock) {
    this.#artifacts = artifacts;
    this.#clock = clock;
  }

  async create(context: LaunchContext): Promise<string> {
    const launch = randomBytes(24).toString('base64url');
    await this.giveBack(launch, { context, until: this.#clock() + launchMilliseconds });
    return launch;
  }

  /** Takes the launch out: a second request that comes with it finds nothing. */
  async take(launch: string): Promise<TakenLaunch | undefined> {
    return (await this.#artifacts.take('Launch', launch)) as TakenLaunch | undefined;
  }

  /** Puts it back, for what is left of its time, after an answer without a code: the app may try again. */
  async giveBack(launch: string, taken: TakenLaunch): Promise<void> {
    await this.#artifacts.put('Launch', launch, taken, (taken.until - this.#clock()) / 1000);
  }

  /** Refreshing repeats the context, so it is kept for as long as the grant. */
  async keepFor(grantId: string, context: LaunchContext, seconds: number): Promise<void> {
    await this.#artifacts.put('LaunchOfGrant', grantId, { context }, seconds, grantId);
  }

  async ofGrant(grantId: string): Promise<LaunchContext | undefined> {
    const kept: object | undefined = await this.#artifacts.find('LaunchOfGrant', 'id', grantId);
    return (kept as { readonly context: LaunchContext } | undefined)?.context;
  }
}
