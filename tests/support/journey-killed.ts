import type { Page } from '@playwright/test';
import { appointmentsOf, timeOf, visitId } from './journey-changes.ts';
import { asked, expect, type Hospital } from './journey.ts';
import type { Scheduling } from './journey-screens.ts';
import { type Stop, stopNext } from './journey-stops.ts';

/** A moment of a move at which the page goes, and what the clinic has then. */
export interface Moment {
  /** As in "a tab that is closed …". */
  readonly when: string;
  /** `undefined`: on the check page, where nothing is under way. */
  readonly stop: Stop | undefined;
  readonly old: 'booked' | 'cancelled';
  readonly new: 'none' | 'pending' | 'booked';
}

const cancelling = { method: 'PATCH', path: asked.visit } as const;
const reading = { method: 'GET', path: asked.visit } as const;

/** The requests at which a move can be stopped. */
export const sent = {
  hold: { path: asked.hold },
  book: { path: asked.book },
  cancel: cancelling,
  readAfterBooking: { ...reading, following: { path: asked.book } },
  readAfterCancelling: { ...reading, following: cancelling },
  read: reading,
} as const;

/** Moves the visit just so far; after that the page has only to go. */
export async function moveUntil(
  page: Page,
  hospital: Hospital,
  { stop }: Moment,
  confirm: string,
): Promise<void> {
  const visit = await appointmentsOf(page, hospital);
  await visit.button(/^Move this visit/).click();
  await visit.app.getByRole('radio').first().check();
  const stopped = stop?.path === asked.hold ? await stopNext(page, stop) : undefined;
  await visit.button('Continue').click();
  if (stopped !== undefined) {
    await stopped.reached;
    return;
  }
  await expect(visit.title).toHaveText('Check your new time');
  if (stop === undefined) return;
  const { reached } = await stopNext(page, stop);
  await visit.button(confirm).click();
  await reached;
}

/** The visits ahead, as the clinic's tables have them: some are always left, booked or at the least kept. */
export async function expectLeft(hospital: Hospital, moment: Moment): Promise<void> {
  const rows = await ahead(hospital);
  const old = rows.filter(({ id }) => id === visitId);
  const others = rows.filter(({ id }) => id !== visitId);
  expect(old).toMatchObject([{ status: moment.old }]);
  expect(others).toMatchObject(moment.new === 'none' ? [] : [{ status: moment.new }]);
  expect(rows.some(({ status }) => status === 'booked' || status === 'pending')).toBe(true);
}

const words: Readonly<Record<string, string>> = {
  booked: 'Booked',
  pending: 'Kept for you, not booked yet.',
  cancelled: 'Cancelled',
};

/** "My appointments" lists just what the tables have ahead, each with its state. */
export async function expectTruthListed(visit: Scheduling, hospital: Hospital): Promise<void> {
  await visit.button('My appointments').click();
  const rows = await ahead(hospital);
  await expect(visit.coming).toHaveCount(rows.length);
  for (const [index, { id, status }] of rows.entries()) {
    const { day, hour } = await timeOf(hospital, id);
    await expect(visit.coming.nth(index)).toContainText(`${day}, 2026, ${hour}`);
    await expect(visit.coming.nth(index)).toContainText(String(words[status]));
  }
}

async function ahead(hospital: Hospital) {
  const visits = await hospital.visitsOf('maria-alvarez');
  return visits.filter(({ end }) => end.getTime() > hospital.now());
}
