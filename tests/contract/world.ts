import { createEhr as openEhr } from '../../src/fhir/capability.ts';
import { argonaut } from '../../src/fhir/dialects/argonaut.ts';
import type { Ehr, RescheduleOrder } from '../../src/scheduling/ports.ts';
import { createEhr as openSandbox, type Ehr as Sandbox } from '../../sandbox/ehr.ts';
import { createStaticTokens } from '../../sandbox/fhir/tokens.ts';

/** Monday, 2026-03-02, 10:00 in New York; the clocks change on the Sunday after. */
const start = Date.UTC(2026, 2, 2, 15);

export const bookingScopes = ['Patient', 'Practitioner', 'Location', 'Coverage']
  .map((type) => `patient/${type}.read`)
  .concat('patient/Appointment.read', 'patient/Appointment.write')
  .join(' ');

export interface Opening {
  /** Logical id; `noor-lindgren` unless said: she has no visits of her own. */
  readonly patient?: string;
  readonly find?: 'POST' | 'GET';
  readonly scopes?: string;
  readonly patience?: { readonly read: number; readonly change: number };
  /** How a visit is moved; `book-first` unless said. */
  readonly reschedule?: RescheduleOrder;
  /** The format of changes as the settings have it; as the server declares unless said. */
  readonly patch?: 'json' | 'fhirpath';
  /** Takes the ids out of what `$find` gives, as from servers whose proposals have none. */
  readonly withoutIds?: boolean;
}

/** A sandbox of one dialect, in process, and the real adapter over it. */
export interface World {
  open(opening?: Opening): Ehr;
  readonly levers: Sandbox['levers'];
  /** How the clinic does things; the test that changes a rule puts it back. */
  readonly rules: Sandbox['rules'];
  /** Where the requests of this dialect go: regular expressions for the levers' path. */
  readonly at: Readonly<Record<'find' | 'hold' | 'book' | 'visit' | 'list' | 'abilities', string>>;
  /** What reached the EHR since the last `forget`, as `POST /Appointment/$find`. */
  wire(): readonly { readonly call: string; readonly body: unknown }[];
  forget(): void;
  now(): number;
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/** The Argonaut dialect over the sandbox's Argonaut server. */
export async function argonautWorld(): Promise<World> {
  const base = 'http://127.0.0.1:7102/fhir/argonaut';
  let time = start;
  const now = (): number => time;
  const tokens = createStaticTokens(now);
  const sandbox = await openSandbox({ base, clock: now, tokens, database: 'memory' });
  return {
    open({
      patient = 'noor-lindgren',
      find = 'POST',
      scopes = bookingScopes,
      patience,
      reschedule = 'book-first',
      patch,
      withoutIds = false,
    } = {}) {
      const token = tokens.issue({ patient, scopes, minutes: 10_000 });
      return openEhr({
        issuer: { iss: `${base}/`, find, reschedule, patch },
        dialect: argonaut,
        patient,
        authorization: () => `Bearer ${token}`,
        now,
        fetch: async (url, init) => {
          const answer = await sandbox.fetch(new Request(url, init));
          return withoutIds && url.includes('$find') ? nameless(answer) : answer;
        },
        ...(patience === undefined ? {} : { patience }),
      });
    },
    levers: sandbox.levers,
    rules: sandbox.rules,
    at: {
      find: String.raw`\$find`,
      hold: String.raw`\$hold`,
      book: String.raw`\$book`,
      visit: String.raw`/Appointment/[^$/?]+$`,
      list: String.raw`/Appointment\?`,
      abilities: '/metadata',
    },
    wire: () =>
      sandbox.log.entries.map(({ method, path, requestBody }) => ({
        call: `${method} ${path.replace('/fhir/argonaut', '')}`,
        body: requestBody === undefined ? undefined : (JSON.parse(requestBody) as unknown),
      })),
    forget: () => sandbox.log.clear(),
    now,
    pass(milliseconds) {
      time += milliseconds;
    },
    close: () => sandbox.close(),
  };
}

async function nameless(answer: Response): Promise<Response> {
  const text = (await answer.text()).replace(
    /"resourceType":"Appointment","id":"[^"]+",/g,
    '"resourceType":"Appointment",',
  );
  return new Response(text, { status: answer.status, headers: answer.headers });
}
