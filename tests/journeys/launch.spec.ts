import { readFile } from 'node:fs/promises';
import type { Route } from '@playwright/test';
import { demoDeployment } from '../../sandbox/deployment.ts';
import { serveAppFiles } from '../../sandbox/hosts/app-files.ts';
import { strange } from '../support/journey-answers.ts';
import { Scheduling } from '../support/journey-screens.ts';
import { historyOf, watch } from '../support/journey-watch.ts';
import {
  asked,
  expect,
  homeIsFull,
  openScheduling,
  test,
  type Hospital,
} from '../support/journey.ts';

const dist = process.env['DIST'] ?? 'dist';

const byHand = [
  ['without anything', () => ''],
  ['without a launch', (iss: string) => `?iss=${encodeURIComponent(iss)}`],
  ['without an issuer', () => '?launch=abc'],
  [
    'with two issuers',
    (iss: string) => `?launch=abc&iss=${encodeURIComponent(iss)}&iss=https://ehr.example`,
  ],
] as const;

for (const [how, query] of byHand) {
  test(`opened ${how}, the page sends the patient to the portal, and asks nobody for anything [smart 1]`, async ({
    hospital,
    page,
  }) => {
    const { app, iss } = hospital.sandbox;
    await page.goto(new URL(`/launch.html${query(iss)}`, app).href);
    const visit = new Scheduling(page, 'by itself');
    await expect(visit.title).toHaveText('Open scheduling from your portal');
    await expect(visit.title).toBeFocused();
    await expect(page.getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
    await expect(page.getByText('If this is an emergency, call 911.')).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    expect(hospital.askedOfEhr()).toEqual([]);
  });
}

const strangers = [
  ['another hospital', (iss: URL) => `https://ehr.example${iss.pathname}`],
  ['another port', (iss: URL) => iss.href.replace(`:${iss.port}`, ':9')],
  ['a longer path', (iss: URL) => `${iss.href}/more`],
  ['a name before the host', (iss: URL) => iss.href.replace('://', '://ehr.example@')],
  ['a longer host', (iss: URL) => iss.href.replace(`:${iss.port}`, `.example:${iss.port}`)],
  ['capital letters', (iss: URL) => iss.href.replace('/fhir', '/FHIR')],
] as const;

for (const [what, change] of strangers) {
  test(`an issuer that nobody has listed (${what}) is asked for nothing [smart 2]`, async ({
    hospital,
    page,
  }) => {
    const { app, iss } = hospital.sandbox;
    const { requests } = watch(page);
    const query = new URLSearchParams({ iss: change(new URL(iss)), launch: 'abc' });
    await page.goto(new URL(`/launch.html?${query.toString()}`, app).href);
    const visit = new Scheduling(page, 'by itself');
    await expect(visit.title).toHaveText('This portal is not set up for scheduling here');
    await expect(page.getByRole('link', { name: /^Go to your portal/ })).toBeVisible();
    expect(new URL(page.url()).search).toBe('');
    const elsewhere = requests
      .map((request) => new URL(request.url()).origin)
      .filter((origin) => origin !== app.origin);
    expect(elsewhere.filter((origin) => origin !== 'null')).toEqual([]);
  });
}

test('whatever else stands in the launch address changes nothing [smart 4]', async ({
  hospital,
  page,
}) => {
  const { sandbox } = hospital;
  const { requests } = watch(page);
  const url = new URL(await hospital.launchUrl());
  const more = {
    clientId: 'another-app',
    client_id: 'another-app',
    fhirServiceUrl: 'https://ehr.example/fhir',
    patientId: 'ruth-okafor',
    patient: 'ruth-okafor',
    redirect_uri: 'https://evil.example/',
    redirectUri: 'https://evil.example/',
    scope: 'system/*.*',
  };
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value);
  await page.goto(url.href);
  const visit = new Scheduling(page, 'by itself');
  await expect(visit.banner).toContainText('For Maria Alvarez');

  const [authorize] = hospital.wire(asked.authorize);
  const sent = new URL(authorize!.path, sandbox.ehr).searchParams;
  expect(sent.get('client_id')).toBe(sandbox.clientId);
  expect(sent.get('redirect_uri')).toBe(new URL('/index.html', sandbox.app).href);
  expect(sent.get('aud')).toBe(sandbox.iss);
  expect(sent.get('scope')).not.toContain('system/');
  expect(sent.get('code_challenge_method')).toBe('S256');
  const hosts = new Set(requests.map((request) => new URL(request.url()).origin));
  expect(
    [...hosts].filter((origin) => ![sandbox.app.origin, sandbox.ehr.origin].includes(origin)),
  ).toEqual([]);
});

test('the launch, the code and the state stay neither in the address nor in the history, and Back does not launch again [smart 5, 21]', async ({
  context,
  hospital,
  page,
}) => {
  const { sandbox } = hospital;
  await page.goto(sandbox.portal.href);
  await page.goto(await hospital.launchUrl());
  const visit = new Scheduling(page, 'by itself');
  await expect(visit.bookThisTime).toBeVisible();
  expect(page.url()).toBe(new URL('/index.html', sandbox.app).href);
  const history = await historyOf(context, page);
  expect(history.filter((url) => /[?&](code|state|iss|launch|error)=/.test(url))).toEqual([]);
  expect(history.at(-1)).toBe(page.url());

  await page.goBack();
  expect(page.url()).toBe(sandbox.portal.href);
  await page.goForward();
  await expect(visit.title).toHaveText('Please open this page from your portal');
  await expect(page.locator('body')).not.toContainText('Maria');
  expect(hospital.wire(asked.authorize)).toHaveLength(1);
  expect(hospital.wire(asked.token)).toHaveLength(1);
});

test('a second launch in the same tab, for another patient, leaves nothing of the first [smart 6]', async ({
  hospital,
  page,
}) => {
  const visit = new Scheduling(page, 'by itself');
  await page.goto(await hospital.launchUrl({ patient: 'maria-alvarez' }));
  await expect(visit.banner).toContainText('For Maria Alvarez');
  await visit.bookThisTime.click();
  await visit.reason.fill('A cough since Monday');
  await page.goto(await hospital.launchUrl({ patient: 'walter-dufresne' }));
  await expect(visit.banner).toContainText('For Walter Dufresne');
  await expect(page.locator('body')).not.toContainText('Maria');
  await visit.bookThisTime.click();
  await expect(visit.reason).toHaveValue('');
});

const discovery = [
  ['is not there', { kind: 'answer', status: 404 }, 'Scheduling is not ready right now'],
  ['is a web page', strange.webPage, 'Scheduling is not working right now'],
  [
    'may not be read by this page',
    {
      kind: 'answer',
      status: 200,
      headers: { 'Access-Control-Allow-Origin': 'https://ehr.example' },
      body: {},
    },
    'We cannot reach the clinic’s system',
  ],
  [
    'does not say where to sign in',
    { kind: 'answer', status: 200, body: {} },
    'We cannot sign you in',
  ],
] as const;

for (const [what, fault, title] of discovery) {
  test(`an EHR whose sign-in description ${what} is explained in words of its own [smart 12]`, async ({
    hospital,
    scheduling,
  }) => {
    hospital.breaks(asked.discovery, fault, 9);
    const visit = await scheduling();
    await expect(visit.title).toHaveText(title);
    await expect(visit.title).toBeFocused();
    await expect(
      visit.app.getByText('Nothing was booked, and none of your visits changed.'),
    ).toBeVisible();
    await expect(visit.app.getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
    expect(hospital.wire(asked.authorize)).toEqual([]);

    hospital.mends();
    const again = visit.button('Try again');
    if (await again.isHidden()) return;
    await again.click();
    await expect(visit.bookThisTime).toBeVisible();
  });
}

test.describe('with a clock at hand', () => {
  test.use({ browserClock: 'controlled' });

  test('an EHR that does not answer a launch within ten seconds is called slow, and can be asked again [smart 12]', async ({
    hospital,
    page,
  }) => {
    let reached = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (reached = resolve));
    await page.route(new RegExp(asked.discovery), () => {
      reached();
    });
    await page.goto(await hospital.launchUrl());
    await waiting;
    await page.clock.fastForward(10_000);
    const visit = new Scheduling(page, 'by itself');
    await expect(visit.title).toHaveText('The clinic’s system is slow to answer');
    await page.unrouteAll();
    await visit.button('Try again').click();
    await expect(visit.bookThisTime).toBeVisible();
  });
});

test('on an address that is not secure the page says so, instead of signing anybody in [smart 20]', async ({
  hospital,
  page,
}) => {
  const { iss } = hospital.sandbox;
  await page.route('http://app.test/**', (route) => passOn(route, hospital));
  await page.goto(
    `http://app.test/launch.html?${new URLSearchParams({ iss, launch: 'abc' }).toString()}`,
  );
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await expect(new Scheduling(page, 'by itself').title).toHaveText('This page is not secure');
  await expect(page.getByRole('link', { name: '(555) 010-0199' })).toBeVisible();
  expect(hospital.askedOfEhr()).toEqual([]);
});

for (const [where, path, title] of [
  ['at launch', 'launch.html', 'Your browser is blocking this page'],
  ['after signing in', 'index.html', 'Your browser blocks this page'],
] as const) {
  test(`a browser that lets the frame store nothing ${where} is explained, not shown as an empty page [smart 52]`, async ({
    page,
    scheduling,
  }) => {
    await page.addInitScript((blocked) => {
      if (!location.pathname.endsWith(blocked)) return;
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }, path);
    const visit = await scheduling();
    await expect(visit.title).toHaveText(title);
    await expect(visit.app.getByRole('link', { name: /\(555\) 010-0199/ }).first()).toBeVisible();
    await expect(visit.app.getByText('If this is an emergency, call 911.')).toBeVisible();
  });
}

test('the app opens in a tab of its own, from the portal’s own link [smart 54]', async ({
  context,
  scheduling,
}) => {
  const { page } = await scheduling();
  const opening = context.waitForEvent('page');
  await page.getByRole('link', { name: 'Open in a new tab' }).click();
  const visit = new Scheduling(await opening, 'by itself');
  await expect(visit.banner).toContainText('Born March 17, 1984');
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
});

const athena =
  'allow-forms allow-modals allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts allow-downloads';

for (const sandboxed of [
  athena,
  'allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox',
  undefined,
]) {
  test(`the app opens in another site’s frame with ${sandboxed === undefined ? 'no sandbox' : `sandbox="${sandboxed}"`} [smart 54, 55]`, async ({
    hospital,
    scheduling,
  }) => {
    const visit = await scheduling();
    await expect(visit.page.locator('iframe')).toHaveAttribute('sandbox', athena);
    await expect(visit.bookThisTime).toBeVisible();
    await visit.page.locator('iframe').evaluate(
      (frame: HTMLIFrameElement, [tokens, src]) => {
        if (tokens === undefined) frame.removeAttribute('sandbox');
        else frame.setAttribute('sandbox', tokens);
        frame.src = String(src);
      },
      [sandboxed, await hospital.launchUrl({ patient: 'walter-dufresne' })],
    );
    await expect(visit.banner).toContainText('For Walter Dufresne');
    await visit.bookThisTime.click();
    await visit.confirm.click();
    await expect(visit.title).toHaveText('You’re booked');
    expect(await hospital.madeBy('walter-dufresne')).toHaveLength(1);
  });
}

test('a page that is not the portal’s cannot frame the app [smart 57]', async ({
  hospital,
  page,
}) => {
  const { sandbox } = hospital;
  await page.goto(new URL('/auth/authorize', sandbox.ehr).href);
  const refused = page.waitForEvent('requestfailed', (request) =>
    request.url().startsWith(sandbox.app.href),
  );
  await page.evaluate(
    (src) => {
      document.body.append(Object.assign(document.createElement('iframe'), { src }));
    },
    await hospital.launchUrl(),
  );
  expect((await refused).failure()?.errorText).toBe('net::ERR_BLOCKED_BY_RESPONSE');
  expect(hospital.wire('launch\\.html')).toHaveLength(1);
  expect(hospital.wire(asked.discovery)).toEqual([]);
});

test('no request says from which page it comes [smart 63]', async ({ hospital, page }) => {
  const { requests } = watch(page);
  await page.goto(await hospital.launchUrl());
  const visit = new Scheduling(page, 'by itself');
  await visit.bookThisTime.click();
  await visit.confirm.click();
  await expect(visit.title).toHaveText('You’re booked');
  const referrers = await Promise.all(
    requests.map(async (request) => (await request.allHeaders())['referer']),
  );
  expect(referrers.length).toBeGreaterThan(10);
  expect(referrers.filter(Boolean)).toEqual([]);
});

test('a second launch fetches nothing of the app again', async ({ hospital, scheduling }) => {
  // A file that is still on its way when the sign-in is over would be asked for again by the app's own page.
  hospital.breaks(asked.authorize, { kind: 'slow', milliseconds: 1_000 });
  const visit = await scheduling();
  // By then the code of the other screens is there, too.
  await expect(visit.button(/^Search by place/)).toBeVisible();
  await homeIsFull(visit, hospital);
  const first = fetchedOf(hospital);
  expect(first.filter((path) => path.endsWith('.html'))).toEqual(['/launch.html', '/index.html']);
  expect(first).toEqual([...new Set(first)]);

  hospital.sandbox.ehrHandle.log.clear();
  await visit.page.goto(new URL('/home', hospital.sandbox.portal).href);
  const again = await openScheduling(visit.page);
  await expect(again.bookThisTime).toBeVisible();
  expect(fetchedOf(hospital)).toEqual([]);
  expect(hospital.wire(asked.authorize)).toHaveLength(1);
  expect(hospital.wire(asked.token)).toHaveLength(1);
});

test('the app’s files come while the patient is signed in, once, and before its page', async ({
  hospital,
  scheduling,
}) => {
  // Slow enough that nothing of the sign-in is over before they are asked for.
  hospital.breaks(asked.authorize, { kind: 'slow', milliseconds: 1_000 });
  const visit = await scheduling();
  await expect(visit.bookThisTime).toBeVisible();
  const fetched = fetchedOf(hospital);
  const page = fetched.indexOf('/index.html');
  const home = fetched.filter((path) => /\/(home|en)-(?!later)[^/]*$/.test(path));
  expect(home.map((path) => /\/(\w+)-.*\.(\w+)$/.exec(path)?.slice(1).join('.')).sort()).toEqual([
    'en.js',
    'home.css',
    'home.js',
  ]);
  for (const path of home) expect(fetched.indexOf(path)).toBeLessThan(page);
  expect(new Set(fetched).size).toBe(fetched.length);
});

test('the sign-in waits for none of the app’s files', async ({ hospital, page }) => {
  const held: (() => void)[] = [];
  await page.route('**/assets/**', async (route) => {
    await new Promise<void>((go) => held.push(go));
    await route.continue();
  });
  await page.goto(await hospital.launchUrl(), { waitUntil: 'commit' });
  await expect(async () => {
    expect(hospital.wire(asked.authorize)).toHaveLength(1);
    expect(hospital.wire('^/index\\.html')).toHaveLength(1);
  }).toPass();
  expect(hospital.wire('^/assets/')).toEqual([]);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  for (const go of held) go();
});

test('the times wait for none of the app’s words', async ({ hospital, page }) => {
  let release = (): void => undefined;
  const released = new Promise<void>((go) => (release = go));
  await page.route(/\/assets\/en-(?!later)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(await hospital.launchUrl(), { waitUntil: 'commit' });
  await expect(async () => {
    expect(hospital.wire(asked.find)).not.toEqual([]);
  }).toPass();
  const visit = new Scheduling(page, 'by itself');
  await expect(visit.bookThisTime).toBeHidden();
  release();
  await expect(visit.bookThisTime).toBeVisible();
});

test('the launch page carries its code, which its headers let run by hash alone', async ({
  hospital,
  page,
}) => {
  const { app, ehr, portal } = hospital.sandbox;
  const { complaints } = watch(page);
  const answers: string[] = [];
  page.on('response', (response) => {
    if (!response.url().startsWith(`${app.origin}/launch.html`)) return;
    answers.push(response.headers()['content-security-policy'] ?? '');
  });
  await page.goto(await hospital.launchUrl());
  await expect(new Scheduling(page, 'by itself').bookThisTime).toBeVisible();
  expect(complaints).toEqual([]);
  // What a deployer is given to send is what was sent, but for their own addresses.
  const told = await readFile(`${dist}/_headers`, 'utf8');
  const [, policy = ''] = /launch\.html\n *Content-Security-Policy: (.*)/.exec(told) ?? [];
  expect(policy).toMatch(/script-src 'self' 'sha256-[^' ]+'; style-src 'self' 'sha256-[^' ]+';/);
  expect(answers).toEqual([
    policy
      .replace('https://ehr.example', ehr.origin)
      .replace('https://portal.example', portal.origin),
  ]);
});

test('code in the launch page that the build has not put there does not run', async ({
  hospital,
  page,
}) => {
  await page.route('**/launch.html?*', (route) =>
    passOn(route, hospital, (html) =>
      html.replace('<main>', '<main><script>document.title = "forged"</script>'),
    ),
  );
  const { complaints } = watch(page);
  await page.goto(new URL('/launch.html?iss=x', hospital.sandbox.app).href);
  await expect(new Scheduling(page, 'by itself').title).toHaveText(
    'Open scheduling from your portal',
  );
  await expect(page).not.toHaveTitle('forged');
  expect(complaints).toEqual([expect.stringContaining('Content Security Policy')]);
});

test('with the endpoints in the settings nothing is asked of the EHR before its sign-in', async ({
  hospital,
  page,
}) => {
  const { app, ehr, iss, portal } = hospital.sandbox;
  const origins = { app: app.origin, ehr: ehr.origin, portal: portal.origin };
  const serve = await serveAppFiles({
    directory: dist,
    ...origins,
    settings: demoDeployment({ ...origins, iss }),
  });
  await page.route(`${app.origin}/*.html*`, async (route) => {
    const response = serve(new Request(route.request().url()));
    await route.fulfill({
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  });
  await page.goto(await hospital.launchUrl());
  await expect(new Scheduling(page, 'by itself').bookThisTime).toBeVisible();
  const [firstOfEhr] = hospital.askedOfEhr();
  expect(firstOfEhr?.path).toMatch(asked.authorize);
  expect(hospital.wire(asked.discovery)).toEqual([]);
});

test('settings that nobody could launch with are named at launch, mistake by mistake', async ({
  hospital,
  page,
}) => {
  await page.route('**/launch.html?*', (route) =>
    passOn(route, hospital, (html) => html.replace('"clientId"', '"clientID"')),
  );
  await page.goto(await hospital.launchUrl());
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Scheduling is not set up yet');
  await expect(page.getByText('issuers[0].clientID: no such setting')).toBeVisible();
  expect(hospital.askedOfEhr()).toEqual([]);
});

test('a launch that can reach nothing any more says so with what the page has', async ({
  hospital,
  page,
}) => {
  await page.route(/smart-configuration$|\/assets\//, (route) => route.abort());
  await page.goto(await hospital.launchUrl());
  await expect(
    page.getByText('Please go back to your portal and open scheduling again'),
  ).toBeVisible({
    timeout: 5_000,
  });
});

/** The paths of what was fetched from the app's host, oldest first. */
function fetchedOf(hospital: Hospital): readonly string[] {
  return hospital.sandbox.ehrHandle.log.entries
    .filter(({ host }) => host === 'app')
    .map(({ path }) => path.split('?')[0] ?? '');
}

/** Answers with what the app's host has under this path. */
async function passOn(
  route: Route,
  hospital: Hospital,
  change: (text: string) => string = (text) => text,
): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const response = await fetch(`http://127.0.0.1:${hospital.sandbox.app.port}${pathname}`);
  const headers = Object.fromEntries(response.headers);
  delete headers['content-encoding'];
  await route.fulfill({
    status: response.status,
    headers,
    body: change(await response.text()),
  });
}
