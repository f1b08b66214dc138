import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';

/**
 * The journeys prove little in a browser that is kinder than the patients' own: it must be refused
 * cookies in a cross-site frame, and be given storage there that no other site's frame shares.
 */
let server: Server;
let port: number;

const frame = `<!doctype html><title>frame</title><script>
  document.cookie = 'written=1; SameSite=None; Secure';
  sessionStorage.setItem('visits', (sessionStorage.getItem('visits') ?? '') + '|');
  localStorage.setItem('visits', (localStorage.getItem('visits') ?? '') + '|');
</script>`;

test.beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    response.setHeader('Content-Type', 'text/html');
    if (url.pathname === '/frame') {
      response.setHeader('Set-Cookie', 'sent=1; SameSite=None; Secure; HttpOnly');
      response.end(frame);
    } else if (url.pathname === '/cookies') {
      response.end(request.headers.cookie ?? 'none');
    } else {
      response.end(`<!doctype html><iframe src="http://app.localhost:${port}/frame"></iframe>`);
    }
  });
  await new Promise<void>((ready) => server.listen(0, ready));
  port = (server.address() as AddressInfo).port;
});

test.afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function framedIn(page: Page, portal: string) {
  await page.goto(`http://${portal}:${port}/`);
  const [, framed] = page.frames();
  if (!framed) throw new Error('the portal shows no frame');
  return framed.evaluate(async () => ({
    readable: document.cookie,
    sent: await (await fetch('/cookies', { credentials: 'include' })).text(),
    sessionStorage: sessionStorage.getItem('visits'),
    localStorage: localStorage.getItem('visits'),
  }));
}

test('a portal of another site cannot give the app cookies', async ({ page }) => {
  await page.goto(`http://app.localhost:${port}/frame`);
  expect(await page.evaluate(() => document.cookie)).toBe('written=1');

  for (let visit = 1; visit <= 2; visit += 1) {
    const framed = await framedIn(page, 'portal.localhost');
    expect(framed).toMatchObject({ readable: '', sent: 'none' });
  }
});

test('the app has storage in a portal of another site, apart from every other portal', async ({
  page,
}) => {
  expect(await framedIn(page, 'portal.localhost')).toMatchObject({
    sessionStorage: '|',
    localStorage: '|',
  });
  expect(await framedIn(page, 'portal.localhost')).toMatchObject({
    sessionStorage: '||',
    localStorage: '||',
  });
  expect(await framedIn(page, 'elsewhere.localhost')).toMatchObject({
    sessionStorage: '|',
    localStorage: '|',
  });
});
