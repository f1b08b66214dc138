import { openClinic, resetClinic } from './clinic/seed.ts';
import { openSeeded } from './clinic/template.ts';
import { Database, openDatabase } from './database/database.ts';
import { basesBeside, served } from './dialects/bases.ts';
import { openClinicBehind } from './dialects/clinic.ts';
import { createApp } from './fhir/app.ts';
import type { Server } from './fhir/call.ts';
import { Notifier } from './fhir/notifier.ts';
import { strike } from './hosts/faults.ts';
import { LateRequests } from './hosts/late.ts';
import { Levers } from './levers.ts';
import { rulesWith } from './rules.ts';
import type { Clock, Rules, TokenVerifier } from './types.ts';
import { WireLog } from './wire-log.ts';

export interface Ehr {
  /** FHIR base, without a slash at its end: of the Argonaut server, which every other dialect stands beside. */
  readonly base: string;
  /** The FHIR bases of all dialects over this clinic, by the names that the app's settings give them. */
  readonly bases: Readonly<Record<string, string>>;
  /**
   * In-process: takes a whole Request, answers a Response. Applies the levers and writes the log. As for a page
   * of another origin, there is no `Date` where the answer does not expose it.
   * @throws TypeError('fetch failed') where a fault drops the connection, as `fetch` would.
   */
  fetch(request: Request): Promise<Response>;
  /** The servers of all dialects alone, for a host that applies levers and log at its sockets. */
  readonly app: Served;
  readonly levers: Levers;
  /** What the clinic does in its own way; may be changed at any time. */
  readonly rules: Rules;
  readonly log: WireLog;
  readonly database: Database;
  /**
   * Acts on the requests that came `late` and whose time has come on the clock. Every later request does so first.
   * @returns how many there were.
   */
  runLate(): Promise<number>;
  /** For a host: lets something be done by a `runLate` after so many milliseconds on the clock. */
  actLater(milliseconds: number, act: () => Promise<unknown>): void;
  /** Starts again: the clinic as on its first morning with its first rules, no faults waiting, an empty log. */
  reset(): Promise<void>;
  /** Ends what is under way and closes the database. */
  close(): Promise<void>;
}

export interface EhrOptions {
  /** FHIR base, e.g. `http://127.0.0.1:7102/fhir/argonaut`. */
  readonly base: string;
  readonly clock: Clock;
  readonly tokens: TokenVerifier;
  /** `memory` for tests: each gets a database of its own, already seeded. */
  readonly database: Database | { readonly dataDirectory: string } | 'memory';
  /** How long a hold lasts; 10 unless said. */
  readonly holdMinutes?: number;
  /** What the clinic does in its own way at first, and after a reset. */
  readonly rules?: Partial<Rules>;
  /** Origins whose pages may read the answers. */
  readonly origins?: readonly string[];
  /** For the oauth-uris extension in `/metadata`. */
  readonly advertise?: { readonly authorize: string; readonly token: string };
}

/** Opens the sandbox's EHR: FHIR STU3 with the Argonaut Scheduling operations, over a database of its own. */
export async function createEhr(options: EhrOptions): Promise<Ehr> {
  const { clock, tokens } = options;
  const base = options.base.replace(/\/$/, '');
  const database = await databaseOf(options);
  const notifier = new Notifier(database);
  const changed = (schedules: readonly string[]): void => notifier.changed(schedules);
  const levers = new Levers(database, clock, changed);
  const log = new WireLog(clock);
  const late = new LateRequests(clock);
  const rules = rulesWith(options.rules);
  /** Tokens that the `expire-token` fault has ended in this process. */
  const ended = new Set<string>();
  const server: Server = {
    base,
    clock,
    tokens: { verify: async (token) => (ended.has(token) ? undefined : tokens.verify(token)) },
    database,
    holdMinutes: options.holdMinutes ?? 10,
    rules,
    origins: options.origins ?? [],
    advertise: options.advertise,
    changed,
  };
  const { app, bases } = serveDialects(server);

  return {
    base,
    bases,
    app,
    levers,
    rules,
    log,
    database,
    fetch: (request) =>
      fetchInProcess(request, { app, levers, log, late, ended, origins: server.origins }),
    runLate: () => late.run(),
    actLater: (milliseconds, act) => {
      late.add(milliseconds, act);
    },
    async reset() {
      levers.clear();
      late.clear();
      log.clear();
      Object.assign(rules, rulesWith(options.rules));
      await resetClinic(database, clock());
    },
    async close() {
      await notifier.close();
      await database.close();
    },
  };
}

interface Served {
  fetch(request: Request): Response | Promise<Response>;
}

/** Each dialect under its own base, in the same directory as Argonaut's. */
function serveDialects(server: Server): {
  app: Served;
  bases: Readonly<Record<string, string>>;
} {
  const argonaut = createApp({ ...server, tokens: onlyFor(server.base, server.tokens) });
  const directory = server.base.slice(0, server.base.lastIndexOf('/'));
  const bases = basesBeside(server.base);
  const apps = Object.entries(served).map(([name, { path, createApp: create, rules = {} }]) => {
    const base = bases[name] ?? '';
    // The other rules are read through, so that a test which changes one changes it for all dialects.
    const [first = ''] = path.split('/');
    const own = {
      ...server,
      base,
      // An EHR with two bases, of two versions of FHIR, takes a token of the one at the other.
      tokens: onlyFor(`${directory}/${first}`, server.tokens),
      rules: Object.assign(Object.create(server.rules), rules) as Rules,
    };
    const under = `${new URL(directory).pathname}/${first}/`;
    return { under, app: create(openClinicBehind(own, createApp(own))) };
  });
  return {
    bases,
    app: {
      fetch: (request) => {
        const { pathname } = new URL(request.url);
        const { app = argonaut } = apps.find(({ under }) => `${pathname}/`.startsWith(under)) ?? {};
        return app.fetch(request);
      },
    },
  };
}

/** Refuses tokens that were given for another EHR. */
function onlyFor(place: string, tokens: TokenVerifier): TokenVerifier {
  return {
    async verify(token) {
      const grant = await tokens.verify(token);
      return `${grant?.audience ?? place}/`.startsWith(`${place}/`) ? grant : undefined;
    },
  };
}

interface InProcess extends Pick<Ehr, 'app' | 'levers' | 'log'> {
  readonly late: LateRequests;
  readonly ended: Set<string>;
  readonly origins: readonly string[];
}

async function fetchInProcess(
  request: Request,
  { app, levers, log, late, ended, origins }: InProcess,
): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const path = `${pathname}${search}`;
  const body = await request.clone().text();
  const entry = log.begin({
    host: 'in-process',
    connection: 0,
    onConnection: 1,
    method: request.method,
    path,
    origin: request.headers.get('Origin') ?? undefined,
    contentType: request.headers.get('Content-Type') ?? undefined,
    authorized: request.headers.has('Authorization'),
    requestBody: body === '' ? undefined : body,
  });
  await late.run();
  const fault = levers.strike({ method: request.method, path });
  entry.fault = fault?.kind;
  const outcome = await strike(
    fault,
    { request, body, connection: 0, onConnection: 1, latencyMilliseconds: 0 },
    {
      origins,
      levers,
      act: (acted) => log.acting(entry, app.fetch(acted)),
      actLater: (milliseconds, act) => late.add(milliseconds, act),
      endToken: (token) => Promise.resolve(void ended.add(token)),
    },
  );
  const bytes = outcome === 'reset' ? 0 : (await outcome.clone().arrayBuffer()).byteLength;
  log.end(entry, outcome === 'reset' ? undefined : outcome.status, bytes);
  // A client that has given up in between hears nothing, whatever the server did.
  request.signal.throwIfAborted();
  if (outcome === 'reset') throw new TypeError('fetch failed');
  const exposed = outcome.headers.get('Access-Control-Expose-Headers') ?? '';
  if (!/\bdate\b/i.test(exposed)) outcome.headers.delete('Date');
  return outcome;
}

async function databaseOf({ database, clock }: EhrOptions): Promise<Database> {
  if (database === 'memory') return openSeeded(clock());
  const opened = database instanceof Database ? database : await openDatabase(database);
  await openClinic(opened, clock());
  return opened;
}
