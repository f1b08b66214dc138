import type { CancelFailure } from '../../../src/scheduling/failure.ts';
import { err } from '../../../src/scheduling/result.ts';
import AskAPerson from '../../../src/ui/change/AskAPerson.svelte';
import Asking from '../../../src/ui/change/Asking.svelte';
import CancelUnknown from '../../../src/ui/change/CancelUnknown.svelte';
import Cancelled from '../../../src/ui/change/Cancelled.svelte';
import ChangeAlert from '../../../src/ui/change/ChangeAlert.svelte';
import Changed from '../../../src/ui/change/Changed.svelte';
import NotOffered from '../../../src/ui/change/NotOffered.svelte';
import NotRead from '../../../src/ui/change/NotRead.svelte';
import Why from '../../../src/ui/change/Why.svelte';
import MoveUnknown from '../../../src/ui/moved/MoveUnknown.svelte';
import MovedNow from '../../../src/ui/moved/MovedNow.svelte';
import NothingLeft from '../../../src/ui/moved/NothingLeft.svelte';
import NotYetMoved from '../../../src/ui/moved/NotYetMoved.svelte';
import TwoVisits from '../../../src/ui/moved/TwoVisits.svelte';
import WonBack from '../../../src/ui/moved/WonBack.svelte';
import { failure, noAnswer, visit } from '../../../tests/support/fake-ehr.ts';
import { never, type Session } from '../clinic.ts';
import { cancel, withOld } from '../acts.ts';
import { arranged, type Scene, someText, state, states } from '../state.ts';
import { booked, cancelled, old } from '../visits.ts';

const notices = [
  { severity: 'error', code: 'business-rule', text: 'A day before is too late.' },
] as const;
const taken = { kind: 'taken', notices: [] } as const;
/** The visit that is asked about, and how far that has come. */
const asking = ({ app }: Scene) => {
  const { change } = app;
  if (typeof change === 'string') throw new Error('no visit is being changed');
  const { step } = change;
  if (step.at !== 'asking' && step.at !== 'cancelling') throw new Error(`it is ${step.at}`);
  return { change, step };
};
const cancelling = async (session: Session, milliseconds = 0): Promise<void> => {
  await cancel(session);
  session.ehr.answer({ cancelAppointment: never });
  const { change } = session.app;
  if (typeof change !== 'string') void change.cancel();
  session.clock.pass(milliseconds);
};
const refusedWith =
  (answer: Parameters<typeof err>[0]) =>
  async (session: Session): Promise<void> => {
    await cancel(session);
    session.ehr.answer({
      cancelAppointment: () => Promise.resolve(err(answer as typeof noAnswer)),
    });
    const { change } = session.app;
    if (typeof change !== 'string') await change.cancel();
  };
const both = (why: CancelFailure) => ({
  outcome: { is: 'both' as const, appointment: booked, old, failure: why },
});
const movedUnknown = ['booked', 'not-booked', 'unknown'] as const;

export const change = {
  'change/AskAPerson': [
    state(AskAPerson, 'by phone', ({ words }: Scene) => ({
      title: words.titles.change['not-offered'],
      text: words.change.notOffered.cancel,
      visits: words.booked.mine,
      visit: old,
    })),
    state(AskAPerson, 'another way, too', ({ words }: Scene) => ({
      title: words.titles.change['not-offered'],
      text: words.change.notOffered.cancel,
      visits: words.booked.mine,
      visit: old,
      children: someText(words.appointments.inPortal.both),
    })),
  ],
  'change/Asking': [
    state(Asking, 'asking', asking, { clinic: withOld(), act: cancel }),
    state(Asking, 'moving is not offered', asking, {
      clinic: { ...withOld(), can: { reschedule: 'atomic' } },
      act: cancel,
    }),
    state(Asking, 'sent', asking, { clinic: withOld(), act: (session) => cancelling(session) }),
    state(Asking, 'slow', asking, {
      clinic: withOld(),
      act: (session) => cancelling(session, 6_000),
    }),
  ],
  'change/CancelUnknown': states(CancelUnknown, { '': { visit: old } }),
  'change/Cancelled': states(Cancelled, { '': { visit: cancelled } }),
  'change/ChangeAlert': arranged(ChangeAlert, {
    refused: { clinic: withOld(), act: refusedWith({ kind: 'conflict', notices }) },
    lost: { clinic: withOld(), act: refusedWith(noAnswer) },
    'session ended': { clinic: withOld(), act: refusedWith(failure('session-ended')) },
  }),
  'change/Changed': states(Changed, {
    'another time': { visit: visit({ id: 'old' }), wish: 'cancel' },
    'another time, to move': { visit: visit({ id: 'old' }), wish: 'move' },
    'another time, and it was only on screen': { visit: visit({ id: 'old' }), wish: undefined },
    cancelled: { visit: cancelled, wish: 'cancel' },
    over: { visit: visit({ id: 'old', status: 'fulfilled' }), wish: 'cancel' },
  }),
  'change/NotOffered': states(NotOffered, {
    cancel: { visit: old, wish: 'cancel' },
    move: { visit: old, wish: 'move' },
  }),
  'change/NotRead': states(NotRead, {
    broken: { failure: failure('server-error'), retry: () => undefined },
    'session ended': { failure: failure('session-ended'), retry: () => undefined },
  }),
  'change/Why': [
    state(Why, '', (scene: Scene) => ({ change: asking(scene).change }), {
      clinic: withOld(),
      act: cancel,
    }),
  ],
  'moved/MoveUnknown': movedUnknown.flatMap((appointment) =>
    (['booked', 'cancelled', 'unknown'] as const).map((was) =>
      state(MoveUnknown, `new ${appointment}, old ${was}`, {
        outcome: { is: 'unknown', appointment, old: was },
      }),
    ),
  ),
  'moved/MovedNow': states(MovedNow, {
    'two visits': { outcome: { is: 'moved', appointment: booked, old: cancelled } },
    'the same visit': { outcome: { is: 'moved', appointment: booked, old: booked } },
  }),
  'moved/NotYetMoved': states(NotYetMoved, {
    'the old one stands': { outcome: { is: 'requested', appointment: booked, old } },
    'the old one is gone': { outcome: { is: 'requested', appointment: booked, old: cancelled } },
  }),
  'moved/NothingLeft': states(NothingLeft, {
    '': { outcome: { is: 'nothing-left', old: cancelled, failure: taken } },
  }),
  'moved/TwoVisits': states(TwoVisits, {
    lost: both({ kind: 'not-cancelled' }),
    refused: both({ kind: 'cancel-refused', notices }),
    unknown: both({ kind: 'cancel-unknown' }),
    changed: both({ kind: 'changed', appointment: visit({ id: 'old' }) }),
    'session ended': both({ kind: 'session-ended', notices: [] }),
  }),
  'moved/WonBack': states(WonBack, {
    '': { outcome: { is: 'won-back', appointment: booked, old: cancelled, failure: taken } },
  }),
};
