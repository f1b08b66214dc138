import type { Yes } from './acts.ts';
import type { Asked } from './asked.ts';
import { claimsOf, wordsOf, type Claim } from './claims.ts';
import type { Harm, HarmKind } from './harms.ts';
import type { Page, Tab, World } from './tab.ts';
import type { Cause, Change, Truth, Visit } from './truth.ts';
import { missingWords } from './words.ts';

/** What the patient said yes to, in which tab, and whether a page has told what became of it. */
interface Given {
  readonly yes: Yes;
  readonly tab: number;
  /** Whether the clinic kept the time then. */
  readonly kept: boolean;
  told: boolean;
}

/** Compares what pages say with what the clinic's tables say, and with what was sent. */
export class Oracle {
  readonly #world: World;
  readonly #truth: Truth;
  readonly harms: Harm[] = [];
  #given: Given[] = [];
  #told = new Set<string>();
  /** What each page has been claiming since the last look. */
  #claimed = new Map<number, ReadonlySet<string>>();
  /** What was on each page when its words were read. */
  #read = new Map<number, readonly unknown[]>();
  #changesSeen = 0;
  #askedSeen = 0;
  /** Visits that went first, with the patient's consent, for one that had still to be booked. */
  #givenUp = new Map<string, Given>();

  constructor(world: World, truth: Truth) {
    this.#world = world;
    this.#truth = truth;
  }

  /** The patient says yes. */
  given(yes: Yes, tab: number): void {
    const kept = yes.to !== 'cancel' && this.#truth.held().some((visit) => visit.slot === yes.slot);
    this.#given.push({ yes, tab, kept, told: false });
  }

  /** Looks at everything, once nothing is under way. */
  look(tabs: readonly Tab[]): void {
    this.#lookAtChanges();
    this.#lookAtSent();
    for (const { page, number } of tabs) {
      if (page === undefined) continue;
      this.lookAtPage(page, number);
      this.#lookAtWords(page, number);
    }
  }

  /** A launch after all has come to rest has to show what is so. */
  lookAtLaunch({ page, number }: Tab): void {
    if (page === undefined) return;
    this.lookAtPage(page, number);
    const { app } = page;
    const claims = claimsOf(page, this.#world);
    const list = app.record.coming;
    if (list.at !== 'ready' || !list.value.complete) {
      this.#harm('unreconciledFailures', `tab ${number}: the launch shows no whole list of visits`);
      return;
    }
    const shown = list.value.appointments.filter(({ status }) => status === 'booked');
    const booked = this.#truth.booked().filter(({ start }) => start > this.#world.clock.now());
    for (const { id } of booked)
      if (!shown.some((visit) => visit.id === id))
        this.#harm('unreconciledFailures', `tab ${number}: the launch does not show ${id}`);
    for (const { id } of shown)
      if (this.#truth.visit(id)?.status !== 'booked')
        this.#harm('falseConfirmations', `tab ${number}: the launch shows ${id} as booked`);
    this.#lookAtHolds(page, number);
    for (const claim of claims) {
      if (claim.says === 'unknown')
        this.#harm('unreconciledFailures', `tab ${number}: still ${wordsOf(claim)}`);
      else this.#judge(claim, page, number, true);
    }
  }

  /** After the last launch of a tab everything that was given has been answered. */
  lookAtUntold(numbers: readonly number[]): void {
    for (const { yes, tab, told } of this.#given)
      if (!told && numbers.includes(tab))
        this.#harm(
          'unreconciledFailures',
          `tab ${tab}: nobody said what became of the yes to ${saying(yes)}`,
        );
    for (const [id, { yes, tab, told }] of this.#givenUp)
      if (!told && numbers.includes(tab))
        this.#harm(
          'lostAppointments',
          `tab ${tab}: ${id} went for ${saying(yes)}, and nobody said what is left`,
        );
  }

  #lookAtWords(page: Page, tab: number): void {
    const { log } = this.#world.wire;
    const waiting = log.some((asked) => asked.page === page.number && asked.heard === 'not yet');
    if (!this.#isNew(page, waiting)) return;
    const missing = missingWords(page, waiting);
    if (missing !== undefined) this.#harm('statesWithoutWords', `tab ${tab}: ${missing}`);
  }

  /** What has been read once need not be read again. */
  #isNew({ app, shell, number }: Page, waiting: boolean): boolean {
    const { booking, change, moreTimes, record, recovery, screen, times } = app;
    const now = [
      ...[shell.step, screen, booking.step, recovery.step, waiting, moreTimes.step],
      ...[typeof change === 'string' ? change : change.step, record.coming, record.past],
      ...[times.own, times.anyone],
    ];
    const before = this.#read.get(number);
    this.#read.set(number, now);
    return before === undefined || now.some((part, index) => part !== before[index]);
  }

  #lookAtHolds({ app }: Page, tab: number): void {
    if (!this.#world.setting.hold || this.#world.spoken.holds !== 'visit') return;
    const { step } = app.booking;
    const inHand = step.at === 'checking' ? step.hold?.appointment.id : undefined;
    for (const { id } of this.#truth.held()) {
      const offered = id === inHand || app.kept.some((visit) => visit.id === id);
      if (!offered)
        this.#harm('unreconciledFailures', `tab ${tab}: the launch does not offer the hold ${id}`);
    }
  }

  /** Whether what is on a page now is so. The tables must have been looked into. */
  lookAtPage(page: Page, tab: number): void {
    if (page.shell.step.at !== 'open') return;
    const before = this.#claimed.get(page.number) ?? new Set();
    const claims = claimsOf(page, this.#world);
    for (const claim of claims) {
      this.#judge(claim, page, tab, !before.has(wordsOf(claim)));
      for (const given of this.#given)
        if (given.tab === tab && tells(claim, given.yes)) given.told = true;
    }
    this.#claimed.set(page.number, new Set(claims.map(wordsOf)));
  }

  /** @param fresh the claim has just come, so it cannot be old news */
  #judge(claim: Claim, page: Page, tab: number, fresh: boolean): void {
    const key = `${tab} ${wordsOf(claim)}`;
    if (this.#told.has(key)) return;
    const wrong = this.#isWrong(claim, page, tab, fresh);
    if (wrong === undefined) return;
    this.#told.add(key);
    this.#harm(wrong, `tab ${tab} says ${wordsOf(claim)}; the database: ${this.#tell(claim)}`);
  }

  #isWrong(claim: Claim, page: Page, tab: number, fresh: boolean): HarmKind | undefined {
    switch (claim.says) {
      case 'booked':
        if (fresh && !this.#isWanted(claim.slot, tab)) return 'falseConfirmations';
        if (this.#truth.visit(claim.id)?.status === 'booked') return undefined;
        return this.#endedByOthers(claim.id, tab) ? undefined : 'falseConfirmations';
      case 'cancelled':
        return this.#truth.visit(claim.id)?.status === 'cancelled' || !fresh
          ? undefined
          : 'falseConfirmations';
      case 'requested':
        if (this.#truth.visit(claim.id)?.status !== 'booked') return undefined;
        // What another tab has confirmed meanwhile is news that this one cannot have.
        return fresh || isFrom(this.#lastChangeOf(claim.id)?.by, tab)
          ? 'unreconciledFailures'
          : undefined;
      case 'not-booked':
        return this.#truth
          .booked()
          .some((visit) => visit.slot === claim.slot && this.#isOf(tab, visit))
          ? 'unreconciledFailures'
          : undefined;
      case 'not-cancelled': {
        const visit = this.#truth.visit(claim.id);
        const ended = this.#lastChangeOf(claim.id);
        return visit?.status === 'cancelled' && isFrom(ended?.by, tab)
          ? 'unreconciledFailures'
          : undefined;
      }
      case 'kept':
        return (fresh && (this.#isGivenUp(claim.slot, tab) || this.#wasNeverHeld(claim.slot))) ||
          this.#isGivenUpBy(claim.slot, page, tab)
          ? 'falseConfirmations'
          : undefined;
      case 'nothing-left':
        return fresh && this.#isUntried(claim.id, page) ? 'lostAppointments' : undefined;
      case 'unknown':
        return undefined;
    }
  }

  /** Whether the patient said yes to this time, or had it before: here, where an answer is still due here. */
  #isWanted(slot: string, tab: number): boolean {
    const here = this.#given.filter((given) => given.tab === tab && given.yes.to !== 'cancel');
    const asked = here.some(({ told }) => !told) ? here : this.#given;
    return asked.some(
      (given) =>
        (given.yes.to !== 'cancel' && given.yes.slot === slot) || this.#wonBack(given, slot),
    );
  }

  /** Whether a time that is said to be kept was let go of by this very tab. */
  #isGivenUp(slot: string, tab: number): boolean {
    const last = this.#truth.changes.findLast(({ after }) => after.slot === slot);
    const held = this.#truth.held().some((visit) => visit.slot === slot);
    return !held && isFrom(last?.by, tab) && last?.after.status === 'cancelled';
  }

  /** Whether the clinic has at no moment kept a time for the patient. A hold on a Slot leaves no trace in the tables. */
  #wasNeverHeld(slot: string): boolean {
    const held = this.#truth.changes.some(
      ({ after }) => after.slot === slot && after.status === 'pending',
    );
    return this.#world.spoken.holds === 'visit' && !held;
  }

  /** The same of this very page, which knows what it has sent; what reached the EHR late may surprise anybody. */
  #isGivenUpBy(slot: string, { number }: Page, tab: number): boolean {
    const by = this.#truth.changes.findLast(({ after }) => after.slot === slot)?.by;
    const here = typeof by === 'object' && by.page === number && by.fault !== 'late';
    return here && this.#isGivenUp(slot, tab);
  }

  /** Whether a page has let a visit go and not so much as asked whether its time is still open. */
  #isUntried(id: string, { number }: Page): boolean {
    const by = this.#lastChangeOf(id)?.by;
    if (typeof by !== 'object' || by.page !== number) return false;
    return !this.#world.wire.log.some(
      ({ kind, page, sent }) => kind === 'find' && page === number && sent > by.sent,
    );
  }

  /** Whether what this tab has sent made the visit, and made it there. */
  #isOf(tab: number, { id, slot }: Visit): boolean {
    const made = this.#truth.changes.find(
      ({ after, before }) =>
        after.id === id &&
        after.slot === slot &&
        after.status === 'booked' &&
        (before?.status !== 'booked' || before.slot !== after.slot),
    );
    return isFrom(made?.by, tab);
  }

  #endedByOthers(id: string, tab: number): boolean {
    const last = this.#lastChangeOf(id);
    return last?.before?.status === 'booked' && !isFrom(last.by, tab);
  }

  #lastChangeOf(id: string): Change | undefined {
    return this.#truth.changes.findLast(({ after }) => after.id === id);
  }

  #lookAtChanges(): void {
    const { changes } = this.#truth;
    for (const change of changes.slice(this.#changesSeen)) {
      const { before, after, by } = change;
      // Some EHRs move a visit and leave it its id: then it is one that is booked, and one that is gone.
      const moved = before?.slot !== after.slot && by !== 'others';
      if (after.status === 'booked' && (before?.status !== 'booked' || moved))
        this.#lookAtBooked(after);
      if (before?.status === 'booked' && (after.status !== 'booked' || moved) && by !== 'others')
        this.#lookAtLost(before, by);
    }
    this.#changesSeen = changes.length;
  }

  /** Each tab in which the patient said yes to a time can account for one visit at it. */
  #lookAtBooked({ slot }: Visit): void {
    const there = this.#truth
      .booked()
      .filter((visit) => visit.slot === slot && !this.#wasPut(visit));
    const wanted = new Set(
      this.#given.flatMap((given) =>
        (given.yes.to !== 'cancel' && given.yes.slot === slot) || this.#wonBack(given, slot)
          ? [given.tab]
          : [],
      ),
    );
    if (there.length > Math.max(wanted.size, 0))
      this.#harm(
        'doubleBookings',
        `${there.map(({ id }) => id).join(' and ')} are booked at ${slot}, for ${wanted.size} yes`,
      );
  }

  /** The clinic has moved a visit to this time, for which nobody had to say yes. */
  #wasPut({ id, slot }: Visit): boolean {
    const came = this.#truth.changes.findLast(
      ({ before, after }) => after.id === id && after.slot === slot && before?.slot !== slot,
    );
    return came?.before !== undefined && came.by === 'others';
  }

  /** The time of a visit that this tab has given up first may be booked again. */
  #wonBack({ yes, tab }: Given, slot: string): boolean {
    return (
      this.#world.setting.order === 'cancel-first' &&
      yes.to === 'move' &&
      yes.from === slot &&
      isFrom(this.#lastChangeOf(yes.id)?.by, tab)
    );
  }

  /** A visit may go where the patient saw it there and wanted that, or when the one in its place is safe. */
  #lookAtLost({ id, slot }: Visit, by: Asked): void {
    const unseen = this.#isUnforeseeable(id, by);
    const given = this.#given.filter(
      ({ yes, tab }) =>
        tab === by.tab && yes.to !== 'book' && yes.id === id && (yes.from === slot || unseen),
    );
    const moves = given.filter(({ yes }) => yes.to === 'move');
    const isSafe = moves.some(({ yes }) => yes.to === 'move' && this.#isSafe(yes.slot));
    if (by.kind === 'cancel' && given.length > moves.length) return;
    if (isSafe && by.kind !== 'release') return;
    const agreed = this.#world.setting.order === 'cancel-first' ? moves.at(-1) : undefined;
    if (agreed?.kept === true && by.kind === 'cancel') this.#givenUp.set(id, agreed);
    else this.#harm('lostAppointments', `${id} is gone by a ${by.kind} that nobody wanted`);
  }

  /** Whether a visit that was booked at a time stands, there or where the clinic has moved it since. */
  #isSafe(slot: string): boolean {
    const made = this.#truth.changes.filter(
      ({ after }) => after.slot === slot && after.status === 'booked',
    );
    return made.some(({ after }) => this.#truth.visit(after.id)?.status === 'booked');
  }

  /** Where no version is compared nobody can keep off what the clinic does after the visit was last asked for. */
  #isUnforeseeable(id: string, by: Asked): boolean {
    if (this.#world.spoken.versions) return false;
    const read = this.#world.wire.log.findLast(
      (asked) =>
        asked.page === by.page && asked.id === id && asked.kind === 'read' && asked.sent < by.sent,
    );
    const others = this.#truth.changes.findLast(
      (change) => change.by === 'others' && change.after.id === id,
    );
    return read !== undefined && others !== undefined && others.at >= read.sentAt;
  }

  /** The same change, sent again without a look at what became of the first. */
  #lookAtSent(): void {
    const { log } = this.#world.wire;
    for (const asked of log.slice(this.#askedSeen)) {
      if (asked.kind !== 'book' && asked.kind !== 'cancel') continue;
      // Of a time that was never on offer only the id is known.
      const about = asked.kind === 'book' && asked.slot !== undefined ? 'slot' : 'id';
      if (asked[about] === undefined)
        throw new Error(`nobody can tell what a ${asked.kind} is about`);
      const isSame = (other: Asked): boolean =>
        other.tab === asked.tab && other.kind === asked.kind && other[about] === asked[about];
      const last = log.findLast((other) => other.sent < asked.sent && isSame(other));
      if (last === undefined || (last.heard === 'answer' && last.heardAs < asked.sent)) continue;
      const looked = log.some(
        (read) =>
          read.sent > last.heardAs &&
          read.heardAs < asked.sent &&
          read.heard === 'answer' &&
          read.status === 200 &&
          this.#shows(read, asked),
      );
      if (!looked)
        this.#harm(
          'blindResends',
          `tab ${asked.tab} sent ${asked.kind} of ${asked.id ?? ''} again`,
        );
    }
    this.#askedSeen = log.length;
  }

  /** Whether a reading would have shown what became of a change. */
  #shows(read: Asked, { slot, id }: Asked): boolean {
    if (read.kind === 'read') return read.id === id || (slot !== undefined && read.slot === slot);
    const start =
      this.#truth.visit(id ?? '')?.start ??
      this.#truth.visits.find((visit) => visit.slot === slot)?.start;
    const [from, to] = read.between;
    return read.kind === 'list' && (start === undefined || (from <= start && start < to));
  }

  #harm(kind: HarmKind, what: string): void {
    this.harms.push({ kind, what });
  }

  #tell(claim: Claim): string {
    const visits = this.#truth.visits.filter((visit) =>
      'id' in claim ? visit.id === claim.id : 'slot' in claim && visit.slot === claim.slot,
    );
    if (visits.length === 0) return 'has nothing of it';
    return visits.map(({ id, status, slot }) => `${id} at ${slot} is ${status}`).join(', ');
  }
}

const isFrom = (by: Cause | undefined, tab: number): boolean =>
  typeof by === 'object' && by.tab === tab;

function tells(claim: Claim, yes: Yes): boolean {
  if (claim.says === 'unknown' || claim.says === 'kept') return false;
  const ofSlot = yes.to !== 'cancel' && 'slot' in claim && claim.slot === yes.slot;
  const ofVisit = yes.to !== 'book' && 'id' in claim && claim.id === yes.id;
  return ofSlot || ofVisit;
}

const saying = (yes: Yes): string =>
  yes.to === 'cancel' ? `cancel ${yes.id}` : `${yes.to} ${yes.slot}`;
