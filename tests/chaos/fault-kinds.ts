import type { RequestKind } from './asked.ts';

/** All that can befall a request. */
export const faultKinds = [
  /** The request is lost before the server acts; the answer is lost after it has acted. */
  'drop-before',
  'drop-after',
  'server-error',
  'too-busy',
  'unauthorized',
  'conflict',
  'precondition',
  /** A 200 that says something else than what is so, or nothing. */
  'wrong-answer',
  /** The answer comes late; the page gives up, and the server acts late. */
  'slow',
  'late',
  'expire-token',
  'take-time',
  'expire-hold',
  /** From now on: a second booking is refused; a time that is booked again becomes a second visit. */
  'refuse-two',
  'careless',
  /** The browser sends it twice, the server acts on both, and only the second answer is heard. */
  'sent-twice',
  /** The page is loaded again while the answer is on its way, its storage kept; or the tab is closed. */
  'page-gone',
  'tab-gone',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A fault that waits for the requests of one kind. */
export interface FaultPlan {
  readonly fault: FaultKind;
  readonly on: RequestKind;
  /** So many go by before. */
  readonly after: number;
  readonly times: number;
  /** Which of several ways. */
  readonly variant: number;
}
