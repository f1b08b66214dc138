import type { BookingPorts } from '../../../src/flows/booking-step.ts';
import { BookingFlow } from '../../../src/flows/booking.svelte.ts';
import type { SignIn } from '../../../src/flows/sign-in.svelte.ts';
import type { Intention } from '../../../src/scheduling/intention.ts';
import type { Appointment, ProposedAppointment } from '../../../src/scheduling/model.ts';
import { changes as code } from '../../support/changes.ts';
import { steadySignIn, testClock, type TestClock } from '../../support/clock.ts';
import { testJournal, type TestJournal } from '../../support/journal.ts';
import type { ScriptedEhr } from '../../support/scripted-ehr.ts';
import { monday } from '../../support/fixtures.ts';

/** A booking under way, its clock, and what it told the rest of the app. */
export interface BookingUnderTest {
  readonly flow: BookingFlow;
  readonly clock: TestClock;
  readonly journal: TestJournal;
  readonly held: ProposedAppointment[];
  readonly lost: ProposedAppointment[];
  readonly shown: Appointment[];
  /** How often something of the patient's changed in the EHR. */
  changes(): number;
}

/**
 * @param left what earlier pages have left in the journal
 * @param changing fetches the code for changing visits
 */
export function bookingWith(
  ehr: ScriptedEhr,
  signIn: SignIn = steadySignIn,
  left: readonly Intention[] = [],
  changing: BookingPorts['changes'] = code,
): BookingUnderTest {
  const clock = testClock(monday);
  const journal = testJournal(...left);
  const held: ProposedAppointment[] = [];
  const lost: ProposedAppointment[] = [];
  const shown: Appointment[] = [];
  let changes = 0;
  const flow = new BookingFlow({
    ehr,
    patient: 'Patient/maya',
    now: clock.now,
    wait: clock.wait,
    later: clock.later,
    signIn,
    journal,
    changes: changing,
    onHeld: (time) => held.push(time),
    onShown: (visit) => shown.push(visit),
    onLost: (time) => lost.push(time),
    onChanged: () => (changes += 1),
  });
  return { flow, clock, journal, held, lost, shown, changes: () => changes };
}
