import type { Intention } from '../scheduling/intention.ts';
import type { Appointment } from '../scheduling/model.ts';
import { mostPressing, readIntentions } from '../scheduling/read-intentions.ts';
import { reconcileIntention, type IntentionTruth } from '../scheduling/reconcile-intention.ts';
import { rescheduleAppointment } from '../scheduling/reschedule-appointment.ts';
import type { RecoveryPorts, RecoveryStep } from './recovery.svelte.ts';

/** Where the patient goes on: with the last change that was sent, the last hold, or the visit on screen. */
export function leftOpen({ journal, now }: RecoveryPorts): Intention | undefined {
  return mostPressing(readIntentions(journal, now));
}

/** Asks the EHR by reading alone. */
export function reconcile(intention: Intention, ports: RecoveryPorts): Promise<IntentionTruth> {
  return reconcileIntention(intention, ports);
}

/** Brings the patient to the page that shows the truth. */
export function showTruth(
  intention: Intention,
  truth: Exclude<IntentionTruth, { is: 'unknown' }>,
  { booking, journal, onVisit, onMoving }: RecoveryPorts,
): RecoveryStep {
  const { startedAt: since } = intention;
  // What is held goes on, and so does its entry.
  if (truth.is !== 'held') journal.remove(intention.id);
  switch (truth.is) {
    case 'booked':
    case 'requested':
      booking.show({ at: truth.is, appointment: truth.appointment }, { since });
      break;
    case 'move': {
      const { outcome } = truth;
      // Should the clinic say no to it, the patient chooses again for the visit that stands.
      const { old } = outcome;
      const goesOn = outcome.is === 'requested' && old.status !== 'cancelled';
      if (goesOn) onMoving(old);
      booking.show(
        { at: 'moved', outcome },
        {
          since,
          moving: goesOn ? { old, reschedule: rescheduleAppointment } : undefined,
        },
      );
      break;
    }
    case 'held': {
      const { hold, old } = truth;
      const failure = { kind: 'not-booked', stillHeld: true } as const;
      if (old !== undefined) onMoving(old);
      booking.goOn(hold, {
        intention,
        ...(old === undefined ? {} : { moving: { old, reschedule: rescheduleAppointment } }),
        ...(intention.step === 'sent' ? { note: { kind: 'not-booked', failure } } : {}),
      });
      break;
    }
    case 'changed':
      onVisit({ at: 'changed', visit: truth.appointment, wish: undefined });
      break;
    case 'cancelled':
      onVisit({ at: 'cancelled', visit: truth.appointment });
      break;
    case 'not-cancelled': {
      const { appointment: visit } = truth;
      const asBefore = visit.start === intention.start && isOn(visit);
      onVisit(
        asBefore
          ? { at: 'asking', visit, failure: { kind: 'not-cancelled' } }
          : { at: 'changed', visit, wish: 'cancel' },
      );
      break;
    }
    case 'overtaken':
      break;
    case 'nothing':
      return { at: 'nothing', intention, old: truth.old };
  }
  return { at: 'none' };
}

const isOn = ({ status }: Appointment): boolean => status === 'booked' || status === 'pending';
