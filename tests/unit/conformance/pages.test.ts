import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseDeployment } from '../../../src/config.ts';

const pages = ['launch.html', 'index.html'].map((path) => ({
  path,
  html: readFileSync(path, 'utf8'),
}));
const sources = readdirSync('src', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }));

const withoutComments = (source: string) => source.replace(/\/\*[^]*?\*\/|(?<!:)\/\/.*/g, '');
const sourcesWith = (pattern: RegExp) =>
  sources.filter(({ source }) => pattern.test(withoutComments(source))).map(({ path }) => path);

test('the sources that are looked at exist', () => {
  expect(sources.length).toBeGreaterThan(80);
  expect(sourcesWith(/sessionStorage/)).not.toEqual([]);
});

describe.each(pages)('the scopes that stand in $path', ({ html }) => {
  const [, settings = ''] =
    /<script type="application\/json" id="deployment">([^]*?)<\/script>/.exec(html) ?? [];
  const asked = parseDeployment(settings).issuers.flatMap(({ scopes }) => scopes.split(' '));

  test('[smart 18] are, one by one, what the app reads, and Appointment alone to write', () => {
    expect([...asked].sort()).toEqual([
      'fhirUser',
      'launch',
      'openid',
      'patient/Appointment.read',
      'patient/Appointment.write',
      'patient/Coverage.read',
      'patient/HealthcareService.read',
      'patient/Location.read',
      'patient/Patient.read',
      'patient/Practitioner.read',
      'patient/PractitionerRole.read',
      'patient/Schedule.read',
    ]);
  });

  test('[smart 19] leave the address far below two kilobytes', () => {
    expect(encodeURIComponent(asked.join(' ')).length).toBeLessThan(500);
  });
});

test('[smart 56] no source opens a window, prints, or reaches for the page around the frame', () => {
  const reaching =
    /\bwindow\.(?:open|opener|print|frameElement|top|parent)\b|(?<![.\w-])(?:top|parent)\.\w|_top\b|_parent\b/;
  expect(sourcesWith(reaching)).toEqual([]);
});

test('[smart 56] each link that opens a tab keeps that tab from reaching back', () => {
  const links = sources.flatMap(({ source }) => source.match(/<a\b[^>]*\btarget=[^>]*>/g) ?? []);
  expect(links.length).toBeGreaterThan(0);
  for (const link of links) expect(link).toMatch(/target="_blank"[^>]*rel="noopener noreferrer"/);
});

test('[smart 58] no source sends or hears a message between windows', () => {
  expect(sourcesWith(/postMessage|MessageChannel|['"]message['"]|\bonmessage\b/)).toEqual([]);
});

test('[smart 60] no source uses cookies, workers, or channels and locks between tabs', () => {
  const shared =
    /\bcookie(?:Store)?\b|serviceWorker|\bnew (?:Shared)?Worker\b|BroadcastChannel|navigator\.locks/;
  // What patients read about them is no use of them.
  const used = sourcesWith(shared).filter((path) => !path.startsWith('src/ui/messages/'));
  expect(used).toEqual([]);
});

test('[smart 61] what has the focus wears a ring; headings, which nobody tabs to, go without', () => {
  const bare = sources.flatMap(({ path, source }) =>
    [...withoutComments(source).matchAll(/([^{};>]*)\{[^{}]*\boutline: (?:none|0)\b/g)].flatMap(
      ([, selectors = '']) => selectors.split(',').map((selector) => `${path} ${selector.trim()}`),
    ),
  );
  expect(bare.sort()).toEqual([
    'src/ui/base.css h1:focus',
    'src/ui/base.css h2:focus',
    // The ring is around the whole label here.
    'src/ui/find/Boxes.svelte li input:focus-visible',
    'src/ui/launch/launch.css h1:focus',
    'src/ui/more-times/PartTimes.svelte input:focus-visible',
  ]);
  expect(sourcesWith(/(?<!\w):focus-visible\)? \{\s*outline: (?:var\(--ring\)|3px)/)).toEqual(
    expect.arrayContaining([
      'src/ui/base.css',
      'src/ui/launch/launch.css',
      'src/ui/find/Boxes.svelte',
      'src/ui/more-times/PartTimes.svelte',
    ]),
  );
});

test.each(pages)('[smart 63] $path says that no request tells where it comes from', ({ html }) => {
  expect(html).toContain('<meta name="referrer" content="no-referrer" />');
});
