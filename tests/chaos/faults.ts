import type { Ehr } from '../../sandbox/ehr.ts';
import type { Fault } from '../../sandbox/types.ts';
import { reads, type Asked } from './asked.ts';
import type { FaultPlan } from './fault-kinds.ts';
import type { Truth } from './truth.ts';
import { wrongAnswer, type SlotFacts } from './wrong-answers.ts';

/** What is known where a fault strikes. */
export interface Scene {
  readonly ehr: Ehr;
  /** The FHIR base of the dialect that is spoken. */
  readonly base: string;
  readonly truth: Truth;
  readonly asked: Asked;
  readonly slots: ReadonlyMap<string, SlotFacts>;
  /** The time that the page is busy with, where the request names none. */
  readonly concern: () => string | undefined;
}

/** How a request is struck. */
export interface Strike {
  readonly fault: Fault | undefined;
  /** Milliseconds after which the page hears the answer. */
  readonly delay?: number;
  readonly gone?: 'page' | 'tab';
  /** What came says nothing certain. */
  readonly nonsense?: boolean;
}

const outcome = (code: string, text: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code, details: { text }, diagnostics: text }],
});

const second = 1_000;

/** Prepares what befalls a request. @returns `undefined` where this cannot befall it */
export async function strike(plan: FaultPlan, scene: Scene): Promise<Strike | undefined> {
  const { fault, variant } = plan;
  const changes = !reads.includes(scene.asked.kind);
  /** Some answers come before the server has acted, some after. */
  const answer = (status: number, body?: unknown, headers?: Record<string, string>): Fault => ({
    kind: changes && variant % 2 === 1 ? 'answer-after' : 'answer',
    status,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  });
  switch (fault) {
    case 'drop-before':
    case 'drop-after':
    case 'expire-token':
    case 'sent-twice':
      return { fault: { kind: fault } };
    case 'server-error':
      return variant % 3 === 0
        ? { fault: answer(500, outcome('exception', 'Something broke')), nonsense: true }
        : { fault: answer(variant % 3 === 1 ? 502 : 503), nonsense: true };
    case 'too-busy':
      return {
        fault: { kind: 'answer', status: 429, headers: { 'Retry-After': '30' } },
      };
    case 'unauthorized':
      return { fault: { kind: 'answer', status: 401, body: outcome('login', 'Sign in again') } };
    case 'conflict':
      return { fault: answer(409, outcome('conflict', 'This has changed')) };
    case 'precondition':
      return { fault: answer(412, outcome('conflict', 'This is another version')) };
    case 'wrong-answer':
      return { fault: wrongAnswer(scene, variant), nonsense: true };
    case 'slow':
      return { fault: undefined, delay: [2, 6, 20][variant % 3]! * second };
    case 'late':
      return { fault: { kind: 'late', milliseconds: latenessOf(scene.asked, variant) } };
    case 'take-time':
      return (await takeTime(scene)) ? { fault: undefined } : undefined;
    case 'expire-hold':
      return (await expireHold(scene)) ? { fault: undefined } : undefined;
    case 'refuse-two':
      scene.ehr.rules.twoBookings = 'refused';
      return { fault: undefined };
    case 'careless':
      scene.ehr.rules.bookAgain = true;
      return { fault: undefined };
    case 'page-gone':
    case 'tab-gone':
      return {
        fault: { kind: variant % 2 === 0 ? 'drop-after' : 'drop-before' },
        gone: fault === 'page-gone' ? 'page' : 'tab',
      };
  }
}

/** The app looks for seven seconds what became of a change; of a hold that it gives back it never hears. */
function latenessOf({ kind }: Asked, variant: number): number {
  const seconds = kind === 'release' ? [5, 10, 40] : [1, 3, 6];
  return seconds[variant % seconds.length]! * second;
}

/** Another patient books the time; not one that is booked, for no clinic gives that away. */
async function takeTime({ ehr, truth, asked, slots, concern }: Scene): Promise<boolean> {
  const booked = new Set(truth.booked().map((visit) => visit.slot));
  const free = [...slots.keys()].filter((slot) => !booked.has(slot));
  const wanted = [asked.slot, concern()].find((slot) => slot !== undefined && !booked.has(slot));
  const slot = wanted ?? free[asked.sent % free.length];
  if (slot === undefined) return false;
  await ehr.levers.takeTime({ slotId: slot });
  await truth.look('others');
  return true;
}

/** The hold that the request names ends early; else all that the patient has. */
async function expireHold({ ehr, truth, asked }: Scene): Promise<boolean> {
  const named = truth.held().filter(({ id, slot }) => id === asked.id || slot === asked.slot);
  const ending = named.length > 0 ? named : truth.held();
  for (const { id } of ending) await ehr.levers.expireHold(id);
  await truth.look('others');
  return ending.length > 0;
}
