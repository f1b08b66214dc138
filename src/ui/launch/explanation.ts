import type { LaunchFailure } from '../../session/types.ts';

/** What happened, in the words of a patient. */
export interface Explanation {
  readonly title: string;
  readonly text: string;
}

type Kind = LaunchFailure['kind'];
type Reasons<Of extends Kind> =
  Extract<LaunchFailure, { readonly kind: Of }> extends { readonly why: infer Why extends string }
    ? Readonly<Record<Why, Explanation>>
    : Explanation;

export interface LaunchMessages {
  /** One explanation for each failure, or for each of its reasons. */
  readonly failures: { readonly [Of in Kind]: Reasons<Of> };
  readonly nothingBooked: string;
  readonly tryAgain: string;
  /** A link that opens a new tab, and says so. */
  readonly openPortal: string;
  readonly call: (hospital: string) => string;
  /** Followed by a code such as `discovery-failed: timeout`. */
  readonly forStaff: string;
  readonly brokenSettings: Explanation;
  readonly mistakes: string;
}
