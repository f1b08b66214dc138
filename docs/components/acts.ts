import { err, ok } from '../../src/scheduling/result.ts';
import { anything } from '../../src/scheduling/wish.ts';
import { answerFor, failure, noAnswer, openTime, today } from '../../tests/support/fake-ehr.ts';
import { clinicVisits } from '../../tests/support/clinic-visits.ts';
import { type Clinic, never, type Session, settled } from './clinic.ts';
import { old } from './visits.ts';

const minute = 60_000;

/** What patients do and what comes of it: each brings a session to where a state begins. */

export const choose = ({ app }: Session): Promise<void> => app.booking.choose(openTime());

export async function confirm(session: Session): Promise<void> {
  await choose(session);
  await session.app.booking.confirm();
}

/** The clinic's answer to the booking does not come. */
export async function waitForBooking(session: Session, milliseconds = 0): Promise<void> {
  session.ehr.answer({ bookAppointment: never });
  await choose(session);
  void session.app.booking.confirm();
  await settled();
  session.clock.pass(milliseconds);
}

/** The answer to the booking is lost, and nobody says what came of it yet. */
export async function readBack(session: Session): Promise<void> {
  await choose(session);
  session.ehr.answer({
    bookAppointment: () => Promise.resolve(err(noAnswer)),
    listAppointments: never,
    readAppointment: never,
  });
  void session.app.booking.confirm();
}

/** The answer is lost, and nobody can say what came of it. */
export async function loseBooking(session: Session): Promise<void> {
  await choose(session);
  session.ehr.answer({
    bookAppointment: () => Promise.resolve(err(noAnswer)),
    listAppointments: () => Promise.resolve(err(noAnswer)),
    readAppointment: () => Promise.resolve(err(noAnswer)),
  });
  await session.app.booking.confirm();
}

/** The EHR refuses the booking. */
export async function refused(
  session: Session,
  kind: Parameters<typeof failure>[0],
  text?: string,
): Promise<void> {
  const notices =
    text === undefined ? [] : [{ severity: 'error', code: 'conflict', text } as const];
  await choose(session);
  session.ehr.answer({
    bookAppointment: () => Promise.resolve(err({ ...failure(kind), notices })),
  });
  await session.app.booking.confirm();
}

/** The time is taken, so many times. */
export async function taken(session: Session, times: number): Promise<void> {
  session.ehr.answer({ holdAppointment: () => Promise.resolve(err(failure('conflict'))) });
  for (let time = 0; time < times; time += 1) await choose(session);
}

/** The hold lasts so many minutes. */
export async function keptFor(session: Session, minutes: number): Promise<void> {
  session.ehr.answer({
    holdAppointment: (time) =>
      Promise.resolve(ok(answerFor(time, 'pending', today + minutes * minute))),
  });
  await choose(session);
}

/** A clinic at which Maria has the visit that is to be cancelled or moved. */
export const withOld = (): Clinic => ({ script: clinicVisits(old).script });

export const cancel = ({ app }: Session): Promise<void> => app.cancelVisit(old);

export async function move(session: Session): Promise<void> {
  await session.app.moveVisit(old);
  await settled();
}

/** Another time is chosen for the visit, and kept. */
export async function moveTo(session: Session): Promise<void> {
  await move(session);
  await choose(session);
}

export const seeTimes = ({ app }: Session): void => {
  app.seeMoreTimes(anything);
};

export const seeFind = ({ app }: Session): Promise<void> => app.seeFind();
