import type { AppFlow } from '../flows/app.svelte.ts';
import type { ConfirmingPhase } from '../flows/booking-step.ts';
import type { LaterMessages } from './messages/en.ts';

/** What is being done about a confirmed time. */
export function confirmingInWords(
  phase: ConfirmingPhase,
  { booking, cancelsFirst }: AppFlow,
  { check, moving }: LaterMessages,
): string {
  switch (phase) {
    case 'sent':
      return booking.moving === undefined ? check.booking : moving.sent;
    case 'slow':
      return check.slow;
    case 'reading-back':
      return check.readingBack;
    case 'cancelling-old':
      return cancelsFirst ? moving.cancellingFirst : moving.cancellingOld;
    case 'booking-new':
      return moving.bookingNew;
    case 'winning-back':
      return moving.winningBack;
  }
}

/** What is being done about a visit that the patient cancels. */
export function cancellingInWords(
  phase: 'sent' | 'slow' | 'reading-back',
  { change, check }: LaterMessages,
): string {
  return { sent: change.cancelling, slow: change.slow, 'reading-back': check.readingBack }[phase];
}
