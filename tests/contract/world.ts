import { createEhr as openEhr, type EhrSettings } from '../../src/fhir/capability.ts';
import type { Ehr } from '../../src/scheduling/ports.ts';
import { createEhr as openSandbox, type Ehr as Sandbox } from '../../sandbox/ehr.ts';
import { createStaticTokens } from '../../sandbox/fhir/tokens.ts';
import { type Places, rowOf } from './worlds.ts';

/** Monday, 2026-03-02, 10:00 in New York; the clocks change on the Sunday after. */
const start = Date.UTC(2026, 2, 2, 15);

export const bookingScopes = ['Patient', 'Practitioner', 'Location', 'Coverage']
  .map((type) => `patient/${type}.read`)
  .concat('patient/Appointment.read', 'patient/Appointment.write')
  .join(' ');

export interface Opening {
  /** Logical id; `noor-lindgren` unless said: she has no visits of her own. */
  readonly patient?: string;
  /** All that there are; those that the dialect needs unless said. */
  readonly scopes?: string;
  readonly patience?: { readonly read: number; readonly change: number };
  /** What the deployment's settings say beside what the row has. */
  readonly settings?: Omit<EhrSettings, 'iss'>;
  /** Takes the ids out of what `$find` gives, as from servers whose proposals have none. */
  readonly withoutIds?: boolean;
}

/** A sandbox in process, and the real adapter of one dialect over it. */
export interface World {
  open(opening?: Opening): Ehr;
  readonly levers: Sandbox['levers'];
  /** How the clinic does things; the test that changes a rule puts it back. */
  readonly rules: Sandbox['rules'];
  /** Where the requests of this dialect go. */
  readonly at: Places;
  /** What reached the EHR since the last `forget`, as `POST /Appointment/$find`. */
  wire(): readonly { readonly call: string; readonly body: unknown }[];
  /** How many of those were sent to a place. */
  sent(place: keyof Places): number;
  forget(): void;
  now(): number;
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

/** The dialect of this name over its own server in the sandbox. */
export async function worldOf(name: string): Promise<World> {
  const row = rowOf(name);
  let time = start;
  const now = (): number => time;
  const tokens = createStaticTokens(now);
  const sandbox = await openSandbox({
    base: 'http://127.0.0.1:7102/fhir/argonaut',
    clock: now,
    tokens,
    database: 'memory',
    rules: row.rules,
  });
  const base = sandbox.bases[row.server];
  if (base === undefined) throw new Error(`the sandbox has no server "${row.server}"`);
  return {
    open({
      patient = 'noor-lindgren',
      scopes = `${bookingScopes} ${row.scopes}`,
      patience,
      settings,
      withoutIds = false,
    } = {}) {
      const token = tokens.issue({ patient, scopes, minutes: 10_000 });
      return openEhr({
        issuer: { iss: `${base}/`, ...row.settings, ...settings },
        dialect: row.dialect,
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
    at: row.at,
    wire: () =>
      sandbox.log.entries.map(({ method, path, requestBody }) => ({
        call: `${method} ${path.replace(new URL(base).pathname, '')}`,
        body: requestBody === undefined ? undefined : (JSON.parse(requestBody) as unknown),
      })),
    sent(place) {
      const { method, path = '' } = row.at[place];
      return sandbox.log.entries.filter(
        (entry) =>
          (method === undefined || method === entry.method) && new RegExp(path).test(entry.path),
      ).length;
    },
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
