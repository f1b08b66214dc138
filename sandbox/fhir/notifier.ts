import type * as fhir3 from 'fhir/r3';
import type { Database } from '../database/database.ts';
import { listResources, readResource, type Stored } from '../database/resources.ts';
import { fhirJson } from './media.ts';

const patience = 2_000;

/** Sends rest-hook notifications. Nobody waits for them, and one that fails is not sent again. */
export class Notifier {
  readonly #database: Database;
  readonly #underway = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Slots of these schedules were taken or given back. */
  changed(schedules: readonly string[]): void {
    if (schedules.length === 0 || this.#closing.signal.aborted) return;
    const work: Promise<void> = this.#notify(new Set(schedules))
      .catch(() => undefined)
      .finally(() => this.#underway.delete(work));
    this.#underway.add(work);
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#underway);
  }

  async #notify(schedules: ReadonlySet<string>): Promise<void> {
    const subscriptions = await listResources<fhir3.Subscription>(
      this.#database,
      'Subscription',
      `content->>'status' = 'active'`,
    );
    if (subscriptions.length === 0) return;
    for (const schedule of schedules) {
      const row = await readResource<fhir3.Schedule>(this.#database, 'Schedule', schedule);
      if (!row) continue;
      const concerned = subscriptions.filter(({ resource }) => concerns(resource, schedule));
      await Promise.allSettled(concerned.map(({ resource }) => this.#post(resource, row.resource)));
    }
  }

  async #post({ channel }: fhir3.Subscription, schedule: Stored<fhir3.Schedule>): Promise<void> {
    const headers = new Headers();
    for (const line of channel.header ?? []) {
      const colon = line.indexOf(':');
      if (colon > 0) headers.append(line.slice(0, colon).trim(), line.slice(colon + 1).trim());
    }
    // Without a payload type the notification says only that something changed.
    if (channel.payload) headers.set('Content-Type', fhirJson);
    await fetch(channel.endpoint ?? '', {
      method: 'POST',
      headers,
      ...(channel.payload ? { body: JSON.stringify(schedule) } : {}),
      redirect: 'error',
      signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(patience)]),
    });
  }
}

/** The trigger concerns every schedule, unless the criteria also name some: `Slot?schedule=Schedule/a,Schedule/b`. */
function concerns(subscription: fhir3.Subscription, schedule: string): boolean {
  const criteria = subscription.criteria as string | undefined;
  const named = new URLSearchParams(criteria?.split('?')[1] ?? '').get('schedule');
  return (
    named === null ||
    named.split(',').some((reference) => reference.replace('Schedule/', '') === schedule)
  );
}
