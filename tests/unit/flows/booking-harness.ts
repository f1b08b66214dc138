import { BookingFlow, type SignIn } from '../../../src/flows/booking.svelte.ts';
import type { ProposedAppointment } from '../../../src/scheduling/model.ts';
import { steadySignIn, testClock, type TestClock } from '../../support/clock.ts';
import type { ScriptedEhr } from '../../support/scripted-ehr.ts';
import { monday } from '../../support/fixtures.ts';

/** A booking under way, its clock, and what it told the rest of the app. */
export interface BookingUnderTest {
  readonly flow: BookingFlow;
  readonly clock: TestClock;
  readonly held: ProposedAppointment[];
  readonly lost: ProposedAppointment[];
  /** How often something of the patient's changed in the EHR. */
  changes(): number;
}

export function bookingWith(ehr: ScriptedEhr, signIn: SignIn = steadySignIn): BookingUnderTest {
  const clock = testClock(monday);
  const held: ProposedAppointment[] = [];
  const lost: ProposedAppointment[] = [];
  let changes = 0;
  const flow = new BookingFlow({
    ehr,
    patient: 'Patient/maya',
    now: clock.now,
    wait: clock.wait,
    later: clock.later,
    signIn,
    onHeld: (time) => held.push(time),
    onLost: (time) => lost.push(time),
    onChanged: () => (changes += 1),
  });
  return { flow, clock, held, lost, changes: () => changes };
}
