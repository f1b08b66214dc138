import { badGateway } from '../support/journey-answers.ts';
import {
  appointmentsOf,
  askToCancel,
  resourceOf,
  rowOf,
  timeOf,
  visitId,
} from '../support/journey-changes.ts';
import { sent } from '../support/journey-killed.ts';
import { stopNext } from '../support/journey-stops.ts';
import { asked, expect, type Hospital, launch, secondsUntil, test } from '../support/journey.ts';

// Where an answer was lost the app looks for seven seconds; nobody needs to wait for them.
test.use({ browserClock: 'controlled' });

const sure = 'Yes, cancel this visit';
const patches = { method: 'PATCH', path: asked.visit };
const levers = (hospital: Hospital) => hospital.sandbox.ehrHandle.levers;

test('a visit is cancelled with a reason: one request, the clinic has it as cancelled, the lists of the app and of the portal say so, and its time is open again [B13, B16, A12]', async ({
  hospital,
  scheduling,
}) => {
  const { day, hour } = await timeOf(hospital);
  const visit = await scheduling();
  await visit.button('My appointments').click();
  await visit.button(/^Cancel this visit/).click();
  await expect(visit.title).toHaveText('Cancel this visit?');
  await expect(visit.app.getByRole('definition').first()).toContainText(`${day}, ${hour}`);
  expect(hospital.patches()).toEqual([]);
  await visit.app.getByLabel(/^Why\?/).selectOption('I feel better');
  await visit.button(sure).click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  await expect(visit.text(/You cancelled it\./)).toBeVisible();

  expect(hospital.patches()).toMatchObject([
    { contentType: 'application/json-patch+json', status: 200 },
  ]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await resourceOf(hospital)).toMatchObject({
    extension: [
      {
        url: 'http://fhir.org/guides/argonaut-scheduling/StructureDefinition/extension-status-reason',
        valueCodeableConcept: { coding: [{ code: 'improved' }] },
      },
    ],
  });

  await visit.button('See my appointments').click();
  await expect(visit.coming).toHaveCount(1);
  await expect(visit.coming).toContainText(/Cancelled\s+You cancelled it\./);
  await expect(visit.button(/^(Cancel|Move) this visit/)).toHaveCount(0);
  await visit.button('Back to booking').click();
  await visit.button(/^See more times with Dr\. Mateo/).click();
  const times = await visit.day(visit.heading(new RegExp(`^${day}`)));
  await expect(times.getByRole('radio', { name: new RegExp(`^${hour}`) })).toHaveCount(1);

  await visit.page.getByRole('link', { name: 'Visits' }).click();
  const listed = visit.page.getByRole('listitem').filter({ hasText: `${day}, 2026 at ${hour}` });
  await expect(listed).toContainText('Canceled');
});

test('a visit that is cancelled without a reason is cancelled all the same [B16]', async ({
  hospital,
  page,
}) => {
  const visit = await askToCancel(page, hospital);
  await visit.button(sure).click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(hospital.patches()).toHaveLength(1);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(await resourceOf(hospital)).not.toHaveProperty('extension');
});

test('“Keep my visit” keeps it, and nothing is sent', async ({ hospital, page }) => {
  const visit = await askToCancel(page, hospital);
  await visit.button('Keep my visit').click();
  await expect(visit.title).toHaveText('My appointments');
  await expect(visit.coming).toContainText('Booked');
  expect(hospital.patches()).toEqual([]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
});

test('“Cancel this visit” and “Yes, cancel this visit” that are pressed twice send one request [B9]', async ({
  hospital,
  page,
}) => {
  const visit = await appointmentsOf(page, hospital);
  await visit.button(/^Cancel this visit/).dblclick();
  await expect(visit.title).toHaveText('Cancel this visit?');
  hospital.breaks(patches, { kind: 'slow', milliseconds: 300 });
  await visit.button(sure).dblclick();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(hospital.patches()).toHaveLength(1);
});

for (const when of ['before the patient looks', 'while the patient is asked'] as const) {
  test(`a visit that the clinic has moved ${when}: the patient is told the new time, and nothing is cancelled [B12]`, async ({
    hospital,
    page,
  }) => {
    const visit = await appointmentsOf(page, hospital);
    const before = await timeOf(hospital);
    if (when === 'while the patient is asked') {
      await visit.button(/^Cancel this visit/).click();
      await expect(visit.title).toHaveText('Cancel this visit?');
    }
    expect(await levers(hospital).moveByClinic(visitId, 60)).toBeInstanceOf(Date);
    await visit.button(/^(Cancel this visit|Yes, cancel this visit)/).click();
    await expect(visit.title).toHaveText('This visit has changed');
    const now = await timeOf(hospital);
    expect(now).not.toEqual(before);
    await expect(visit.app.getByRole('main')).toContainText(
      `At the clinic it is now on ${now.day}, ${now.hour} Mountain Standard Time.`,
    );
    expect(hospital.patches()).toEqual([]);
    expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });

    await visit.button('Cancel this visit').click();
    await visit.button(sure).click();
    await expect(visit.title).toHaveText('Your visit is cancelled');
    expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  });

  test(`a visit that the clinic has cancelled ${when}: the patient is told that the clinic did, and nothing is sent [B12, B16]`, async ({
    hospital,
    page,
  }) => {
    const visit = await appointmentsOf(page, hospital);
    if (when === 'while the patient is asked') {
      await visit.button(/^Cancel this visit/).click();
      await expect(visit.title).toHaveText('Cancel this visit?');
    }
    await levers(hospital).cancelByClinic(visitId);
    await visit.button(/^(Cancel this visit|Yes, cancel this visit)/).click();
    await expect(visit.title).toHaveText(/^(This visit has changed|Your visit is cancelled)$/);
    await expect(visit.text(/The clinic cancelled it\./)).toBeVisible();
    await expect(visit.text(/You cancelled it/)).toHaveCount(0);
    expect(hospital.patches()).toEqual([]);
  });
}

test('an answer that is lost after the clinic has cancelled: the visit is found cancelled, and the request is not repeated [B16]', async ({
  hospital,
  page,
}) => {
  const visit = await askToCancel(page, hospital);
  hospital.breaks(patches, { kind: 'answer-after', ...badGateway });
  await visit.button(sure).click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(hospital.patches()).toHaveLength(1);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
});

const notCancelled = [
  ['a connection that breaks before the clinic has cancelled', { kind: 'drop-before' }],
  [
    '“done” of a clinic that has done nothing',
    { kind: 'answer', status: 200, body: { resourceType: 'Appointment', status: 'cancelled' } },
  ],
] as const;

for (const [what, fault] of notCancelled) {
  test(`${what}: the page says that the visit is not cancelled, and once more cancels it [B16]`, async ({
    hospital,
    page,
  }) => {
    const visit = await askToCancel(page, hospital);
    hospital.breaks(patches, fault, 9);
    await visit.button(sure).click();
    await secondsUntil(visit, visit.heading('This visit is not cancelled'));
    await expect(visit.heading('This visit is not cancelled')).toBeFocused();
    await expect(visit.alert).toContainText('Your visit is not cancelled. It stays as it is.');
    await expect(visit.phone).toBeVisible();
    expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });

    hospital.mends();
    await visit.button(sure).click();
    await expect(visit.title).toHaveText('Your visit is cancelled');
    expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  });
}

test('a page that goes after the clinic has cancelled, before the answer is there: opened again, it says “cancelled”, and sends nothing [B9, B16]', async ({
  hospital,
  page,
}) => {
  const visit = await askToCancel(page, hospital);
  const { reached } = await stopNext(page, { ...sent.cancel, where: 'after' });
  await visit.button(sure).click();
  await reached;
  await launch(page, hospital);
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(hospital.patches()).toHaveLength(1);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
});

test('a page that goes before the cancellation has reached the clinic: opened again, it looks, says that the visit stands, and can cancel it [B9, B16]', async ({
  hospital,
  page,
}) => {
  const visit = await askToCancel(page, hospital);
  const { reached } = await stopNext(page, { ...sent.cancel, where: 'before' });
  await visit.button(sure).click();
  await reached;
  await launch(page, hospital);
  await expect(visit.title).toHaveText('Checking what happened');
  await secondsUntil(visit, visit.heading('This visit is not cancelled'));
  expect(hospital.patches()).toEqual([]);
  await visit.button(sure).click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
});

test('while nobody can say whether it is cancelled, the page says so, and gives a person to call [B15, B16]', async ({
  hospital,
  page,
}) => {
  const visit = await askToCancel(page, hospital);
  hospital.breaks(patches, { kind: 'answer-after', ...badGateway });
  // The look before the cancellation still works.
  hospital.breaks({ method: 'GET', path: asked.visit }, { kind: 'slow', milliseconds: 0 });
  hospital.breaks({ method: 'GET', path: asked.visit }, { kind: 'answer', ...badGateway }, 9);
  await visit.button(sure).click();
  await secondsUntil(visit, visit.heading('We do not know yet whether this is cancelled'));
  await expect(visit.app.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  await expect(visit.button(sure)).toBeHidden();
  expect(hospital.patches()).toHaveLength(1);
});

test('a clinic that cancels nothing so late: its words and its phone are there, and the visit stands [B17]', async ({
  hospital,
  page,
}) => {
  hospital.rules.cancelUntilHours = 999;
  const visit = await askToCancel(page, hospital);
  await visit.button(sure).click();
  await expect(visit.heading('The clinic did not cancel this visit')).toBeFocused();
  await expect(visit.alert).toContainText('Your visit is not cancelled. It stays as it is.');
  await expect(visit.alert).toContainText('Visits can be cancelled up to 999 hours before');
  await expect(visit.strongest()).toHaveText('Call (555) 010-0199');
  await expect(visit.button(sure)).toBeHidden();
  await expect(visit.app.getByRole('definition').first()).toContainText(
    (await timeOf(hospital)).day,
  );
  expect(await rowOf(hospital)).toMatchObject({ status: 'booked' });
});

test('a clinic that takes changes as FHIRPath Patch alone gets one [B17]', async ({
  hospital,
  page,
}) => {
  hospital.rules.patchFormats = ['fhirpath'];
  const visit = await askToCancel(page, hospital);
  await visit.app.getByLabel(/^Why\?/).selectOption('The weather');
  await visit.button(sure).click();
  await expect(visit.title).toHaveText('Your visit is cancelled');
  expect(hospital.patches()).toMatchObject([{ contentType: 'application/fhir+json', status: 200 }]);
  expect(await rowOf(hospital)).toMatchObject({ status: 'cancelled' });
  expect(JSON.stringify(await resourceOf(hospital))).toContain('"code":"weather"');
});

test('a clinic that takes changes as XML alone: cancelling is not offered, the phone is, and nothing is sent [B17]', async ({
  hospital,
  page,
}) => {
  hospital.rules.patchFormats = ['xml'];
  const visit = await appointmentsOf(page, hospital);
  await visit.button(/^Cancel this visit/).click();
  await expect(visit.title).toHaveText('This cannot be done online');
  await expect(visit.text(/Your visit stays as it is\./)).toBeVisible();
  await expect(visit.app.getByRole('link', { name: 'Call (555) 010-0199' })).toBeVisible();
  await expect(visit.button(sure)).toBeHidden();
  expect(hospital.patches()).toEqual([]);
});
