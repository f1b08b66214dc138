import type { LaunchContext } from '../../sandbox/authorization/launches.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { expect, test } from '../support/journey.ts';

const elsewhere = 'https://elsewhere.example/fhir/Appointment/1';
const opened: readonly (readonly [string, Partial<LaunchContext>, string])[] = [
  ['an intent to see appointments opens them', { intent: 'view-appointments' }, 'My appointments'],
  ['an unknown intent opens the booking', { intent: 'order-a-pizza' }, 'Book an appointment'],
  [
    'an appointment in the context opens it',
    { fhirContext: [{ reference: 'Appointment/coming-2' }] },
    'You’re booked',
  ],
  [
    'two appointments in the context open the appointments',
    { fhirContext: [{ reference: 'Appointment/coming-1' }, { reference: 'Appointment/coming-2' }] },
    'My appointments',
  ],
  [
    'an appointment that is over opens the appointments',
    { fhirContext: [{ reference: 'Appointment/past-1' }] },
    'My appointments',
  ],
  [
    'an appointment that the EHR does not have is looked up, and no other is shown',
    { fhirContext: [{ reference: 'Appointment/no-such' }] },
    'We could not look at your visit',
  ],
  [
    'an appointment of another server opens the booking',
    { fhirContext: [{ reference: elsewhere }] },
    'Book an appointment',
  ],
];

for (const [fact, context, title] of opened) {
  test(`[smart 35] [smart 36] ${fact}`, async ({ hospital, page }) => {
    await page.goto(await hospital.launchUrl({ patient: 'ruth-okafor', ...context }));
    const visit = new Scheduling(page, 'by itself');
    // The page says so before it knows what it was opened for.
    if (title === 'Book an appointment') await expect(visit.timesWithAnyone).toHaveCount(4);
    await expect(visit.title).toHaveText(title);
  });
}
