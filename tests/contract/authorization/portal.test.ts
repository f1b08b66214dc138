import { afterAll, beforeAll, expect, test } from 'vitest';
import { patients } from '../../../sandbox/clinic/index.ts';
import { type RunningSandbox, startSandbox } from '../../../sandbox/hosts.ts';
import { authorizeUrl, redeem, redirected, tokenOf } from './smart-client.ts';

const clock = (): number => Date.UTC(2026, 10, 23, 14);
let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ clock });
}, 120_000);
afterAll(() => sandbox.close());

function at(path: string): URL {
  return new URL(path, sandbox.portal);
}

async function signIn(patient: string): Promise<string> {
  const response = await fetch(at('/sign-in'), {
    method: 'POST',
    redirect: 'manual',
    headers: { Origin: sandbox.portal.origin },
    body: new URLSearchParams({ patient }),
  });
  expect(response.headers.get('Location')).toBe('/home');
  const cookie = response.headers.get('Set-Cookie') ?? '';
  expect(cookie).toMatch(/HttpOnly/);
  expect(cookie).toMatch(/SameSite=Lax/);
  return cookie.split(';')[0] ?? '';
}

async function frameOf(cookie: string): Promise<URL> {
  const text = await (await fetch(at('/schedule'), { headers: { Cookie: cookie } })).text();
  return new URL((/<iframe[^>]* src="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&'));
}

const set = (cookie: string, name: string, value: string): Promise<Response> =>
  fetch(at(`/settings/${name}`), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: sandbox.portal.origin },
    body: new URLSearchParams({ [name]: value }),
  });
const choose = (cookie: string, dialect: string): Promise<Response> =>
  set(cookie, 'dialect', dialect);

test('the first page offers every patient by name', async () => {
  const text = await (await fetch(at('/'))).text();
  for (const { name } of patients) expect(text).toContain(name);
});

test.each(['/home', '/visits', '/schedule', '/schedule/new-tab', '/settings'])(
  '%s is for somebody who is signed in',
  async (path) => {
    const response = await fetch(at(path), { redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(response.headers.get('Location')).toBe('/');
  },
);

test('each showing of the schedule page has a launch of its own, for the patient who is signed in', async () => {
  const cookie = await signIn('ruth-okafor');
  const [first, second] = [await frameOf(cookie), await frameOf(cookie)];
  expect(first.href.startsWith(`${sandbox.app.origin}/launch.html?`)).toBe(true);
  expect(first.searchParams.get('iss')).toBe(sandbox.iss);
  expect(first.searchParams.get('launch')).not.toBe(second.searchParams.get('launch'));
  const answer = await fetch(authorizeUrl(sandbox, first.searchParams.get('launch') ?? ''), {
    redirect: 'manual',
  });
  expect(redirected(answer).has('code')).toBe(true);
});

test('the app can be opened in a tab of its own', async () => {
  const response = await fetch(at('/schedule/new-tab'), {
    redirect: 'manual',
    headers: { Cookie: await signIn('maria-alvarez') },
  });
  expect(response.headers.get('Location')).toMatch(
    new RegExp(`^${sandbox.app.origin}/launch\\.html\\?`),
  );
});

test('the frame may show the app and the EHR, and nothing may frame the portal', async () => {
  const response = await fetch(at('/schedule'), {
    headers: { Cookie: await signIn('maria-alvarez') },
  });
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  expect(policy).toContain(`frame-src ${sandbox.app.origin} ${sandbox.ehr.origin}`);
  expect(policy).toContain("frame-ancestors 'none'");
  expect(response.headers.get('Cache-Control')).toBe('no-store');
});

test('after signing out, the cookie opens nothing', async () => {
  const cookie = await signIn('maria-alvarez');
  await fetch(at('/sign-out'), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: sandbox.portal.origin },
  });
  expect(
    (await fetch(at('/home'), { redirect: 'manual', headers: { Cookie: cookie } })).status,
  ).toBe(303);
});

test('the settings page offers every way of scheduling, Argonaut’s first, and the choice decides the next launch', async () => {
  const cookie = await signIn('maria-alvarez');
  const chosen = async (): Promise<readonly string[]> => {
    const text = await (await fetch(at('/settings'), { headers: { Cookie: cookie } })).text();
    const radios = [
      ...text.matchAll(/<input\s+type="radio"\s+name="dialect"\s+value="([^"]+)"([^>]*)>/g),
    ];
    expect(radios.map(([, name]) => name)).toEqual(Object.keys(sandbox.ehrHandle.bases));
    return radios.flatMap(([, name = '', more = '']) => (more.includes('checked') ? [name] : []));
  };
  expect(await chosen()).toEqual(['argonaut']);
  for (const [name, iss] of Object.entries(sandbox.ehrHandle.bases)) {
    const answer = await choose(cookie, name);
    expect(answer.headers.get('Location')).toBe('/settings?chosen');
    expect(await chosen()).toEqual([name]);
    expect((await frameOf(cookie)).searchParams.get('iss')).toBe(iss);
  }
  // Of this patient in this browser, and of nobody else.
  expect((await frameOf(await signIn('maria-alvarez'))).searchParams.get('iss')).toBe(sandbox.iss);
});

test('the settings page offers the app’s own colours first, and the choice decides what the next launch tells of looks', async () => {
  const cookie = await signIn('maria-alvarez');
  const wear = (style: string): Promise<Response> =>
    fetch(at('/settings/style'), {
      method: 'POST',
      redirect: 'manual',
      headers: { Cookie: cookie, Origin: sandbox.portal.origin },
      body: new URLSearchParams({ style }),
    });
  const chosen = async (): Promise<readonly (string | undefined)[]> => {
    const text = await (await fetch(at('/settings'), { headers: { Cookie: cookie } })).text();
    const radios = text.matchAll(/name="style"\s+value="([^"]+)"\s+checked/g);
    return [...radios].map(([, name]) => name);
  };
  expect(await chosen()).toEqual(['own']);
  for (const style of ['hospital', 'unreadable', 'own']) {
    expect((await wear(style)).headers.get('Location')).toBe('/settings?chosen');
    expect(await chosen()).toEqual([style]);
    const launch = (await frameOf(cookie)).searchParams.get('launch') ?? '';
    const answer = await fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' });
    const token = await tokenOf(await redeem(sandbox, redirected(answer).get('code')));
    const { smart_style_url: url } = token;
    if (style === 'own') expect(url).toBeUndefined();
    else expect(url).toBe(`${sandbox.ehr.origin}/auth/style-${style}-1.json`);
  }
  expect((await wear('red;} body{display:none')).status).toBe(400);
  expect(await chosen()).toEqual(['own']);
});

test('a way of scheduling that the portal does not have cannot be chosen, nor any by somebody who is not signed in', async () => {
  const cookie = await signIn('maria-alvarez');
  expect((await choose(cookie, 'https://evil.example/fhir')).status).toBe(400);
  expect((await frameOf(cookie)).searchParams.get('iss')).toBe(sandbox.iss);
  await choose('', 'argonaut');
  expect((await fetch(at('/settings'), { redirect: 'manual' })).headers.get('Location')).toBe('/');
});

test('the settings page offers who is signed in, first the patient, and the choice stands in the next id_token', async () => {
  const cookie = await signIn('maria-alvarez');
  const whoIsSignedIn = async (): Promise<unknown> => {
    const launch = (await frameOf(cookie)).searchParams.get('launch') ?? '';
    const answer = await fetch(authorizeUrl(sandbox, launch), { redirect: 'manual' });
    const token: unknown = await (await redeem(sandbox, redirected(answer).get('code'))).json();
    const { id_token: idToken } = token as { id_token: string };
    const claims = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString();
    return (JSON.parse(claims) as { fhirUser: unknown }).fhirUser;
  };
  expect(await whoIsSignedIn()).toBe(`${sandbox.iss}/Patient/maria-alvarez`);
  for (const [name, type] of [
    ['related', 'RelatedPerson'],
    ['person', 'Person'],
  ] as const) {
    expect((await set(cookie, 'user', name)).headers.get('Location')).toBe('/settings?chosen');
    const text = await (await fetch(at('/settings'), { headers: { Cookie: cookie } })).text();
    expect(text).toMatch(new RegExp(`name="user"\\s+value="${name}"\\s+checked`));
    expect(await whoIsSignedIn()).toBe(`${sandbox.iss}/${type}/for-maria-alvarez`);
  }
  expect((await set(cookie, 'user', 'Practitioner/1')).status).toBe(400);
});

test('another site cannot press the portal’s buttons', async () => {
  const response = await fetch(at('/settings/reset'), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: await signIn('maria-alvarez'), Origin: 'https://evil.example' },
    body: new URLSearchParams(),
  });
  expect(response.status).toBe(403);
});

test('the visits page shows what the clinic’s own tables hold', async () => {
  const cookie = await signIn('maria-alvarez');
  const visits = await sandbox.ehrHandle.database.visitsOf('maria-alvarez');
  const text = await (await fetch(at('/visits'), { headers: { Cookie: cookie } })).text();
  expect(visits.length).toBeGreaterThan(0);
  for (const { practitioner } of visits) expect(text).toContain(practitioner);
});

test('one click puts the demonstration back to its start', async () => {
  const cookie = await signIn('maria-alvarez');
  const { database, levers } = sandbox.ehrHandle;
  const before = await database.visitsOf('maria-alvarez');
  const booked = before.find(({ status }) => status === 'booked');
  await levers.cancelByClinic(booked?.id ?? '');
  expect(await database.visitsOf('maria-alvarez')).not.toEqual(before);
  const response = await fetch(at('/settings/reset'), {
    method: 'POST',
    redirect: 'manual',
    headers: { Cookie: cookie, Origin: sandbox.portal.origin },
    body: new URLSearchParams(),
  });
  expect(response.headers.get('Location')).toBe('/settings?done');
  expect(await database.visitsOf('maria-alvarez')).toEqual(before);
  expect(
    (await fetch(at('/home'), { redirect: 'manual', headers: { Cookie: cookie } })).status,
  ).toBe(200);
});
