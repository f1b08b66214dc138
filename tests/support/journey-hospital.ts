import type { LaunchContext } from '../../sandbox/authorization/launches.ts';
import { discoveringDeployment, everyDialect, type Where } from '../../sandbox/deployment.ts';
import type { RunningSandbox } from '../../sandbox/hosts.ts';
import type { Fault, FaultMatch, Rules, WireEntry } from '../../sandbox/types.ts';
import type { Evening } from './journey-evening.ts';

/** What the wire calls the things that journeys count, slow down and break. */
export const asked = {
  find: String.raw`/Appointment/\$find`,
  hold: String.raw`/Appointment/\$hold`,
  book: String.raw`/Appointment/\$book`,
  /** One visit, to read or to change it. */
  visit: '/Appointment/[A-Za-z0-9.-]+$',
  appointments: String.raw`/Appointment\?`,
  nextPage: String.raw`/Appointment\?_page=`,
  patient: '/fhir/argonaut/Patient/',
  discovery: '/smart-configuration$',
  authorize: '/auth/authorize',
  token: '/auth/token$',
  revoke: '/auth/revoke$',
} as const;

/** The hospital of one journey: its EHR as on the same Sunday evening, whatever the journey before has done. */
export class Hospital {
  readonly sandbox: RunningSandbox;
  /** What was thrown in a browser and caught by nobody. */
  readonly uncaught: string[] = [];
  readonly #clock: Evening;

  constructor(sandbox: RunningSandbox, clock: Evening) {
    this.sandbox = sandbox;
    this.#clock = clock;
  }

  /** Epoch milliseconds at the hospital; the browser's clock shows the same. */
  now(): number {
    return this.#clock.now();
  }

  /** So much later at the hospital. The browser's clock is the browser's: see `browserClock`. */
  later(milliseconds: number): void {
    this.#clock.skipped += milliseconds;
  }

  /** A fault waits for requests to this path; see `asked`. */
  breaks(asked: string | FaultMatch, fault: Fault, times = 1): void {
    const match = typeof asked === 'string' ? { path: asked } : asked;
    this.sandbox.ehrHandle.levers.add({ match, fault, times });
  }

  /** What the clinic does in its own way; each journey begins with none of it. */
  get rules(): Rules {
    return this.sandbox.ehrHandle.rules;
  }

  /** All faults are over. */
  mends(): void {
    this.sandbox.ehrHandle.levers.clear();
  }

  /** The requests to this path that reached a host, oldest first; preflights left out. */
  wire(path: string): readonly WireEntry[] {
    const pattern = new RegExp(path);
    return this.sandbox.ehrHandle.log.entries.filter(
      (entry) => entry.method !== 'OPTIONS' && pattern.test(entry.path),
    );
  }

  /** The PATCHes that reached the EHR: visits that were cancelled, and times that were let go. */
  patches(): readonly WireEntry[] {
    return this.wire(asked.visit).filter(({ method }) => method === 'PATCH');
  }

  /**
   * What was asked of the EHR about single visits, in this order: "$hold", "$book", and "read" or "cancel" with the
   * visit: "old" where it was there before the journey, else "new".
   */
  steps(): readonly string[] {
    return this.wire('/Appointment/(?!.*find)').map(({ method, path }) => {
      const [, subject = ''] = /\/Appointment\/([^/?]+)/.exec(path) ?? [];
      if (subject.startsWith('$')) return subject;
      const which = subject.startsWith('coming-') ? 'old' : 'new';
      return `${method === 'PATCH' ? 'cancel' : 'read'} ${which}`;
    });
  }

  /** Whatever has asked the EHR or its authorization server for anything. */
  askedOfEhr(): readonly WireEntry[] {
    return this.sandbox.ehrHandle.log.entries.filter(
      ({ host }) => host !== 'portal' && host !== 'app',
    );
  }

  /** The patient's visits as the clinic's own desk sees them, straight from the tables. */
  visitsOf(patient: string) {
    return this.sandbox.ehrHandle.database.visitsOf(patient);
  }

  /** Those of the patient's visits in this state that the journey has made. */
  async madeBy(patient: string, status: 'booked' | 'pending' = 'booked') {
    const visits = await this.visitsOf(patient);
    return visits.filter((visit) => visit.status === status && !/^(coming|past)-/.test(visit.id));
  }

  /** What the EHR's records say that every patient speaks. */
  async patientsSpeak(language: string): Promise<void> {
    await this.sandbox.ehrHandle.database.query(
      `update resource
          set content = jsonb_set(content, '{communication,0,language,coding,0,code}', to_jsonb($1::text))
        where type = 'Patient'`,
      [language],
    );
  }

  /** An address that opens the app by itself, as in a tab of its own. */
  async launchUrl(context: LaunchContext = { patient: 'maria-alvarez' }): Promise<string> {
    return (await this.sandbox.createLaunch(context)).url;
  }
}

/** How a hospital has set things up. */
export interface HospitalSetup {
  /** Where a browser finds the three hosts. */
  readonly names: { readonly portal: string; readonly app: string; readonly ehr: string };
  /** False where its EHR keeps no times. */
  readonly hold: boolean;
  /** How its EHR wants a visit moved. */
  readonly reschedule: 'book-first' | 'cancel-first' | 'atomic';
  /** What the app asks for beside the usual scopes. */
  readonly moreScopes: readonly string[];
  /** True where its portal launches the app with EHRs of all dialects; the rest of this is then as in the demonstration. */
  readonly everyDialect?: boolean;
  /** Of its pages where the app knows no better; English unless said. */
  readonly language?: string;
}

/** The portal, the app and the EHR on three sites, as it is in hospitals. */
export const usualSetup: HospitalSetup = {
  names: { portal: 'portal.localhost', app: 'app.localhost', ehr: 'ehr.localhost' },
  hold: true,
  reschedule: 'book-first',
  moreScopes: [],
};

/** What the deployer of such a hospital writes into the app's pages. */
export function settingsOf(where: Where, setup: HospitalSetup): unknown {
  const { hold, reschedule, moreScopes, language } = setup;
  const own = language === undefined ? {} : { language };
  if (setup.everyDialect === true) return { ...(everyDialect(where) as object), ...own };
  const { issuers, ...settings } = discoveringDeployment(where) as {
    issuers: readonly { readonly scopes: string }[];
  };
  return {
    ...settings,
    ...own,
    issuers: issuers.map((issuer) => ({
      ...issuer,
      scopes: [issuer.scopes, ...moreScopes].join(' '),
      hold,
      reschedule,
    })),
  };
}
