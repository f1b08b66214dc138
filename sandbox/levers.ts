import { randomUUID } from 'node:crypto';
import type * as fhir3 from 'fhir/r3';
import { statusReasonConcept } from './clinic/codes.ts';
import {
  endHolds,
  insertClaim,
  moveClaim,
  readClaim,
  releaseClaim,
  sweepExpiredHolds,
} from './database/claims.ts';
import { type Database, type Queryable, sqlState } from './database/database.ts';
import { readResource, type Stored, writeResource } from './database/resources.ts';
import { nearestFreeSlot, readSlot, type SlotRow } from './database/slots.ts';
import { inStatus } from './fhir/appointment.ts';
import { instant } from './fhir/dates.ts';
import { readOffer } from './fhir/offer.ts';
import type { Clock, Fault, FaultRule } from './types.ts';

const statusReason =
  'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason';

/** A time, named by its slot, by an offer of it, or by an Appointment that has it. */
export type NamedTime = { readonly slotId: string } | { readonly appointmentId: string };

/** A request as a fault rule sees it. */
export interface Struck {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** The how-manyth request on its connection, from 1. In process there are no connections: 1. */
  readonly onConnection?: number;
}

/** What can happen on a clinic's day: faults that wait for a request, and events that happen at once. */
export class Levers {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #changed: (schedules: readonly string[]) => void;
  #waiting: { readonly rule: FaultRule; left: number }[] = [];

  constructor(database: Database, clock: Clock, changed: (schedules: readonly string[]) => void) {
    this.#database = database;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Lets a fault wait for its match. Of several that match, the one added first strikes. */
  add(rule: FaultRule): void {
    this.#waiting.push({ rule, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that befalls this request, which is thereby used up by one; a preflight is never struck. */
  strike(request: Struck): Fault | undefined {
    if (request.method === 'OPTIONS') return undefined;
    const found = this.#waiting.find(({ rule }) => matches(rule, request));
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting = this.#waiting.filter((waiting) => waiting !== found);
    return found.rule.fault;
  }

  /** Another patient books this time. Whoever held or had it loses it. Nothing happens to a time that is unknown or taken already. */
  async takeTime(named: NamedTime): Promise<void> {
    const slot = await this.#slotOf(named);
    if (!slot) return;
    try {
      await this.#database.transaction(async (transaction) => {
        const claims = await transaction.query<{ appointment: string }>(
          `select appointment from claim where slot = $1 and status in ('pending', 'booked') and patient is not null`,
          [slot.id],
        );
        for (const { appointment } of claims)
          await this.#cancel(transaction, appointment, undefined);
        await insertClaim(transaction, {
          appointment: `other-${randomUUID()}`,
          slot,
          patient: null,
        });
      });
    } catch (error) {
      if (sqlState(error) !== '23P01') throw error;
    }
    this.#changed([slot.schedule]);
  }

  /** The hold ends now, as if its minutes were over. */
  async expireHold(appointmentId: string): Promise<void> {
    const now = this.#clock();
    const swept = await this.#database.transaction(async (transaction) => {
      await transaction.query(
        `update claim set expires_at = $2 where appointment = $1 and status = 'pending'`,
        [appointmentId, new Date(now)],
      );
      return sweepExpiredHolds(transaction, now);
    });
    this.#changed(swept);
  }

  /** The hold on this time ends now; all that there are, where there is none on it or no time is named. */
  async expireHolds(named: NamedTime | undefined): Promise<void> {
    const now = this.#clock();
    const slot = named && (await this.#slotOf(named));
    const swept = await this.#database.transaction(async (transaction) => {
      const ended = slot ? await endHolds(transaction, now, slot.id) : 0;
      if (ended === 0) await endHolds(transaction, now, undefined);
      return sweepExpiredHolds(transaction, now);
    });
    this.#changed(swept);
  }

  /** Somebody at the clinic says yes to a booking that waits for that. Nothing happens to any other. */
  async confirmByClinic(appointmentId: string): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      const claim = await readClaim(transaction, appointmentId);
      const row = await readResource<fhir3.Appointment>(transaction, 'Appointment', appointmentId);
      if (claim?.status !== 'booked' || row?.resource.status !== 'pending') return;
      const confirmed = inStatus(row.resource, 'booked');
      await writeResource(transaction, confirmed, { now: this.#clock(), patient: row.patient });
    });
  }

  /** The clinic calls a visit off, or takes a hold back. Nothing happens to what is over already. */
  async cancelByClinic(appointmentId: string, reason = 'staff-cancel'): Promise<void> {
    const claim = await readClaim(this.#database, appointmentId);
    await this.#database.transaction((transaction) =>
      this.#cancel(transaction, appointmentId, reason),
    );
    this.#changed(claim ? [claim.schedule] : []);
  }

  /**
   * The clinic moves a booked visit to another free time of the same schedule that is for the same kind
   * of visit: the one nearest to so many minutes later, or earlier where there is a minus before them.
   * @returns its new start; `undefined` where nothing happened, for want of such a time or such a visit.
   */
  async moveByClinic(appointmentId: string, minutes: number): Promise<Date | undefined> {
    const now = this.#clock();
    const moved = await this.#database.transaction(async (transaction) => {
      const swept = await sweepExpiredHolds(transaction, now);
      const claim = await readClaim(transaction, appointmentId);
      const row = await readResource<fhir3.Appointment>(transaction, 'Appointment', appointmentId);
      const start = Date.parse(row?.resource.start ?? '');
      if (claim?.status !== 'booked' || !row || start <= now) return { swept, slot: undefined };
      const slot = await nearestFreeSlot(transaction, {
        schedule: claim.schedule,
        visitType: row.resource.serviceType?.[0]?.coding?.[0]?.code ?? '',
        near: new Date(start + minutes * 60_000),
        after: new Date(minutes < 0 ? now : start),
        before: minutes < 0 ? new Date(start) : undefined,
      });
      if (!slot) return { swept, slot };
      await moveClaim(transaction, appointmentId, slot);
      await writeResource(transaction, atTimeOf(slot, row.resource), { now, patient: row.patient });
      return { swept, slot };
    });
    this.#changed([...moved.swept, ...(moved.slot ? [moved.slot.schedule] : [])]);
    return moved.slot?.start;
  }

  async #cancel(
    transaction: Queryable,
    appointmentId: string,
    reason: string | undefined,
  ): Promise<void> {
    await releaseClaim(transaction, appointmentId);
    const row = await readResource<fhir3.Appointment>(transaction, 'Appointment', appointmentId);
    if (row?.resource.status !== 'pending' && row?.resource.status !== 'booked') return;
    const cancelled = {
      ...inStatus(row.resource, 'cancelled'),
      ...(reason === undefined
        ? {}
        : {
            extension: [{ url: statusReason, valueCodeableConcept: statusReasonConcept(reason) }],
          }),
    };
    await writeResource(transaction, cancelled, { now: this.#clock(), patient: row.patient });
  }

  async #slotOf(named: NamedTime): Promise<SlotRow | undefined> {
    if ('slotId' in named) {
      const found = await readSlot(this.#database, named.slotId);
      // In some dialects each kind of visit has a Slot of its own.
      return (found ?? (await readOffer(this.#database, named.slotId)))?.slot;
    }
    const claim = await readClaim(this.#database, named.appointmentId);
    if (claim) return (await readSlot(this.#database, claim.slot))?.slot;
    return (await readOffer(this.#database, named.appointmentId))?.slot;
  }
}

function atTimeOf(
  slot: SlotRow,
  appointment: Stored<fhir3.Appointment>,
): Stored<fhir3.Appointment> {
  return {
    ...appointment,
    start: instant(slot.start),
    end: instant(slot.end),
    minutesDuration: Math.round((slot.end.getTime() - slot.start.getTime()) / 60_000),
    slot: [{ reference: `Slot/${slot.id}` }],
  };
}

/** The time that a request is about, from its URL and body: a `$hold`, a `$book`, a change or a read of one Appointment. */
export function timeNamedIn(url: string, body: string): NamedTime | undefined {
  // The visit that a new one replaces is not the one that is being booked.
  const rest = body.replaceAll(/\{[^{}]*"cancelled-appt-id"[^{}]*\}/g, '');
  const path = decodeURIComponent(new URL(url).pathname);
  const appointmentId = /\bAppointment\/([A-Za-z0-9.-]+)/.exec(`${path} ${rest}`)?.[1];
  const slotId = slotMadeBusy(rest) ?? /\bSlot\/([A-Za-z0-9.-]+)/.exec(`${path} ${rest}`)?.[1];
  // A visit that is changed has a time already, and where the change names a Slot, that is the time to be.
  const moves = /\/Appointment\/[^/$]+$/.test(path) || rest.includes('"transaction"');
  if (slotId !== undefined && (moves || appointmentId === undefined)) return { slotId };
  return appointmentId === undefined ? undefined : { appointmentId };
}

/** Of the Slots that a transaction changes, the one that it takes. */
function slotMadeBusy(body: string): string | undefined {
  if (!body.includes('"transaction"')) return undefined;
  const { entry = [] } = JSON.parse(body) as fhir3.Bundle<fhir3.FhirResource>;
  const taken = entry.find(
    ({ resource }) => resource?.resourceType === 'Slot' && resource.status === 'busy',
  );
  return taken?.resource?.id;
}

function matches({ match, fault }: FaultRule, request: Struck): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== request.method.toUpperCase())
    return false;
  if (match.path !== undefined && !new RegExp(match.path).test(request.path)) return false;
  return fault.kind !== 'reset-reused' || (request.onConnection ?? 1) > 1;
}
