import { expect } from '../support/journey.ts';
import { screen } from './screen.ts';

/** A hospital that only publishes its times: they are booked on another page, or by phone. */

screen('book-elsewhere', async ({ hospital, open, words }) => {
  const iss = hospital.sandbox.ehrHandle.bases['elsewhere'] ?? '';
  const visit = await open({ iss });
  const anyone = visit.app.getByRole('region', { name: words.first.home.anyone });
  await expect(anyone.getByRole('listitem').first()).toContainText(/\d/);
  await expect(visit.heading(words.later.ways.title)).toBeVisible();
});
