import type { EhrFailure } from '../../../src/scheduling/failure.ts';
import { isSameVisit } from '../../../src/scheduling/judge.ts';
import type { Appointment, Instant, ProposedAppointment } from '../../../src/scheduling/model.ts';
import type { Booking, ChangeAnswer, EhrCapabilities } from '../../../src/scheduling/ports.ts';
import { ok, type Result } from '../../../src/scheduling/result.ts';
import { testClock } from '../../support/clock.ts';
import { errorNotice, monday, openTime } from '../../support/fixtures.ts';
import {
  changed,
  failed,
  found,
  listed,
  madeOf,
  scriptedEhr,
  type ScriptedEhr,
} from '../../support/scripted-ehr.ts';

/** What becomes of a request on its way. A reading can only be answered or not. */
export const fates = ['answered', 'refused', 'ended', 'lost', 'unheard', 'slow'] as const;
/**
 * `ended`: it is refused, and what was held is gone with it. `lost`: it never arrives. `unheard`: it is acted
 * on, and the answer is lost. `slow`: it was given up, and is acted on while the page waits.
 */
export type Fate = (typeof fates)[number];

type Answer = Result<ChangeAnswer, EhrFailure>;

export interface Clinic {
  readonly ehr: ScriptedEhr;
  readonly now: () => Instant;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** The visit as the clinic has it now. */
  visit(id: string): Appointment | undefined;
  /** The clinic itself changes a visit. */
  change(id: string, more: Partial<Appointment>): void;
  /** The ids of all visits that are booked now. */
  booked(): readonly string[];
}

/**
 * A clinic that does what it is told, by the rules of its order, and gives a freed time to the next who asks.
 * @param fateOf what becomes of each request, in order, the first being 0; later ones are answered
 */
export function clinicWith(
  visits: readonly Appointment[],
  less: Partial<EhrCapabilities> = {},
  fateOf: (request: number) => Fate = () => 'answered',
): Clinic {
  const ehr = scriptedEhr(less);
  const kept = new Map(visits.map((visit) => [visit.id, visit]));
  const clock = testClock(monday);
  let late: (() => void)[] = [];

  const fate = (): Fate => fateOf(ehr.log.length - 1);
  const read = <Value>(answer: () => Value): Value | ReturnType<typeof failed> =>
    fate() === 'answered' ? answer() : failed('no-answer');
  const act = (change: () => Answer): Answer => {
    switch (fate()) {
      case 'answered':
        return change();
      case 'refused':
      case 'ended':
        return failed('conflict', [errorNotice]);
      case 'lost':
        return failed('no-answer');
      case 'unheard':
        change();
        return failed('no-answer');
      case 'slow':
        late.push(change);
        return failed('no-answer');
    }
  };
  const keep = (visit: Appointment): Answer => {
    const versionId = String(Number(kept.get(visit.id)?.versionId ?? '0') + 1);
    const next = { ...visit, versionId };
    kept.set(visit.id, next);
    return changed(next);
  };
  const isBusy = (time: ProposedAppointment): boolean =>
    [...kept.values()].some(
      (visit) =>
        (visit.status === 'booked' || visit.status === 'pending') &&
        visit.start === time.start &&
        isSameVisit(visit, time),
    );
  const book = ({ time, hold, replaces }: Booking): Answer => {
    const old = replaces === undefined ? undefined : kept.get(replaces.id);
    const mayReplace = old?.status === 'cancelled' || ehr.can.reschedule === 'atomic';
    if (replaces !== undefined && !mayReplace) return failed('conflict', [errorNotice]);
    const held = hold === undefined ? undefined : kept.get(hold.appointment.id);
    const free = hold === undefined ? !isBusy(time) : held?.status === 'pending';
    if (!free) return failed('conflict', [errorNotice]);
    if (old?.status === 'booked') keep({ ...old, status: 'cancelled' });
    return keep({ ...(held ?? madeOf(time, 'booked')), status: 'booked' });
  };

  ehr.readAppointment.answers((id) =>
    read(() => {
      const visit = kept.get(id);
      return visit === undefined ? failed('not-found') : ok(visit);
    }),
  );
  ehr.listAppointments.answers(({ from = -Infinity, to = Infinity }) =>
    read(() => listed([...kept.values()].filter(({ start }) => start >= from && start < to))),
  );
  ehr.findAppointments.answers(({ start, end }) =>
    read(() => {
      const freed = [...kept.values()]
        .filter(({ status }) => status === 'cancelled')
        .map((visit) => openTime(visit.start, { practitioners: visit.practitioners }));
      return found(
        freed.filter((time) => time.start >= start && time.start < end && !isBusy(time)),
      );
    }),
  );
  ehr.bookAppointment.answers((booking) => {
    const held = kept.get(booking.hold?.appointment.id ?? '');
    if (fate() === 'ended' && held !== undefined) keep({ ...held, status: 'cancelled' });
    return act(() => book(booking));
  });
  ehr.cancelAppointment.answers((appointment) =>
    act(() => {
      const visit = kept.get(appointment.id);
      return visit?.versionId === appointment.versionId && visit?.status === 'booked'
        ? keep({ ...visit, status: 'cancelled' })
        : failed('conflict', [errorNotice]);
    }),
  );
  return {
    ehr,
    now: clock.now,
    wait: async (milliseconds) => {
      await clock.wait(milliseconds);
      const due = late;
      late = [];
      for (const change of due) change();
    },
    visit: (id) => kept.get(id),
    change: (id, more) => {
      const visit = kept.get(id);
      if (visit !== undefined) keep({ ...visit, ...more });
    },
    booked: () =>
      [...kept.values()].filter(({ status }) => status === 'booked').map(({ id }) => id),
  };
}
