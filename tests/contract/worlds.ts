import type { EhrSettings } from '../../src/fhir/capability.ts';
import type { Dialect } from '../../src/fhir/dialect.ts';
import { argonaut } from '../../src/fhir/dialects/argonaut.ts';
import { austria } from '../../src/fhir/dialects/austria.ts';
import { elsewhere } from '../../src/fhir/dialects/elsewhere.ts';
import { epic } from '../../src/fhir/dialects/epic.ts';
import { ihe } from '../../src/fhir/dialects/ihe.ts';
import { isik } from '../../src/fhir/dialects/isik.ts';
import { medplum } from '../../src/fhir/dialects/medplum.ts';
import { millennium } from '../../src/fhir/dialects/millennium.ts';
import { oracle } from '../../src/fhir/dialects/oracle.ts';
import { plain, plainStu3 } from '../../src/fhir/dialects/plain.ts';
import { wofConnect } from '../../src/fhir/dialects/wof-connect.ts';
import type { Code } from '../../src/scheduling/model.ts';
import type { FaultMatch, Rules } from '../../sandbox/types.ts';

/** A way of scheduling, as the contract is told over it: what is left out is as with Argonaut (`usual`). */
export interface Spoken {
  /** The client. */
  readonly dialect: Dialect;
  /** The sandbox's name of the server, where it is another than the row's. */
  readonly server?: string;
  /** What a deployment's settings say of such an EHR. */
  readonly settings?: Omit<EhrSettings, 'iss'>;
  /** Scopes that it needs beside `bookingScopes`, with blanks between them. */
  readonly scopes?: string;
  /** In what the clinic's rules are others than those of the guide. */
  readonly rules?: Partial<Rules>;
  /** Where its requests go. */
  readonly at?: Partial<Places>;
  readonly does?: Partial<Does>;
  /** A code of the clinic's, as this dialect has it; the same unless said. */
  readonly code?: (code: Code) => Code;
}

/** Which requests do what. The method and the path (a regular expression) must both match. */
export interface Places {
  /** Asks for open times: that request alone, and none that prepares it. */
  readonly find: FaultMatch;
  readonly hold: FaultMatch;
  /** Books, with a hold or without. */
  readonly book: FaultMatch;
  /** Moves a visit, where that is not `book`. */
  readonly move: FaultMatch;
  readonly cancel: FaultMatch;
  /** Lists the patient's visits: each page of it. */
  readonly list: FaultMatch;
  /** A later page of what it lists. */
  readonly nextPage: FaultMatch;
}

/** What can be asked for beside the time. */
export type Input =
  | 'practitioners'
  | 'locations'
  | 'places'
  | 'organizations'
  | 'specialties'
  | 'visitTypes'
  | 'reasons';

type Way = NonNullable<EhrSettings['find']>;

/** Which parts of the contract apply. What does not apply is not told: no test of it is there. */
export interface Does {
  /** The ways of asking for open times: values of the setting `find`. */
  readonly finds: readonly [Way, ...Way[]];
  /** Whether open times are only for whoever has a token. Else they are for everybody. */
  readonly needsToken: boolean;
  /** Whether open times have ids of their own. `either`: the tests are told with and without. */
  readonly ids: boolean | 'either';
  /**
   * By what `Ehr.findAppointments` narrows already. Of the others the domain is to narrow the answer by
   * practitioners, locations, specialties and visitTypes; places, organizations and reasons narrow nothing.
   */
  readonly narrows: readonly Input[];
  /** Whether no more times come than were asked for. */
  readonly count: boolean;
  /** Whether an answer that reaches beyond the published days says so in a notice. */
  readonly notices: boolean;
  /** Whether a window that ends before it begins is refused by the server. */
  readonly refusesWindow: boolean;
  /** Which answers come in pages: of open times where `rules.find.pageSize` says so, of visits where there are many. */
  readonly pages: readonly ('find' | 'list')[];
  /** False where times are only shown, and booked elsewhere; then what follows here does not matter. */
  readonly book: boolean;
  /** What stands while a time is kept: an Appointment of the patient, or only a Slot that is not free. */
  readonly hold: 'appointment' | 'slot' | false;
  /** Whether the EHR says how long it keeps a time. */
  readonly holdSaysUntil: boolean;
  /** Whether a kept time becomes free by itself. */
  readonly holdEnds: boolean;
  readonly holdExtends: boolean;
  readonly holdReleases: boolean;
  /** Whether the patient's words are kept with the visit. */
  readonly comment: boolean;
  readonly cancel: boolean;
  /** Whether the visit says afterwards why it was cancelled. */
  readonly cancelReason: boolean;
  /** Whether the EHR refuses to cancel any version but the one that was read. */
  readonly versions: boolean;
  /** How a visit is moved: in one step (the visit has a new id, or the same), by booking and cancelling, or not. */
  readonly reschedule: 'new id' | 'same id' | 'separate' | false;
  /** Whether a booking may wait for somebody at the clinic to say yes. */
  readonly staff: boolean;
}

/** As Argonaut Scheduling 1.0.0 has it. */
const usual: { readonly at: Places; readonly does: Does } = {
  at: {
    find: { path: String.raw`/Appointment/\$find` },
    hold: { method: 'POST', path: String.raw`/Appointment/\$hold$` },
    book: { method: 'POST', path: String.raw`/Appointment/\$book$` },
    move: { method: 'POST', path: String.raw`/Appointment/\$book$` },
    cancel: { method: 'PATCH', path: '/Appointment/[^$/?]+$' },
    list: { method: 'GET', path: String.raw`/Appointment\?` },
    nextPage: { method: 'GET', path: '_page=' },
  },
  does: {
    finds: ['POST'],
    needsToken: true,
    ids: true,
    narrows: [
      'practitioners',
      'locations',
      'places',
      'organizations',
      'specialties',
      'visitTypes',
      'reasons',
    ],
    count: true,
    notices: true,
    refusesWindow: true,
    pages: ['find', 'list'],
    book: true,
    hold: 'appointment',
    holdSaysUntil: true,
    holdEnds: true,
    holdExtends: true,
    holdReleases: true,
    comment: true,
    cancel: true,
    cancelReason: true,
    versions: true,
    reschedule: 'separate',
    staff: true,
  },
};

/** Whatever is changed is changed by a transaction; a Slot says least of itself, and is not kept for anybody. */
const plainly = (dialect: Dialect, path: string): Spoken => ({
  dialect,
  scopes: 'patient/Slot.read patient/Slot.write patient/Schedule.read',
  rules: { confirms: 'server' },
  at: {
    find: { method: 'GET', path: String.raw`/Slot\?` },
    book: { method: 'POST', path: `/${path}$` },
    cancel: { method: 'POST', path: `/${path}$` },
  },
  does: {
    finds: ['GET'],
    ids: false,
    narrows: ['practitioners'],
    notices: false,
    refusesWindow: false,
    hold: false,
    reschedule: 'new id',
    staff: false,
  },
});

/** The dialects by the names that the settings and the sandbox give them: one row for each. */
export const worlds: Readonly<Record<string, Spoken>> = {
  argonaut: { dialect: argonaut, does: { finds: ['POST', 'GET'], ids: 'either' } },
  // Slots have neither a purpose nor an id to book them by, and come in one page.
  'argonaut-prefetch': {
    dialect: argonaut,
    server: 'argonaut',
    scopes: 'patient/Slot.read patient/Schedule.read',
    at: { find: { method: 'POST', path: String.raw`/Slot/\$prefetch` } },
    does: {
      finds: ['prefetch'],
      ids: false,
      narrows: ['practitioners', 'locations', 'places', 'organizations'],
      pages: ['list'],
    },
  },
  // `$book` does it all, and is told of no version.
  ihe: {
    dialect: ihe,
    at: { cancel: { method: 'POST', path: String.raw`/Appointment/\$book$` } },
    does: {
      holdSaysUntil: false,
      holdExtends: false,
      versions: false,
      reschedule: 'same id',
    },
  },
  'wof-connect': {
    dialect: wofConnect,
    at: { cancel: { method: 'POST', path: String.raw`/Appointment/\$book$` } },
    does: {
      narrows: ['practitioners', 'organizations', 'visitTypes'],
      hold: false,
      // It has no element for them of its own, and is given them as the reason.
      comment: false,
      versions: false,
      reschedule: 'same id',
    },
  },
  // Everything else of it is on the R4 base. It takes no count, and nothing is told of a name that stands twice.
  epic: {
    dialect: epic,
    at: { find: { method: 'POST', path: String.raw`/STU3/Appointment/\$find$` } },
    does: {
      narrows: ['locations', 'specialties', 'visitTypes', 'reasons'],
      count: false,
      pages: ['list'],
      hold: false,
      cancel: false,
      reschedule: false,
      staff: false,
    },
  },
  // Times have no ids, what is held is confirmed and not booked, and nothing asks for a version or a reason.
  medplum: {
    dialect: medplum,
    // One step is for times of the same kind of visit alone: see medplum.test.ts.
    settings: { reschedule: 'book-first' },
    scopes: ['Schedule.read', 'HealthcareService.read', 'Slot.read', 'Slot.write']
      .map((scope) => `patient/${scope}`)
      .join(' '),
    at: {
      find: { method: 'GET', path: String.raw`/Appointment/\$find` },
      book: { method: 'POST', path: String.raw`/Appointment/(\$book|[^/]+/\$confirm)$` },
      cancel: { method: 'POST', path: String.raw`/Appointment/[^/]+/\$cancel$` },
    },
    does: {
      finds: ['GET'],
      ids: false,
      narrows: ['practitioners', 'locations', 'specialties', 'visitTypes'],
      notices: false,
      refusesWindow: false,
      pages: ['list'],
      holdSaysUntil: false,
      holdEnds: false,
      holdExtends: false,
      cancelReason: false,
      versions: false,
      staff: false,
    },
  },
  // A Slot is for one kind of visit, in one specialty, and is all that stands of a time that is kept.
  millennium: {
    dialect: millennium,
    scopes: 'patient/Slot.read patient/Slot.write patient/Schedule.read',
    rules: { confirms: 'server' },
    at: {
      find: { method: 'GET', path: String.raw`/Slot\?` },
      hold: { method: 'PATCH', path: '/Slot/[^$/?]+$' },
      book: { method: 'POST', path: '/Appointment$' },
      move: { method: 'PATCH', path: '/Appointment/[^$/?]+$' },
      nextPage: { method: 'GET', path: '-pageContext=' },
    },
    code: ({ system, ...code }) => ({
      ...code,
      system: system.endsWith('/visit-type')
        ? 'https://fhir.cerner.com/larkspur/codeSet/14249'
        : system,
    }),
    does: {
      finds: ['GET'],
      ids: false,
      narrows: ['practitioners', 'locations', 'specialties', 'visitTypes'],
      count: false,
      notices: false,
      hold: 'slot',
      holdSaysUntil: false,
      holdExtends: false,
      reschedule: 'same id',
      staff: false,
    },
  },
  oracle: {
    dialect: oracle,
    does: {
      narrows: ['practitioners', 'locations', 'specialties', 'visitTypes'],
      hold: false,
    },
  },
  // Schedules are looked up before Slots are, and those that do not suit are left out.
  austria: {
    dialect: austria,
    scopes: 'patient/Slot.read patient/Schedule.read patient/HealthcareService.read',
    at: {
      find: { method: 'GET', path: String.raw`/Slot\?` },
      hold: { method: 'POST', path: String.raw`/Slot/\$hold$` },
      move: { method: 'PUT', path: '/Appointment/[^$/?]+$' },
      cancel: { method: 'PUT', path: '/Appointment/[^$/?]+$' },
    },
    does: {
      finds: ['GET'],
      ids: false,
      narrows: ['practitioners', 'locations', 'specialties', 'visitTypes'],
      notices: false,
      refusesWindow: false,
      hold: 'slot',
      reschedule: 'same id',
    },
  },
  // As with Austria's guide; Slots cannot be asked what they are for.
  isik: {
    dialect: isik,
    scopes: 'patient/Slot.read patient/Schedule.read',
    at: { find: { method: 'GET', path: String.raw`/Slot\?` } },
    does: {
      finds: ['GET'],
      ids: false,
      narrows: ['practitioners', 'locations', 'specialties'],
      notices: false,
      refusesWindow: false,
      hold: false,
      reschedule: 'new id',
    },
  },
  plain: plainly(plain, 'plain'),
  'plain-stu3': plainly(plainStu3, 'plain-stu3'),
  // Its times are files for everybody, and nobody sorts or counts them but the app.
  elsewhere: {
    dialect: elsewhere,
    at: { find: { method: 'GET', path: String.raw`/\$bulk-publish$` } },
    does: {
      finds: ['GET'],
      needsToken: false,
      ids: false,
      narrows: ['places'],
      count: false,
      notices: false,
      refusesWindow: false,
      pages: ['list'],
      book: false,
    },
  },
};

/** A row with everything that it leaves out. */
export interface WholeRow extends Required<Omit<Spoken, 'at' | 'does'>> {
  readonly at: Places;
  readonly does: Does;
}

export function rowOf(name: string): WholeRow {
  const row = worlds[name];
  if (row === undefined) throw new Error(`worlds.ts has no row "${name}"`);
  const does = { ...usual.does, ...row.does };
  return {
    server: name,
    scopes: '',
    rules: {},
    code: (same) => same,
    ...row,
    settings: { find: does.finds[0], ...row.settings },
    at: { ...usual.at, ...(row.at?.book ? { move: row.at.book } : {}), ...row.at },
    does,
  };
}
