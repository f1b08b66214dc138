import { arrive, check, chooseNew, press, screen } from './screen.ts';

/** A hospital whose EHR keeps no times, and where somebody says yes to each booking. */

screen('check-without-hold', async (reach) => {
  await check(reach);
});

screen('requested', async (reach) => {
  const { check: said, titles } = reach.words.later;
  reach.hospital.rules.confirms = 'staff';
  const visit = await check(reach);
  await press(visit, said.confirm);
  await arrive(visit, titles.requested);
});

screen('move-requested', async (reach) => {
  const { moving, titles } = reach.words.later;
  reach.hospital.rules.confirms = 'staff';
  const visit = await chooseNew(reach);
  await press(visit, moving.confirm);
  await arrive(visit, titles.moved.requested);
});
