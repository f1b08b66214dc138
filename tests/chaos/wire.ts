import { readAsked, reads, type Asked, type Place } from './asked.ts';
import type { Clinic } from './clinic.ts';
import type { VirtualClock } from './clock.ts';
import type { FaultPlan } from './fault-kinds.ts';
import { strike, type Strike } from './faults.ts';
import type { Truth } from './truth.ts';
import type { SlotFacts } from './wrong-answers.ts';

/** Who asks: a page of a tab, for as long as it is there. */
export interface Asker {
  readonly tab: number;
  readonly page: number;
  readonly isGone: () => boolean;
  /** The time that the page is busy with. */
  readonly concern: () => string | undefined;
  readonly onGone: (keepsStorage: boolean) => void;
}

/** A fault that is waiting, and how often it still lets a request go by or strikes. */
interface Armed {
  readonly plan: FaultPlan;
  passes: number;
  strikes: number;
}

interface Ports {
  readonly clinic: Clinic;
  readonly clock: VirtualClock;
  readonly truth: Truth;
  readonly slots: ReadonlyMap<string, SlotFacts>;
  readonly slotAt: (place: Place) => string | undefined;
  /** Told of each fault that struck. */
  readonly onStruck: (plan: FaultPlan) => void;
}

/** Between the pages and the server: one request at a time, whatever goes wrong with it, and a log of all. */
export class Wire {
  readonly #ports: Ports;
  #log: Asked[] = [];
  #armed: Armed[] = [];
  #underWay = 0;
  #order = 0;
  #queue: Promise<unknown> = Promise.resolve();
  /** Ids that an EHR gives its open times for a while, and their slots. */
  readonly #offers = new Map<string, string>();
  /** What never changes is fetched once for all runs. */
  readonly #unchanging = new Map<string, Promise<readonly [status: number, text: string]>>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  get log(): readonly Asked[] {
    return this.#log;
  }
  /** Whether the server is at work, or an answer about to be heard. */
  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  arm(plan: FaultPlan): void {
    this.#armed.push({ plan, passes: plan.after, strikes: plan.times });
  }

  /** Nothing goes wrong any more. */
  disarm(): void {
    this.#armed = [];
  }

  startAgain(): void {
    this.#log = [];
    this.#armed = [];
    this.#order = 0;
  }

  /** A page that goes hears nothing more of what it has asked. */
  hangUp(page: number): void {
    for (const asked of this.#log) {
      if (asked.page !== page || asked.heard !== 'not yet') continue;
      asked.heard = 'nothing';
      asked.heardAs = this.#order += 1;
    }
  }

  /** What a page has for `fetch`. */
  fetchFor(asker: Asker): (url: string, init: RequestInit) => Promise<Response> {
    return (url, init) => this.#fetch(asker, url, init);
  }

  async #fetch(asker: Asker, url: string, init: RequestInit): Promise<Response> {
    const body = typeof init.body === 'string' ? init.body : '';
    const { clinic, truth, clock } = this.#ports;
    const method = init.method ?? 'GET';
    const { pathname, searchParams: query } = new URL(url);
    const path = decodeURIComponent(clinic.under(pathname));
    const read = readAsked({ method, path, query }, body, (id) => truth.visit(id)?.status);
    if (read === undefined) return this.#fetchUnchanging(url, init);
    const { place, ...about } = read;
    const slot = this.#slotOf(about.id, about.slot) ?? (place && this.#ports.slotAt(place));
    const asked: Asked = {
      ...about,
      sent: (this.#order += 1),
      tab: asker.tab,
      page: asker.page,
      slot,
      sentAt: clock.now(),
      fault: undefined,
      status: undefined,
      heard: 'not yet',
      heardAs: Infinity,
    };
    this.#log.push(asked);
    this.#underWay += 1;
    const turn = this.#queue.then(() => this.#handle(asker, asked, new Request(url, init)));
    this.#queue = turn.catch(() => undefined);
    const heard = await turn.finally(() => (this.#underWay -= 1));
    if (heard.delay > 0) await this.#keepWaiting(heard.delay);
    if (asker.isGone()) return never();
    const { answer } = heard;
    asked.status = answer?.status;
    asked.heard = answer === undefined ? 'nothing' : heard.nonsense ? 'nonsense' : 'answer';
    asked.heardAs = this.#order += 1;
    init.signal?.throwIfAborted();
    if (answer === undefined) throw new TypeError('fetch failed');
    return answer;
  }

  async #handle(asker: Asker, asked: Asked, request: Request) {
    const { clinic, truth } = this.#ports;
    const struck = await this.#strike(asker, asked);
    if (struck?.fault !== undefined) clinic.ehr.levers.add({ match: {}, fault: struck.fault });
    const answer = await clinic.ehr.fetch(request).catch((error: unknown) => {
      if (error instanceof TypeError) return undefined;
      throw error;
    });
    if (struck?.fault?.kind === 'late') this.#actLater(struck.fault.milliseconds, asked);
    if (!reads.includes(asked.kind)) await truth.look(asked);
    if (asked.kind === 'find' && answer !== undefined) await this.#learn(answer);
    if (struck?.gone !== undefined) asker.onGone(struck.gone === 'page');
    return { answer, delay: struck?.delay ?? 0, nonsense: struck?.nonsense === true };
  }

  async #strike(asker: Asker, asked: Asked): Promise<Strike | undefined> {
    const { clinic, truth, slots, onStruck } = this.#ports;
    const waiting = this.#armed.filter(({ plan }) => plan.on === asked.kind);
    const armed = waiting.find(({ passes }) => passes === 0);
    for (const each of waiting) each.passes = Math.max(0, each.passes - 1);
    if (armed === undefined || asker.isGone()) return undefined;
    const scene = {
      ehr: clinic.ehr,
      base: clinic.base,
      truth,
      asked,
      slots,
      concern: asker.concern,
    };
    const struck = await strike(armed.plan, scene);
    armed.strikes -= 1;
    if (armed.strikes === 0) this.#armed = this.#armed.filter((other) => other !== armed);
    if (struck === undefined) return undefined;
    asked.fault = armed.plan.fault;
    onStruck(armed.plan);
    return struck;
  }

  /** The sandbox acts on a late request when it is told that time has passed. */
  #actLater(milliseconds: number, asked: Asked): void {
    const { clinic, clock, truth } = this.#ports;
    clock.plan(milliseconds, this, () => {
      this.#underWay += 1;
      const turn = this.#queue.then(async () => {
        await clinic.ehr.runLate();
        await truth.look(asked);
      });
      this.#queue = turn.finally(() => (this.#underWay -= 1));
    });
  }

  /** The patient can go on meanwhile. */
  async #keepWaiting(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#ports.clock.plan(milliseconds, this, resolve);
    });
  }

  /** Of a proposal the id may say nothing, but the slot that it names. */
  async #learn(answer: Response): Promise<void> {
    const found =
      /"resourceType":"Appointment","id":"([^"]+)".*?(?:Slot\/|"Slot","id":")([A-Za-z0-9.-]+)/g;
    for (const [, id = '', slot = ''] of (await answer.clone().text()).matchAll(found))
      this.#offers.set(id, slot);
  }

  #slotOf(id: string | undefined, named: string | undefined): string | undefined {
    // Some name a Slot for each kind of visit that it is for.
    const whole = [named, named?.slice(0, named.lastIndexOf('.'))];
    const slot = whole.find((each) => each !== undefined && this.#ports.slots.has(each));
    if (slot !== undefined) return slot;
    if (id === undefined) return undefined;
    const visit = this.#ports.truth.visit(id);
    if (visit !== undefined) return visit.slot;
    const offered = id.slice(0, id.lastIndexOf('.'));
    return this.#ports.slots.has(offered) ? offered : this.#offers.get(id);
  }

  async #fetchUnchanging(url: string, init: RequestInit): Promise<Response> {
    const key = `${init.method ?? 'GET'} ${url}`;
    let known = this.#unchanging.get(key);
    if (known === undefined) {
      known = this.#ports.clinic.ehr
        .fetch(new Request(url, init))
        .then(async (answer) => [answer.status, await answer.text()] as const);
      this.#unchanging.set(key, known);
    }
    const [status, text] = await known;
    return new Response(text, { status });
  }
}

/** A page that is gone hears nothing any more, and does nothing. */
const never = (): Promise<never> => new Promise<never>(() => undefined);
