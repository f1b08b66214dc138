import { describe, expect, test } from 'vitest';

import {
  createEhr,
  forgetDialect as forget,
  isKnown,
  loadDialect,
} from '../../../src/fhir/capability.ts';
import {
  type DetectingPage,
  detectDialect as detect,
  forgetDialect,
} from '../../../src/fhir/detection.ts';
import { argonaut } from '../../../src/fhir/dialects/argonaut.ts';
import { Proposals } from '../../../src/fhir/parse/proposal.ts';
import type { Ehr } from '../../../src/scheduling/ports.ts';
import {
  answering,
  appointment,
  base,
  json,
  noon,
  outcome,
  proposal,
  type ScriptedWire,
  words,
} from './wire.ts';

const detectDialect = (where: string, page: DetectingPage, more: object = {}) =>
  detect(where, page, { isKnown, ...more });

const day = 86_400_000;

/** A browser in which nobody has been yet, unless it is given what it keeps. */
function browser(
  fetch: ScriptedWire['fetch'],
  kept = new Map<string, string>(),
): DetectingPage & { readonly kept: Map<string, string> } {
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  } as unknown as Storage;
  return { fetch: fetch, localStorage, kept };
}

interface Stated {
  readonly version?: string;
  readonly software?: string;
  /** Interactions by type. */
  readonly can?: Readonly<Record<string, readonly string[]>>;
  /** STU3 lists all operations here, with a Reference for each definition. */
  readonly system?: readonly (readonly [name: string, definition: string])[];
  /** Later versions list them by type, with a canonical for each. */
  readonly operations?: Readonly<Record<string, readonly (readonly [string, string?])[]>>;
}

function statement({ version = '4.0.1', software, can = {}, system, operations = {} }: Stated) {
  const types = [...new Set([...Object.keys(can), ...Object.keys(operations)])];
  return {
    resourceType: 'CapabilityStatement',
    fhirVersion: version,
    ...(software === undefined ? {} : { software: { name: software } }),
    rest: [
      {
        mode: 'server',
        resource: types.map((type) => ({
          type,
          interaction: (can[type] ?? ['read']).map((code) => ({ code })),
          operation: (operations[type] ?? []).map(([name, definition]) => ({ name, definition })),
        })),
        operation: (system ?? []).map(([name, reference]) => ({ name, definition: { reference } })),
      },
    ],
  };
}

const definition = (...inputs: readonly string[]) => ({
  resourceType: 'OperationDefinition',
  parameter: [
    ...inputs.map((name) => ({ name, use: 'in' })),
    { name: 'return', use: 'out' },
    { name: 'appointment', use: 'out' },
  ],
});

/** Answers by address, and with 404 where there is nothing. */
function serving(answers: Readonly<Record<string, unknown>>) {
  const sent: (RequestInit & { readonly url: string })[] = [];
  const fetch: ScriptedWire['fetch'] = async (url, init) => {
    sent.push({ url, ...init });
    const found = answers[url.replace(`${base}/`, '')];
    return found === undefined ? words('not here', 404) : json(found);
  };
  return { sent, fetch };
}

const asked = (stated: Stated, more: Readonly<Record<string, unknown>> = {}) =>
  detectDialect(base, browser(serving({ metadata: statement(stated), ...more }).fetch));

const slots = { Slot: ['search-type', 'read'], Appointment: ['search-type', 'create'] };
const argonautGuide = 'http://fhir.org/guides/argonaut-scheduling/OperationDefinition';
const iheGuide = 'https://profiles.ihe.net/ITI/Scheduling/OperationDefinition';

describe('the way in which an EHR schedules is known', () => {
  test.each<[string, string, Stated]>([
    [
      'Argonaut, whose operations stand at the system',
      'argonaut',
      {
        version: '3.0.1',
        system: [
          ['find', `${argonautGuide}/appointment-find`],
          ['$book', `${argonautGuide}/appointment-book`],
        ],
      },
    ],
    [
      'IHE, whose operations stand at the type, their definitions with a version',
      'ihe',
      {
        operations: {
          Appointment: [
            ['find', `${iheGuide}/appointment-find|1.0.0`],
            ['book', `${iheGuide}/appointment-book|1.0.0`],
          ],
        },
      },
    ],
    [
      'IHE, by the address that its definitions had first',
      'ihe',
      {
        operations: {
          Appointment: [['find', 'https://ihe.net/fhir/OperationDefinition/appointment-find']],
        },
      },
    ],
    [
      'WOF Connect',
      'wof-connect',
      {
        operations: {
          Appointment: [
            [
              'find',
              'http://canonical.fhir.link/servicewell/wof-connect/OperationDefinition/FindAppointments',
            ],
          ],
        },
      },
    ],
    [
      'HL7 Austria',
      'austria',
      {
        version: '5.0.0',
        operations: {
          Slot: [['hold', 'https://fhir.hl7.at/tc/wg/scheduling/r5/OperationDefinition/slot-hold']],
        },
      },
    ],
    [
      'HL7 Austria, as its older builds have it',
      'austria',
      {
        version: '5.0.0',
        operations: {
          Appointment: [
            [
              'book',
              'http://hl7.at/fhir/TC-FHIR-AG-Scheduling-R5/R5/OperationDefinition/appointment-book',
            ],
          ],
        },
      },
    ],
    [
      'ISiK, however it writes its own name',
      'isik',
      {
        can: slots,
        operations: {
          Appointment: [
            ['book', 'https://gematik.de/fhir/ISiK/v2/OperationDefinition/AppointmentBook|2.0.6'],
          ],
        },
      },
    ],
    ['Medplum, which advertises nothing', 'medplum', { software: 'medplum', can: slots }],
    [
      'Medplum, of when it named IHE’s operations',
      'medplum',
      {
        software: 'medplum',
        operations: {
          Appointment: [['find', 'https://ihe.net/fhir/OperationDefinition/appointment-find']],
        },
      },
    ],
    ['Epic, by its product', 'epic', { software: 'Epic', can: { Appointment: ['search-type'] } }],
    ['Millennium', 'millennium', { software: 'Cerner Millennium', can: slots }],
    [
      'Oracle’s newer product, which has $find',
      'oracle',
      { software: 'Oracle Health', operations: { Appointment: [['find'], ['book']] } },
    ],
    [
      'Oracle’s older product, which has none',
      'millennium',
      { software: 'Oracle Health', can: slots },
    ],
    ['a plain server', 'plain', { software: 'HAPI FHIR Server', can: slots }],
    ['a plain server of STU3', 'plain-stu3', { version: '3.0.2', can: slots }],
    [
      'a plain server that finds lists, as FHIR itself has it',
      'plain-stu3',
      {
        version: '3.0.1',
        can: slots,
        system: [['find', 'OperationDefinition/List-find']],
        operations: { List: [['find']] },
      },
    ],
    [
      'a server of STU3 that says nothing of scheduling',
      'argonaut',
      { version: '3.0.1', can: { Patient: ['read'] } },
    ],
    ['a server of R4 that has no calendar', 'elsewhere', { can: { Patient: ['read'] } }],
    [
      'a server that publishes its times, to be booked elsewhere',
      'elsewhere',
      { can: { Slot: ['search-type'] }, system: [['bulk-publish', 'http://example.org/publish']] },
    ],
    [
      'a server that publishes its times, and books, too',
      'plain',
      { can: slots, system: [['bulk-publish', 'http://example.org/publish']] },
    ],
    ['a server that only shows its times', 'plain', { can: { Slot: ['search-type'] } }],
    [
      'a server that only books on another',
      'elsewhere',
      { can: { Appointment: ['search-type', 'create'] } },
    ],
  ])('of %s', async (_, dialect, stated) => {
    expect(await asked(stated)).toBe(dialect);
  });

  test.each([
    ['https://fhir-ehr.cerner.com/r4/tenant', 'millennium'],
    ['https://ehr.example/interconnect/api/FHIR/R4', 'epic'],
    ['https://ehr.example/interconnect/api/FHIR/STU3', 'epic'],
    ['https://not-cerner.com/api/FHIR/R4/more', 'plain'],
  ])('by its address, where it says nothing better: %s', async (where, dialect) => {
    const { fetch } = answering(json(statement({ can: slots })));
    expect(await detectDialect(where, browser(fetch))).toBe(dialect);
  });

  test('by what a client would be asked for is none of ours: what it declares as a client is not read', async () => {
    const { rest, ...others } = statement({
      operations: { Appointment: [['find', `${iheGuide}/appointment-find`]] },
    });
    const answer = { ...others, rest: rest.map((each) => ({ ...each, mode: 'client' })) };
    const { fetch } = answering(json(answer));
    expect(await detectDialect(base, browser(fetch))).toBe('elsewhere');
  });
});

describe('where no guide is named, the words in which it is asked tell', () => {
  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    [
      'epic',
      ['patient', 'startTime', 'endTime'],
      ['patient', 'appointment', 'appointmentNote'],
      [],
    ],
    ['argonaut', ['start', 'end', 'visit-type'], ['appt-id', 'appt-resource', 'patient-id'], []],
    ['oracle', ['start', 'end', 'service-type', 'location'], ['appt-id', 'patient-id'], []],
    [
      'ihe',
      ['start', 'end'],
      ['appointment-reference', 'appointment-resource', 'patient-resource'],
      [],
    ],
    ['isik', [], ['appt-resource', 'cancelled-appt-id', 'schedule'], []],
    ['wof-connect', ['start', 'end'], ['appointment'], []],
    ['medplum', ['start', 'end'], ['appointment'], ['confirm', 'cancel', 'reschedule']],
  ])('of %s', async (dialect, find, book, more) => {
    const own = (name: string): readonly [string, string] => [
      name,
      `${base}/OperationDefinition/vendor-${name.replace('$', '')}`,
    ];
    const operations = { Appointment: ['find', '$book', ...more].map(own) };
    const definitions = {
      'OperationDefinition/vendor-find': definition(...find),
      'OperationDefinition/vendor-book': definition(...book),
    };
    expect(await asked({ operations, can: slots }, definitions)).toBe(dialect);
  });

  test('of a server that names an operation of FHIR’s own first', async () => {
    const system = ['List-find', 'own-find'].map(
      (id) => ['find', `OperationDefinition/${id}`] as const,
    );
    const definitions = { 'OperationDefinition/own-find': definition('startTime') };
    expect(await asked({ version: '3.0.1', system }, definitions)).toBe('epic');
  });

  test('of a server that books Appointments and holds Slots', async () => {
    const operations = {
      Appointment: [['book', 'OperationDefinition/own']],
      Slot: [['hold']],
    } as const;
    const definitions = { 'OperationDefinition/own': definition('appointment-resource') };
    expect(await asked({ version: '5.0.0', operations }, definitions)).toBe('austria');
  });

  test('only the definitions of these two are read, and only from the EHR itself', async () => {
    const { sent, fetch } = serving({
      metadata: statement({
        can: slots,
        operations: {
          Appointment: [
            ['find', 'https://elsewhere.example/fhir/OperationDefinition/find'],
            ['book', `${base}-evil/OperationDefinition/book`],
            ['hold', `${base}/OperationDefinition/hold`],
          ],
          Patient: [['match', `${base}/OperationDefinition/match`]],
        },
      }),
    });
    expect(await detectDialect(base, browser(fetch))).toBe('plain');
    expect(sent.map(({ url }) => url)).toEqual([`${base}/metadata`]);
  });

  test('a definition that the EHR does not show is an answer, too', async () => {
    const page = browser(
      serving({
        metadata: statement({
          can: slots,
          operations: { Appointment: [['find', 'OperationDefinition/x']] },
        }),
      }).fetch,
    );
    expect(await detectDialect(base, page)).toBe('plain');
    expect(page.kept.size).toBe(1);
  });
});

describe('the EHR', () => {
  test('is asked without a token, without cookies and for readings alone', async () => {
    const { sent, fetch } = serving({
      metadata: statement({
        operations: { Appointment: [['find', 'OperationDefinition/own-find']] },
      }),
      'OperationDefinition/own-find': definition('startTime'),
    });
    await detectDialect(base, browser(fetch));
    expect(sent).toHaveLength(2);
    for (const { method = 'GET', headers, credentials, redirect, referrerPolicy } of sent) {
      expect({ method, headers, credentials, redirect, referrerPolicy }).toEqual({
        method: 'GET',
        headers: { Accept: 'application/fhir+json' },
        credentials: 'omit',
        redirect: 'error',
        referrerPolicy: 'no-referrer',
      });
    }
  });

  test.each<[string, Response | Error]>([
    ['cannot be reached', new TypeError('failed to fetch')],
    ['is broken', words('oops', 502)],
    ['shows it to nobody', words('no', 401)],
    ['shows a page of its own', words('<!doctype html><p>Sign in', 200, 'text/html')],
    ['answers with something else', json({ resourceType: 'OperationOutcome' })],
  ])('that %s is taken for Argonaut’s, and asked again the next time', async (_, answer) => {
    const wire = answering(answer, json(statement({ can: slots })));
    const page = browser(wire.fetch);
    expect(await detectDialect(base, page)).toBe('argonaut');
    expect(page.kept.size).toBe(0);
    expect(await detectDialect(base, page)).toBe('plain');
  });

  test('that does not answer in time is not waited for', async () => {
    const never: ScriptedWire['fetch'] = (_, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      });
    expect(await detectDialect(base, browser(never), { patience: 10 })).toBe('argonaut');
  });

  test('whose definition is lost on the way is not judged for a week', async () => {
    const operations = { Appointment: [['find', 'OperationDefinition/x']] } as const;
    const page = browser(
      answering(json(statement({ operations })), new TypeError('failed to fetch')).fetch,
    );
    expect(await detectDialect(base, page)).toBe('argonaut');
    expect(page.kept.size).toBe(0);
  });
});

describe('what was found', () => {
  const found = () => answering(json(statement({ can: slots })));

  test('is kept for a week, and for this EHR alone', async () => {
    const { sent, fetch } = found();
    const page = browser(fetch);
    const at = (time: number, where = base) => detectDialect(where, page, { now: () => time });
    await at(noon);
    expect([await at(noon + 7 * day - 1), sent.length]).toEqual(['plain', 1]);
    await at(noon + 7 * day);
    expect(sent).toHaveLength(2);
    await at(noon + 7 * day, 'https://other.example/fhir');
    expect(sent).toHaveLength(3);
  });

  test('is nothing but the EHR’s address, a name and a date', async () => {
    const page = browser(found().fetch);
    await detectDialect(base, page, { now: () => noon });
    expect([...page.kept]).toEqual([
      [`dialect/${base}`, JSON.stringify({ dialect: 'plain', foundAt: noon })],
    ]);
  });

  test.each([
    ['a date that is yet to come', { dialect: 'argonaut', foundAt: noon + day }],
    ['no date', { dialect: 'argonaut' }],
    ['a name that nobody knows', { dialect: 'esperanto', foundAt: noon }],
    ['no sense at all', 7],
  ])('is asked for again where what is kept has %s', async (_, kept) => {
    const { sent, fetch } = found();
    const page = browser(fetch, new Map([[`dialect/${base}`, JSON.stringify(kept)]]));
    await detectDialect(base, page, { now: () => noon });
    expect(sent).toHaveLength(1);
  });

  test('is forgotten where it turns out to be wrong', async () => {
    const { sent, fetch } = found();
    const page = browser(fetch);
    await detectDialect(base, page);
    forgetDialect(base, page);
    await detectDialect(base, page);
    expect(sent).toHaveLength(2);
  });

  test('is found all the same by a browser that keeps nothing', async () => {
    const page: DetectingPage = {
      fetch: found().fetch,
      get localStorage(): Storage {
        throw new DOMException('Access is denied for this document.', 'SecurityError');
      },
    };
    expect(await detectDialect(base, page)).toBe('plain');
    forgetDialect(base, page);
  });
});

describe('what the EHR turns out not to do', () => {
  const search = { start: noon, end: noon + day };

  test.each<[string, Response, (ehr: Ehr) => Promise<unknown>, number]>([
    [
      'an operation that it does not have',
      json(outcome('not-supported'), 404),
      (ehr) => ehr.findAppointments(search),
      1,
    ],
    [
      'a change that it takes from nobody',
      json(outcome('not-supported'), 405),
      (ehr) => ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
      1,
    ],
    [
      'records that it does not have: that says nothing of scheduling',
      json(outcome('not-supported'), 404),
      (ehr) => ehr.listCoverages(),
      0,
    ],
    [
      'a time that is taken',
      json(outcome('conflict'), 409),
      (ehr) => ehr.bookAppointment({ time, hold: undefined, comment: undefined }),
      0,
    ],
    ['nothing', json(appointment('booked')), (ehr) => ehr.readAppointment('booked-1'), 0],
  ])('is told once for each time that it is asked for: %s', async (_, answer, ask, times) => {
    let told = 0;
    const { fetch } = answering(answer);
    const ehr = createEhr({
      issuer: { iss: base },
      dialect: argonaut,
      patient: 'hal',
      authorization: () => 'Bearer secret',
      now: () => noon,
      fetch,
      onNotSupported: () => (told += 1),
    });
    await ask(ehr);
    expect(told).toBe(times);
  });

  test('lets the next launch find out again, unless the settings say', async () => {
    const { sent, fetch } = answering(json(statement({ can: slots })));
    const page = browser(fetch);
    const [unsaid, said] = [
      { iss: `${base}/`, dialect: undefined },
      { iss: `${base}/`, dialect: 'argonaut' as const },
    ];
    await loadDialect(unsaid, page);
    await loadDialect(unsaid, page);
    await forget(said, page);
    await loadDialect(unsaid, page);
    expect(sent.map(({ url }) => url)).toEqual([`${base}/metadata`]);
    await forget(unsaid, page);
    await loadDialect(unsaid, page);
    expect(sent).toHaveLength(2);
  });

  test('is never asked where the settings say it', async () => {
    const { sent, fetch } = answering(json({}));
    expect(await loadDialect({ iss: base, dialect: 'argonaut' }, browser(fetch))).toBe(argonaut);
    expect(sent).toEqual([]);
  });
});

const time = new Proposals(base).parse(proposal)!;
