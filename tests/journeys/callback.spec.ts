import type { Fault } from '../../sandbox/types.ts';
import { badGateway, strange } from '../support/journey-answers.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { watch } from '../support/journey-watch.ts';
import { asked, expect, test } from '../support/journey.ts';

const forged = [
  ['an error', 'error=access_denied&error_description=Call+1-900-555-0000&state=forged'],
  ['an error without a state', 'error=access_denied&error_description=Call+1-900-555-0000'],
  ['a code', 'code=abc&state=forged'],
] as const;

for (const [what, query] of forged) {
  test(`${what} that nobody asked for is not believed, and nothing of it is shown [smart 22]`, async ({
    hospital,
    page,
  }) => {
    await page.goto(new URL(`/index.html?${query}`, hospital.sandbox.app).href);
    const visit = new Scheduling(page, 'by itself');
    await expect(visit.title).toHaveText('We could not sign you in safely');
    await expect(page.locator('body')).not.toContainText('1-900');
    await expect(visit.phone).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    expect(hospital.askedOfEhr()).toEqual([]);
  });
}

test('a session that is open goes on, whatever another tab is sent [smart 22]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await visit.bookThisTime.click();
  const other = await visit.page.context().newPage();
  await other.goto(
    new URL('/index.html?error=access_denied&state=forged', hospital.sandbox.app).href,
  );
  await expect(new Scheduling(other, 'by itself').title).toHaveText(
    'We could not sign you in safely',
  );
  await other.close();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

for (const kind of ['tamper-state', 'foreign-iss', 'no-iss'] as const) {
  test(`an answer of the sign-in that was tampered with (${kind}) is refused, and no code is sent [smart 22, 25]`, async ({
    hospital,
    scheduling,
  }) => {
    hospital.sandbox.authorization.levers.next({ kind });
    const visit = await scheduling();
    await expect(visit.title).toHaveText('We could not sign you in safely');
    await expect(visit.app.getByRole('link', { name: /^Go back to your portal/ })).toBeVisible();
    expect(hospital.wire(asked.token)).toEqual([]);
  });
}

const refusals = [
  ['access_denied', 'This app may not see your record'],
  ['invalid_scope', 'This app is not set up right'],
  ['invalid_request', 'This app is not set up right'],
  ['unauthorized_client', 'This app is not set up right'],
  ['server_error', 'Sign-in is not working right now'],
  ['temporarily_unavailable', 'Sign-in is not working right now'],
] as const;

for (const [error, title] of refusals) {
  test(`a sign-in that ends with ${error} is put into words, with one thing to do and the phone [smart 24]`, async ({
    hospital,
    scheduling,
  }) => {
    hospital.sandbox.authorization.levers.next({ kind: 'error', error });
    const visit = await scheduling();
    await expect(visit.title).toHaveText(title);
    await expect(visit.app.getByRole('main')).toContainText('Nothing was booked or changed.');
    await expect(visit.strongest()).toHaveCount(1);
    await expect(visit.phone).toBeVisible();
    await expect(visit.emergency).toBeVisible();
    expect(hospital.wire(asked.token)).toEqual([]);
  });
}

test('what the sign-in says is shown as its own words, never as a page; its link opens a tab that knows nothing of this one [smart 23]', async ({
  hospital,
  scheduling,
}) => {
  const description = '<img src="x" onerror="alert(1)"> Ask the desk. '.padEnd(400, '!');
  hospital.sandbox.authorization.levers.next({
    kind: 'error',
    error: 'access_denied',
    description,
    uri: 'https://help.example/denied',
  });
  const visit = await scheduling();
  const words = visit.text(/^The clinic’s system says:/);
  await expect(words).toContainText('<img src="x" onerror="alert(1)"> Ask the desk.');
  expect((await words.textContent())?.length).toBeLessThan(340);
  await expect(visit.app.getByRole('main').locator('img')).toHaveCount(0);
  const more = visit.app.getByRole('link', { name: /^Read more from the clinic/ });
  await expect(more).toHaveAttribute('href', 'https://help.example/denied');
  await expect(more).toHaveAttribute('rel', /noopener/);
  await expect(more).toHaveAttribute('target', '_blank');
});

test('a link of the sign-in that is no web address is not shown [smart 23]', async ({
  hospital,
  scheduling,
}) => {
  hospital.sandbox.authorization.levers.next({
    kind: 'error',
    error: 'access_denied',
    uri: 'javascript:alert(1)',
  });
  const visit = await scheduling();
  await expect(visit.title).toHaveText('This app may not see your record');
  await expect(visit.app.getByRole('link', { name: /^Read more from the clinic/ })).toBeHidden();
});

const tokenFailures: readonly (readonly [string, Fault, string])[] = [
  [
    'refuses the code',
    { kind: 'answer', status: 400, body: { error: 'invalid_grant' } },
    'We could not finish signing you in',
  ],
  [
    'does not know the app',
    { kind: 'answer', status: 401, body: { error: 'invalid_client' } },
    'We could not finish signing you in',
  ],
  ['answers with a web page', strange.webPage, 'We could not finish signing you in'],
  ['answers with nothing', strange.nothing, 'We could not finish signing you in'],
  ['is broken', { kind: 'answer', ...badGateway }, 'We could not reach the clinic'],
  ['cannot be reached', { kind: 'drop-before' }, 'We could not reach the clinic'],
];

for (const [what, fault, title] of tokenFailures) {
  test(`a sign-in that ${what} is explained, and the code is sent once [smart 28]`, async ({
    hospital,
    page,
    scheduling,
  }) => {
    const { requests } = watch(page);
    hospital.breaks(asked.token, fault, 9);
    const visit = await scheduling();
    await expect(visit.title).toHaveText(title);
    await expect(visit.phone).toBeVisible();
    const codes = requests.filter(
      (request) => request.method() === 'POST' && request.url().endsWith('/auth/token'),
    );
    expect(codes).toHaveLength(1);
  });
}

test('a code that was spent before is refused, and the page says to start again [smart 27]', async ({
  hospital,
  scheduling,
}) => {
  hospital.sandbox.authorization.levers.next({ kind: 'spent-code' });
  const visit = await scheduling();
  await expect(visit.title).toHaveText('We could not finish signing you in');
  expect(hospital.wire(asked.token)).toHaveLength(1);
});

test('a page that is loaded again sends no code again, and says where to start [smart 27]', async ({
  hospital,
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  await visit.frame().evaluate(() => {
    location.reload();
  });
  await expect(visit.title).toHaveText('Please open this page from your portal');
  await expect(visit.app.locator('body')).not.toContainText('Maria');
  expect(hospital.wire(asked.token)).toHaveLength(1);
  expect(hospital.wire(asked.authorize)).toHaveLength(1);
});

test('an EHR that gives no right to book: times are shown with the phone, and nothing that books [smart 31]', async ({
  hospital,
  page,
}) => {
  const grantOnly = [
    'launch',
    'openid',
    'patient/Patient.read',
    'patient/Appointment.read',
    'patient/Coverage.read',
  ];
  await page.goto(await hospital.launchUrl({ patient: 'maria-alvarez', grantOnly }));
  const visit = new Scheduling(page, 'by itself');
  await expect(page.getByRole('main')).toContainText('To book, call (555) 010-0199');
  await expect(visit.anyone.getByRole('listitem')).toHaveCount(4);
  await expect(visit.anyone.getByRole('listitem').first()).toContainText(/\d:\d\d/);
  await expect(visit.ownDoctor).toContainText('Dr. Mateo Quintanar');
  await expect(visit.button(/^Book/)).toBeHidden();

  await visit.button('See more times with anyone').click();
  await expect(page.getByRole('group').first()).toBeVisible();
  await expect(page.getByRole('radio')).toHaveCount(0);
  await expect(visit.button('Continue')).toBeHidden();
});

test('an EHR that does not say for which patient: the page asks for no number, and sends the patient back [smart 32]', async ({
  hospital,
  page,
}) => {
  await page.goto(await hospital.launchUrl({ patient: 'maria-alvarez', omitPatient: true }));
  const visit = new Scheduling(page, 'by itself');
  await expect(visit.title).toHaveText('We do not know whose record to open');
  await expect(page.getByRole('textbox')).toHaveCount(0);
  await expect(visit.phone).toBeVisible();
  expect(hospital.askedOfEhr().filter(({ authorized }) => authorized)).toEqual([]);
});

test('in the portal, which shows the name, the date of birth is left out; who is booked for is said all the same [smart 34, B25]', async ({
  scheduling,
}) => {
  const visit = await scheduling();
  await expect(visit.banner).toContainText('For Maria Alvarez');
  await expect(visit.banner).not.toContainText('Born');
  await visit.bookThisTime.click();
  await expect(visit.app.getByRole('main')).toContainText('Maria Alvarez');
});
