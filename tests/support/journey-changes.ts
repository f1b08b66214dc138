import type { Page } from '@playwright/test';
import { expect, type Hospital, launch } from './journey.ts';
import { whenIn } from './journey-again.ts';
import type { Scheduling } from './journey-screens.ts';

/** Maria's only visit ahead: with Dr. Mateo Quintanar, in Phoenix. */
export const visitId = 'coming-1';

/** Opens "My appointments" by themselves, as the portal can. */
export async function appointmentsOf(page: Page, hospital: Hospital): Promise<Scheduling> {
  const visit = await launch(page, hospital, {
    patient: 'maria-alvarez',
    intent: 'view-appointments',
  });
  await expect(visit.coming).not.toHaveCount(0);
  return visit;
}

/** As the clinic's tables have it now. */
export async function rowOf(hospital: Hospital, id = visitId) {
  const row = (await hospital.visitsOf('maria-alvarez')).find((visit) => visit.id === id);
  if (row === undefined) throw new Error(`there is no visit ${id}`);
  return row;
}

/** "Tuesday, December 1" and "9:20 AM" on the clinic's clock. */
export async function timeOf(hospital: Hospital, id = visitId) {
  const { start, zone: timeZone } = await rowOf(hospital, id);
  const say = (options: Intl.DateTimeFormatOptions) =>
    start.toLocaleString('en-US', { ...options, timeZone }).replace(/\s/g, ' ');
  return {
    day: say({ weekday: 'long', month: 'long', day: 'numeric' }),
    hour: say({ hour: 'numeric', minute: '2-digit' }),
  };
}

/** The resource itself, for what no list shows. */
export async function resourceOf(hospital: Hospital, id = visitId): Promise<unknown> {
  const [row] = await hospital.sandbox.ehrHandle.database.query<{ content: unknown }>(
    `select content from resource where type = 'Appointment' and id = $1`,
    [id],
  );
  return row?.content;
}

/** Asks to cancel the visit, and comes to the page that asks whether. */
export async function askToCancel(page: Page, hospital: Hospital): Promise<Scheduling> {
  const visit = await appointmentsOf(page, hospital);
  await visit.button(/^Cancel this visit/).click();
  await expect(visit.title).toHaveText('Cancel this visit?');
  return visit;
}

/** Chooses the first of the clinician's times for the visit, and comes to the check page. @returns when that is */
export async function chooseNew(visit: Scheduling): Promise<string> {
  await visit.button(/^Move this visit/).click();
  await expect(visit.title).toHaveText('Choose a new time');
  await visit.app.getByRole('radio').first().check();
  await visit.button('Continue').click();
  await expect(visit.title).toHaveText('Check your new time');
  return whenIn(visit.app.getByRole('region', { name: 'New visit' }));
}

/** Of the steps that reached the EHR, those that may change something there. */
export const changesIn = (steps: readonly string[]): readonly string[] =>
  steps.filter((step) => !step.startsWith('read'));
