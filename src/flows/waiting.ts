import { readClinicAnswer, type ClinicAnswer } from '../scheduling/clinic-answer.ts';
import type { Declined } from '../scheduling/failure.ts';
import type { Appointment, Instant, ProposedAppointment } from '../scheduling/model.ts';
import { finishMove, type ReschedulePorts } from '../scheduling/reschedule-appointment.ts';
import type { ClinicsYes, Shown, Waiting } from './booking-step.ts';
import type { Intent } from './journal.ts';
import type { Later } from './sign-in.svelte.ts';

/** Whether anybody can look at the page. */
export interface Sight {
  readonly isSeen: () => boolean;
  /** Runs it once, when the page can be seen again; answers how to call that off. */
  readonly whenSeen: (run: () => void) => () => void;
}

export interface WaitingPorts extends ReschedulePorts {
  readonly later: Later;
  /** Always seen unless given. */
  readonly sight?: Sight | undefined;
  readonly intent: Intent;
  /** Whether what waits is still what the patient looks at. */
  readonly isShown: () => boolean;
  /** Told how far the clinic's yes has come; `undefined`: it has said no. */
  readonly tell: (yes: ClinicsYes | undefined) => void;
  readonly end: (step: Shown) => void;
  readonly lose: (time: ProposedAppointment, failure: Declined) => void;
  /** Something of the patient's changed in the EHR. */
  readonly onChanged: () => void;
  /** Given what a page that closes has to wait for. */
  readonly finishes: (work: Promise<void>) => void;
}

const second = 1_000;
/** Soon at first, for clinics whose yes is a computer's. */
const first: readonly number[] = [5 * second, 15 * second, 30 * second];
const then = 60 * second;
const longest = 600 * second;

/**
 * Asks the EHR again and again what the clinic has said to a visit that waits for its yes, and goes on with what it
 * says. Nobody is asked for a page that nobody can see: its next turn comes when it is looked at again.
 * @param since when it was booked
 * @returns ends the asking
 */
export function awaitClinic(waiting: Waiting, since: Instant, ports: WaitingPorts): () => void {
  const { now, later, sight, tell } = ports;
  let ended = false;
  let callOff: () => void = () => undefined;
  const plan = (): void => {
    const due = turnAfter(now() - since);
    if (due === undefined) tell('silent');
    else callOff = later(since + due - now(), take);
  };
  const take = (): void => {
    if (sight?.isSeen() === false) callOff = sight.whenSeen(take);
    // A page may have been hidden, or its computer asleep, for long.
    else if (now() - since > longest) tell('silent');
    else
      void readClinicAnswer(waiting.appointment, ports).then((answer) => {
        if (ended) return;
        if (answer.says === 'nothing') plan();
        else goOn(waiting, answer, ports);
      });
  };
  plan();
  return () => {
    ended = true;
    callOff();
  };
}

/** The next turn after so long, counted from the booking; `undefined` after the last. */
function turnAfter(elapsed: number): number | undefined {
  const soon = first.find((turn) => turn > elapsed);
  if (soon !== undefined) return soon;
  const start = first.at(-1) ?? 0;
  const next = start + (Math.floor((elapsed - start) / then) + 1) * then;
  return next <= longest ? next : undefined;
}

function goOn(
  { old }: Waiting,
  { says, appointment }: Exclude<ClinicAnswer, { says: 'nothing' }>,
  ports: WaitingPorts,
): void {
  const { tell, end, lose } = ports;
  const { id } = appointment;
  if (says === 'yes' && old !== undefined) {
    tell('finishing');
    ports.finishes(finish(old, appointment, ports));
  } else if (says === 'yes') {
    tell('given');
    end({ at: 'booked', appointment });
  } else {
    tell(undefined);
    const failure = { kind: 'taken', notices: [] } as const;
    // The old visit had to go first, or is this very one.
    if (old?.status === 'cancelled' || old?.id === id)
      end({ at: 'moved', outcome: { is: 'nothing-left', old, failure } });
    else {
      ports.onChanged();
      lose({ ...appointment, key: id }, { kind: 'declined', appointment });
    }
  }
}

/** The patient has agreed to it as a move, so the old visit goes as it would have gone at once. */
async function finish(
  old: Appointment,
  appointment: Appointment,
  ports: WaitingPorts,
): Promise<void> {
  ports.intent.note('reschedule', 'sent', appointment, {
    appointment: appointment.id,
    replaces: old.id,
  });
  const outcome = await finishMove(old, appointment, ports);
  // Whoever has gone on meanwhile sees it in the list, and on the next launch.
  if (!ports.isShown()) {
    ports.onChanged();
    return;
  }
  ports.tell('given');
  ports.end({ at: 'moved', outcome });
}
