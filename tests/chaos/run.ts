import { actsFor, deeds, usual, type Act, type Deed } from './acts.ts';
import type { Place, RequestKind } from './asked.ts';
import { opening, openClinic, type Clinic } from './clinic.ts';
import { VirtualClock } from './clock.ts';
import { spokenAs, type Spoken } from './dialects.ts';
import type { FaultKind, FaultPlan } from './fault-kinds.ts';
import type { Harm } from './harms.ts';
import { Oracle } from './oracle.ts';
import type { Event, Plan, Step } from './plan.ts';
import { Tab, type Setting, type World } from './tab.ts';
import { Truth } from './truth.ts';
import { Wire } from './wire.ts';
import type { SlotFacts } from './wrong-answers.ts';

/** What came of one run. */
export interface Report {
  readonly harms: readonly Harm[];
  /** How many things were really done. */
  readonly actions: number;
  readonly struck: readonly (readonly [FaultKind, RequestKind])[];
  /** In words, for whoever has to understand it. */
  readonly story: readonly string[];
}

/** All that runs have in common. */
export interface Stage {
  readonly run: (plan: Plan) => Promise<Report>;
  readonly close: () => Promise<void>;
}

/** @param dialect as the settings name it */
export async function openStage(dialect: string): Promise<Stage> {
  const spoken = spokenAs(dialect);
  const clock = new VirtualClock(opening);
  const clinic = await openClinic(clock.now, spoken);
  const slots = await readSlots(clinic);
  const truth = new Truth(clinic.ehr, clock.now);
  return {
    run: async (plan) => {
      clock.startAgain();
      await clinic.putBack();
      await truth.startAgain();
      const parts = { clinic, clock, truth, slots, spoken };
      return new Run({ ...plan, setting: settingIn(plan, spoken) }, parts).toTheEnd();
    },
    close: () => clinic.close(),
  };
}

interface Parts {
  readonly clinic: Clinic;
  readonly clock: VirtualClock;
  readonly truth: Truth;
  readonly slots: ReadonlyMap<string, SlotFacts>;
  readonly spoken: Spoken;
}

/** A plan is made for any dialect; what this one cannot do is something else that it can. */
function settingIn({ setting }: Plan, { orders, holds }: Spoken): Setting {
  const order = orders.includes(setting.order) ? setting.order : orders[0];
  return { ...setting, order, hold: setting.hold && holds !== 'none' };
}

const second = 1_000;
const minute = 60 * second;
/** Between two things that a patient does. */
const breath = 2 * second;
const waits = [5 * second, 30 * second, 3 * minute, 11 * minute, 20 * minute];
/** As the page has it: nobody used it for so long. */
const idle = 15 * minute;

/** One patient's day. */
class Run {
  readonly #plan: Plan;
  readonly #parts: Parts;
  readonly #world: World;
  readonly #oracle: Oracle;
  readonly #story: string[] = [];
  readonly #struck: (readonly [FaultKind, RequestKind])[] = [];
  readonly #numbers = { tabs: 0, pages: 0 };
  #tabs: readonly Tab[] = [];
  #current = 0;
  #actions = 0;

  constructor(plan: Plan, parts: Parts) {
    this.#plan = plan;
    this.#parts = parts;
    const { clinic, clock, truth, slots, spoken } = parts;
    clinic.ehr.rules.reschedule = plan.setting.order === 'atomic' ? 'atomic' : 'argonaut';
    const byFacts = new Map(
      [...slots].map(([id, { start, practitioner }]) => [
        `${Date.parse(start)} Practitioner/${practitioner}`,
        id,
      ]),
    );
    const slotAt = ({ start, practitioner }: Place): string | undefined =>
      byFacts.get(`${start} ${practitioner}`);
    const wire = new Wire({
      clinic,
      clock,
      truth,
      slots,
      slotAt,
      onStruck: ({ fault, on }) => {
        this.#struck.push([fault, on]);
        this.#tell(`    ${fault} strikes the ${on}`);
      },
    });
    const slotOf: World['slotOf'] = ({ start, practitioners }) =>
      slotAt({ start, practitioner: practitioners[0]?.reference ?? '' });
    this.#world = { clinic, clock, wire, setting: plan.setting, spoken, slotOf };
    this.#oracle = new Oracle(this.#world, truth);
  }

  async toTheEnd(): Promise<Report> {
    await this.#openTab();
    for (const step of this.#plan.steps) {
      if (this.#oracle.harms.length > 0) break;
      await this.#pass(breath);
      this.#look();
      this.#arm(step.fault);
      await this.#do(step);
      this.#look();
    }
    await this.#comeToRest();
    const { harms } = this.#oracle;
    return { harms, actions: this.#actions, struck: this.#struck, story: this.#story };
  }

  /** What is still on its way arrives; nothing goes wrong any more; and every tab is launched afresh. */
  async #comeToRest(): Promise<void> {
    const { clock, wire } = this.#world;
    wire.disarm();
    for (let due = clock.lastOf(wire); due !== undefined; due = clock.lastOf(wire)) {
      await clock.passUntil(due, this.#quiet);
      await this.#settle();
    }
    this.#look();
    if (this.#oracle.harms.length > 0) return;
    this.#tell('at last, launches that have to show what is so:');
    for (const tab of [...this.#tabs, this.#newTab()]) await this.#launchToTheLast(tab);
    this.#oracle.lookAtUntold(this.#tabs.map(({ number }) => number));
  }

  /** One open question is answered at each launch; what is kept, or on screen, has to be left first. */
  async #launchToTheLast(tab: Tab): Promise<void> {
    for (let left = 6; left > 0; left -= 1) {
      await this.#launch(tab);
      this.#oracle.lookAtLaunch(tab);
      tab.page?.app.goHome();
      await this.#settle();
      if (tab.page?.journal.entries().length === 0) return;
    }
  }

  #arm(fault: FaultPlan | undefined): void {
    if (fault === undefined) return;
    const excluded = this.#plan.twice === 'browser' ? 'careless' : 'sent-twice';
    if (fault.fault === excluded) return;
    this.#world.wire.arm(fault);
  }

  async #do(step: Step): Promise<void> {
    const tab = this.#tabs[this.#current];
    if (tab === undefined) return;
    if (isDeed(step.do)) await this.#act(tab, this.#actFor(tab, step.do, step.nth));
    else await this.#happen(tab, step.do, step.nth);
    this.#actions += 1;
  }

  /** What is not on this page now gives way to what is. */
  #actFor({ page }: Tab, deed: Deed, nth: number): Act | undefined {
    if (page === undefined || page.isClosed) return undefined;
    for (const each of [deed, ...usual]) {
      const acts = actsFor(each, page, this.#world);
      const act = acts[nth % Math.max(acts.length, 1)];
      if (act !== undefined) return act;
    }
    return undefined;
  }

  async #act(tab: Tab, act: Act | undefined): Promise<void> {
    if (act === undefined) {
      if (tab.page?.isClosed === true) await this.#happen(tab, 'reload', 0);
      else await this.#happen(tab, 'wait', 1);
      return;
    }
    this.#tell(`tab ${tab.number}: the patient ${act.words}`);
    if (act.yes !== undefined) this.#oracle.given(act.yes, tab.number);
    if (act.yes !== undefined && act.yes.to !== 'cancel' && tab.page !== undefined)
      tab.page.confirmed = act.yes.slot;
    act.run();
    await this.#settle();
  }

  async #happen(tab: Tab, event: Event, nth: number): Promise<void> {
    switch (event) {
      case 'wait': {
        const milliseconds = waits[nth % waits.length] ?? breath;
        this.#tell(`${milliseconds / second} seconds go by`);
        await this.#pass(Math.min(milliseconds, idle));
        if (milliseconds < idle) return;
        this.#look();
        for (const { page } of this.#tabs)
          if (page?.isClosed === false) page.app.close({ kind: 'idle' });
        await this.#settle();
        return this.#pass(milliseconds - idle);
      }
      case 'reload':
        this.#tell(`tab ${tab.number}: the app is opened anew`);
        return this.#launch(tab);
      case 'lose-tab':
        this.#tell(`tab ${tab.number}: is closed, and another one opened`);
        tab.lose(false);
        return this.#launch(tab);
      case 'second-tab':
        if (this.#tabs.length < 3) return this.#openTab();
        return this.#happen(tab, 'switch-tab', nth);
      case 'switch-tab': {
        if (this.#tabs.length < 2) return this.#openTab();
        this.#current = (this.#current + 1) % this.#tabs.length;
        this.#tell(`the patient turns to tab ${this.#tabs[this.#current]?.number ?? 0}`);
        return;
      }
      case 'close': {
        const { page } = tab;
        const step = page?.app.booking.step.at;
        if (page === undefined || page.isClosed || step === 'confirming' || step === 'holding')
          return this.#happen(tab, 'wait', 0);
        this.#tell(`tab ${tab.number}: the patient is done`);
        page.app.close({ kind: 'finished' });
        return this.#settle();
      }
      case 'clinic-cancels':
      case 'clinic-moves':
        return this.#clinicActs(event, nth);
    }
  }

  async #clinicActs(event: 'clinic-cancels' | 'clinic-moves', nth: number): Promise<void> {
    const { clinic, truth } = this.#parts;
    const booked = truth.booked();
    const visit = booked[nth % Math.max(booked.length, 1)];
    if (visit === undefined) return;
    this.#tell(`the clinic ${event === 'clinic-cancels' ? 'calls off' : 'moves'} ${visit.id}`);
    if (event === 'clinic-cancels') await clinic.ehr.levers.cancelByClinic(visit.id);
    else await clinic.ehr.levers.moveByClinic(visit.id, nth % 2 === 0 ? 60 : -60);
    await truth.look('others');
  }

  #newTab(): Tab {
    return new Tab(this.#world, this.#numbers, (page, tab) => {
      this.#oracle.lookAtPage(page, tab);
    });
  }

  async #openTab(): Promise<void> {
    const tab = this.#newTab();
    this.#tabs = [...this.#tabs, tab];
    this.#current = this.#tabs.length - 1;
    this.#tell(`tab ${tab.number}: the app is opened`);
    await this.#launch(tab);
  }

  async #launch(tab: Tab): Promise<void> {
    await tab.launch();
    await this.#settle();
  }

  #look(): void {
    this.#oracle.look(this.#tabs);
  }

  async #pass(milliseconds: number): Promise<void> {
    const { clock } = this.#world;
    await clock.passUntil(clock.now() + milliseconds, this.#quiet);
    await this.#settle();
  }

  /** Until nothing happens by itself but what only time can bring. */
  async #settle(): Promise<void> {
    const { clock } = this.#world;
    for (let gone = 0; gone < 5;) {
      await this.#quiet();
      const due = clock.nextAwaited();
      const lost = this.#tabs.find(({ page }) => page === undefined);
      if (due !== undefined) await clock.passUntil(due, this.#quiet);
      else if (lost === undefined) return;
      else {
        gone += 1;
        this.#tell(`tab ${lost.number}: the app is opened anew`);
        await lost.launch();
      }
    }
  }

  readonly #quiet = async (): Promise<void> => {
    for (let still = 0; still < 3; still += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#world.wire.isBusy) still = -1;
    }
  };

  #tell(words: string): void {
    this.#story.push(words);
  }
}

const isDeed = (done: Deed | Event): done is Deed => (deeds as readonly string[]).includes(done);

async function readSlots({ ehr }: Clinic): Promise<ReadonlyMap<string, SlotFacts>> {
  const rows = await ehr.database.query<{
    readonly id: string;
    readonly practitioner: string;
    readonly location: string;
    readonly start: Date;
    readonly end: Date;
  }>(`select id, practitioner, location, lower(during) as start, upper(during) as "end" from slot`);
  return new Map(
    rows.map(({ id, practitioner, location, start, end }) => [
      id,
      { practitioner, location, start: start.toISOString(), end: end.toISOString() },
    ]),
  );
}
