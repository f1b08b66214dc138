import type { BookingStep, MovedOutcome } from '../../src/flows/booking-step.ts';
import type { RecoveryStep } from '../../src/flows/recovery.svelte.ts';
import type { ChangeStep } from '../../src/flows/visit-change.svelte.ts';
import type { CancelFailure } from '../../src/scheduling/failure.ts';
import type { Intention } from '../../src/scheduling/intention.ts';
import type { Appointment } from '../../src/scheduling/model.ts';
import { mayBeCancelled } from '../../src/ui/screen-title.ts';
import type { Page, World } from './tab.ts';

/** What a screen tells the patient of the clinic's tables. `slot` and `id` are those of the sandbox. */
export type Claim =
  | { readonly says: 'booked' | 'requested'; readonly id: string; readonly slot: string }
  | { readonly says: 'not-booked' | 'kept'; readonly slot: string }
  | { readonly says: 'cancelled' | 'not-cancelled' | 'nothing-left'; readonly id: string }
  /** Nobody can tell: it is said, and it must not be said for ever. */
  | { readonly says: 'unknown'; readonly about: string };

export const wordsOf = (claim: Claim): string =>
  `${claim.says} ${'slot' in claim ? claim.slot : 'id' in claim ? claim.id : claim.about}`;

/** All that is claimed on the screen of now. */
export function claimsOf({ app, confirmed }: Page, { slotOf }: World): readonly Claim[] {
  const slot = (time: Parameters<World['slotOf']>[0]): string => slotOf(time) ?? 'no slot';
  const { moving } = app.booking;
  const ofScreen = (): readonly Claim[] => {
    if (app.screen === 'change') {
      const { change } = app;
      return typeof change === 'string' ? [] : ofChange(change.step);
    }
    return ofRecovery(app.recovery.step, slot);
  };
  const { step } = app.booking;
  const ofStep =
    step.at === 'moved'
      ? ofMoved(step.outcome, slot, { old: moving?.id, chosen: confirmed })
      : ofBooking(step, slot, moving);
  // A time that was lost is told above whatever else is on the page.
  return step.at === 'choosing' ? [...ofStep, ...ofScreen()] : ofStep;
}

type SlotOf = (time: Parameters<World['slotOf']>[0]) => string;

function ofBooking(
  step: Exclude<BookingStep, { at: 'moved' }>,
  slot: SlotOf,
  moving: Appointment | undefined,
): readonly Claim[] {
  switch (step.at) {
    case 'holding':
    case 'confirming':
      return [];
    case 'choosing':
      if (step.lost === undefined) return [];
      return [{ says: 'not-booked', slot: slot(step.lost.time) }, ...ofMoving(moving)];
    case 'expired':
      return [{ says: 'not-booked', slot: slot(step.time) }, ...ofMoving(moving)];
    case 'checking': {
      const kept: readonly Claim[] =
        step.hold === undefined ? [] : [{ says: 'kept', slot: slot(step.time) }];
      if (step.note?.kind !== 'not-booked' && step.note?.kind !== 'not-moved') return kept;
      const { note } = step;
      const old =
        note.kind === 'not-moved' && moving !== undefined
          ? ofNotCancelled(moving.id, note.failure)
          : ofMoving(moving);
      return [...kept, { says: 'not-booked', slot: slot(step.time) }, ...old];
    }
    case 'booked':
    case 'requested':
      return [{ says: step.at, id: step.appointment.id, slot: slot(step.appointment) }];
    case 'unknown':
      return [{ says: 'unknown', about: slot(step.time) }];
  }
}

/** With a time that was not had it is said what that means for the visit that it was to replace. */
const ofMoving = (moving: Appointment | undefined): readonly Claim[] =>
  moving === undefined ? [] : [asItIs(moving)];

function ofMoved(
  outcome: MovedOutcome,
  slot: SlotOf,
  ids: { readonly old: string | undefined; readonly chosen: string | undefined },
): readonly Claim[] {
  switch (outcome.is) {
    case 'moved':
    case 'won-back':
      return [
        { says: 'booked', id: outcome.appointment.id, slot: slot(outcome.appointment) },
        // Where the visit itself was moved there is no other that is gone.
        ...(outcome.old.id === outcome.appointment.id
          ? []
          : [{ says: 'cancelled', id: outcome.old.id } as const]),
      ];
    case 'both':
      return [
        { says: 'booked', id: outcome.appointment.id, slot: slot(outcome.appointment) },
        ...(mayBeCancelled(outcome.failure)
          ? [{ says: 'unknown', about: outcome.old.id } as const]
          : ofNotCancelled(outcome.old.id, outcome.failure)),
      ];
    case 'requested':
      return [{ says: 'requested', id: outcome.appointment.id, slot: slot(outcome.appointment) }];
    case 'nothing-left':
      return [
        { says: 'cancelled', id: outcome.old.id },
        { says: 'nothing-left', id: outcome.old.id },
      ];
    case 'unknown': {
      const old: readonly Claim[] =
        ids.old === undefined || outcome.old === 'unknown'
          ? []
          : [{ says: outcome.old === 'booked' ? 'not-cancelled' : 'cancelled', id: ids.old }];
      const chosen: readonly Claim[] =
        ids.chosen === undefined || outcome.appointment !== 'not-booked'
          ? []
          : [{ says: 'not-booked', slot: ids.chosen }];
      return [{ says: 'unknown', about: ids.old ?? 'a move' }, ...old, ...chosen];
    }
  }
}

/** Most failures mean that the visit stands; of some nobody knows. */
function ofNotCancelled(id: string, failure: CancelFailure): readonly Claim[] {
  switch (failure.kind) {
    case 'cancel-unknown':
      return [{ says: 'unknown', about: id }];
    case 'changed':
      return [asItIs(failure.appointment)];
    default:
      return [{ says: 'not-cancelled', id }];
  }
}

const asItIs = ({ id, status }: Appointment): Claim => ({
  says: status === 'cancelled' ? 'cancelled' : 'not-cancelled',
  id,
});

function ofChange(step: ChangeStep): readonly Claim[] {
  const { id } = step.visit;
  switch (step.at) {
    case 'reading':
    case 'not-read':
    case 'not-offered':
    case 'cancelling':
      return [];
    case 'changed':
      return [asItIs(step.visit)];
    case 'asking':
      return step.failure === undefined ? [] : ofNotCancelled(id, step.failure);
    case 'cancelled':
      return [{ says: 'cancelled', id }];
    case 'unknown':
      return [{ says: 'unknown', about: id }];
  }
}

function ofRecovery(step: RecoveryStep, slot: SlotOf): readonly Claim[] {
  switch (step.at) {
    case 'none':
    case 'checking':
      return [];
    case 'unknown':
      return [{ says: 'unknown', about: step.about ?? 'what was left open' }];
    case 'nothing':
      return [
        { says: 'not-booked', slot: slot(placeOf(step.intention)) },
        ...(step.old === undefined ? [] : [asItIs(step.old)]),
      ];
  }
}

/** The time of a change that an earlier page has written down. */
const placeOf = ({ start, practitioners }: Intention): Parameters<World['slotOf']>[0] => ({
  start,
  practitioners: practitioners.map((reference) => ({ reference, display: undefined })),
});
