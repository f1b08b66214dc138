import { createEhr, type Ehr } from '../../sandbox/ehr.ts';
import { createStaticTokens, type StaticTokens } from '../../sandbox/fhir/tokens.ts';
import { rulesWith } from '../../sandbox/rules.ts';
import type { Clock } from '../../sandbox/types.ts';
import type { Spoken } from './dialects.ts';

/** Monday, 2026-03-02, 08:00 in Phoenix; the sandbox keeps a copy of the clinic of that moment. */
export const opening = Date.UTC(2026, 2, 2, 15);
const argonautBase = 'http://127.0.0.1:7102/fhir/argonaut';
export const patient = 'maria-alvarez';

const hour = 3_600_000;
const day = 24 * hour;
const scopes = ['Patient', 'Practitioner', 'Location', 'Coverage', 'Schedule', 'HealthcareService']
  .map((type) => `patient/${type}.read`)
  .concat(
    ['Appointment', 'Slot'].flatMap((type) => [`patient/${type}.read`, `patient/${type}.write`]),
  );

/** Two of one specialty, two of others; they have times that begin at the same moment. */
const clinicians = ['mateo-quintanar', 'naomi-castellane', 'victor-amaechi', 'omar-benhaddou'];
const firstRules = rulesWith();

interface SlotLine {
  readonly id: string;
  readonly practitioner: string;
  readonly start: Date;
}

/** A small clinic with one patient, put back between two runs. */
export interface Clinic {
  readonly ehr: Ehr;
  /** The FHIR base of the dialect that is spoken. */
  readonly base: string;
  /** A path without the base, or without its sibling's where a dialect has two. */
  under(path: string): string;
  /** Ids of the patient's visits at first, soonest first. */
  readonly visits: readonly string[];
  /** A token that has never been used. */
  token(minutes: number): string;
  endToken(token: string): void;
  /** As on the first morning. */
  putBack(): Promise<void>;
  close(): Promise<void>;
}

export async function openClinic(
  clock: Clock,
  { server, rules }: Pick<Spoken, 'server' | 'rules'>,
): Promise<Clinic> {
  const tokens = createStaticTokens(clock);
  const ehr = await createEhr({ base: argonautBase, clock, tokens, database: 'memory' });
  const base = ehr.bases[server];
  if (base === undefined) throw new Error(`the sandbox does not speak ${server}`);
  await makeSmall(ehr);
  await bookVisit(ehr, tokens, 'omar-benhaddou', opening + day);
  await ehr.database.query('create table first_resource as table resource');
  await ehr.database.query('create table first_claim as table claim');
  const visits = await ehr.database.query<{ id: string }>(
    `select id from resource where type = 'Appointment' and content->>'status' = 'booked'
      order by content->>'start'`,
  );
  let runs = 0;
  // Epic has a second base beside the first, of the same length in segments.
  const segments = new URL(base).pathname.split('/').length;
  return {
    ehr,
    base,
    under: (path) => path.split('/').slice(segments).join('/'),
    visits: visits.map(({ id }) => id),
    token: (minutes) => tokens.issue({ patient, scopes, minutes }),
    endToken: (token) => tokens.revoke(token),
    async putBack() {
      Object.assign(ehr.rules, firstRules, rules);
      ehr.levers.clear();
      ehr.log.clear();
      await putBack(ehr);
      runs += 1;
      // Nothing here cleans up after rows that are gone, and thousands of runs leave many.
      if (runs % 50 === 0) await ehr.database.query('vacuum resource, claim');
    },
    close: () => ehr.close(),
  };
}

/** Every open time makes `$find` slower, and a few dozen are enough to go wrong with. */
async function makeSmall({ database }: Ehr): Promise<void> {
  const slots = await database.query<SlotLine>(
    `select id, practitioner, lower(during) as start from slot where practitioner = any($1)`,
    [clinicians],
  );
  const kept = slots.filter(isKept).map(({ id }) => id);
  await database.query('delete from claim where patient is distinct from $1', [patient]);
  await database.query(
    'delete from slot where id <> all($1) and id not in (select slot from claim)',
    [kept],
  );
  await database.query(
    `delete from resource where type = 'Appointment' and (patient <> $1 or id like 'past-%')`,
    [patient],
  );
  await database.query('vacuum full slot');
  await database.query('vacuum full claim');
  await database.query('vacuum full resource');
  await database.query('analyze');
}

/** Some times that begin within hours; then, on some days, one moment at which several clinicians have a time. */
function isKept({ start }: SlotLine): boolean {
  const ahead = start.getTime() - opening;
  if (ahead <= 0.5 * hour || ahead > 10 * day) return false;
  if (ahead < 2 * hour) return true;
  const onTheHour = start.getUTCMinutes() === 0 && start.getUTCHours() === 15;
  return onTheHour && (ahead < 3 * day || ahead > 8 * day);
}

async function bookVisit(
  { fetch, database }: Ehr,
  tokens: StaticTokens,
  practitioner: string,
  after: number,
): Promise<void> {
  const [slot] = await database.query<{ id: string; types: string[] }>(
    `select id, visit_types as types from slot where practitioner = $1 and lower(during) >= $2
      order by lower(during) limit 1`,
    [practitioner, new Date(after)],
  );
  const offer = `${slot?.id ?? ''}.${slot?.types[0] ?? ''}`;
  const answer = await fetch(
    new Request(`${argonautBase}/Appointment/$book`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${tokens.issue({ patient, scopes })}`,
        'Content-Type': 'application/fhir+json',
      },
      body: JSON.stringify({
        resourceType: 'Parameters',
        parameter: [
          { name: 'patient-id', valueUri: `Patient/${patient}` },
          { name: 'appt-id', valueUri: `Appointment/${offer}` },
        ],
      }),
    }),
  );
  if (!answer.ok) throw new Error(`the first visit was not booked: ${await answer.text()}`);
}

/** Only what a run can change: visits, and who has which time. */
async function putBack({ database }: Ehr): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(`delete from resource where type = 'Appointment'`);
    await transaction.query(
      `insert into resource select * from first_resource where type = 'Appointment'`,
    );
    await transaction.query('delete from claim');
    await transaction.query('insert into claim select * from first_claim');
  });
}
