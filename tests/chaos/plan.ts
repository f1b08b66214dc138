import fc from 'fast-check';
import type { RequestKind } from './asked.ts';
import type { Deed } from './acts.ts';
import type { FaultKind, FaultPlan } from './fault-kinds.ts';
import type { Setting } from './tab.ts';

/** What happens around the pages, and to them. */
export const events = [
  'wait',
  'reload',
  'lose-tab',
  'second-tab',
  'switch-tab',
  'close',
  'clinic-cancels',
  'clinic-moves',
] as const;
export type Event = (typeof events)[number];

export interface Step {
  readonly do: Deed | Event;
  /** Which of several. */
  readonly nth: number;
  /** What waits for a request from this step on. */
  readonly fault: FaultPlan | undefined;
}

export interface Plan {
  readonly setting: Setting;
  /** Whether a second sending is the browser's fault, or a second booking the server's: never both. */
  readonly twice: 'browser' | 'server';
  readonly steps: readonly Step[];
}

const weighted = <Value extends string>(weights: Readonly<Record<Value, number>>) =>
  fc.oneof(
    ...(Object.entries(weights) as [Value, number][]).map(([value, weight]) => ({
      arbitrary: fc.constant(value),
      weight,
    })),
  );

/** The patient tries to get somewhere; else nothing is there to go wrong. */
const doing = weighted<Deed | Event>({
  look: 3,
  choose: 8,
  confirm: 14,
  'confirm-twice': 4,
  'keep-longer': 3,
  'keep-longer-and-go': 2,
  'choose-another': 4,
  cancel: 9,
  move: 9,
  'finish-kept': 3,
  'release-kept': 4,
  'check-again': 3,
  leave: 4,
  wait: 6,
  reload: 5,
  'lose-tab': 1,
  'second-tab': 2,
  'switch-tab': 3,
  close: 1,
  'clinic-cancels': 1,
  'clinic-moves': 1,
});

/** Seldom requests are struck more often, so that each fault meets each of them. */
const on = weighted<RequestKind>({
  find: 2,
  hold: 3,
  book: 6,
  cancel: 6,
  release: 7,
  list: 4,
  read: 4,
  patient: 2,
});

const fault: fc.Arbitrary<FaultPlan> = fc.record({
  fault: weighted<FaultKind>({
    'drop-before': 2,
    'drop-after': 3,
    'server-error': 3,
    'too-busy': 2,
    unauthorized: 2,
    conflict: 3,
    precondition: 2,
    'wrong-answer': 5,
    slow: 3,
    late: 3,
    'expire-token': 2,
    'take-time': 3,
    'expire-hold': 3,
    'refuse-two': 2,
    careless: 4,
    'sent-twice': 4,
    'page-gone': 3,
    'tab-gone': 2,
  }),
  on,
  after: fc.constantFrom(0, 0, 0, 0, 1, 1, 2),
  times: fc.constantFrom(1, 1, 1, 1, 2, 5),
  variant: fc.nat(77),
});

const step: fc.Arbitrary<Step> = fc.record({
  do: doing,
  nth: fc.nat(7),
  fault: fc.option(fault, { nil: undefined, freq: 3 }),
});

/** Long when it is made up, as short as can be when it is shrunk. */
class LongAtFirst<Value> extends fc.Arbitrary<Value[]> {
  readonly #long: fc.Arbitrary<Value[]>;
  readonly #short: fc.Arbitrary<Value[]>;

  constructor(each: fc.Arbitrary<Value>, least: number, most: number) {
    super();
    this.#long = fc.array(each, { minLength: least, maxLength: most, size: 'max' });
    this.#short = fc.array(each, { maxLength: most });
  }
  generate(random: fc.Random, bias: number | undefined): fc.Value<Value[]> {
    return new fc.Value(this.#long.generate(random, bias).value, undefined);
  }
  canShrinkWithoutContext(value: unknown): value is Value[] {
    return this.#short.canShrinkWithoutContext(value);
  }
  shrink(value: Value[], context: unknown): fc.Stream<fc.Value<Value[]>> {
    return this.#short.shrink(value, context);
  }
}

export const fewestSteps = 12;

export const plans: fc.Arbitrary<Plan> = fc.record({
  setting: fc.record({
    order: fc.constantFrom('book-first', 'cancel-first', 'atomic'),
    hold: weighted<'yes' | 'no'>({ yes: 5, no: 1 }).map(
      (word) => word === 'yes',
      (is) => (is === true ? 'yes' : 'no'),
    ),
    renewable: fc.boolean(),
  }),
  twice: fc.constantFrom('browser', 'server'),
  steps: new LongAtFirst(step, fewestSteps, 18),
});
