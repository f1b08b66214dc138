import { visitId } from '../support/journey-changes.ts';
import { asked } from '../support/journey.ts';
import { arrive, chooseNew, press, screen } from './screen.ts';

/** A hospital whose EHR refuses a second visit, so the old one has to go before the new one is booked. */

screen('move-consent', async (reach) => {
  reach.hospital.rules.twoBookings = 'refused';
  await chooseNew(reach);
});

for (const name of ['move-won-back', 'move-nothing-left'] as const) {
  screen(name, async (reach) => {
    const { page, hospital, words } = reach;
    const { moving, titles } = words.later;
    hospital.rules.twoBookings = 'refused';
    const visit = await chooseNew(reach);
    if (name === 'move-nothing-left') {
      // Somebody takes the old time, too, as soon as it is free.
      await page.route(new RegExp(asked.book), async (route) => {
        await hospital.sandbox.ehrHandle.levers.takeTime({ appointmentId: visitId });
        await route.fallback();
      });
    }
    hospital.breaks(asked.book, { kind: 'take-time' });
    await press(visit, moving.agree);
    const { moved } = titles;
    await arrive(visit, name === 'move-won-back' ? moved['won-back'] : moved['nothing-left']);
  });
}
