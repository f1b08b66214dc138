import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openDrawer, type Drawer } from '../../../src/session/drawer.ts';
import {
  arrive,
  authorizationRequest,
  begun,
  iss,
  launchUrl,
  pageAt,
  pageWithoutStorage,
  redirectUri,
  sessionOf,
  TabStorage,
  textIn,
} from './support.ts';
import type { FakePage } from './support.ts';

const chosen = { time: '2026-03-05T09:00:00-05:00', at: 1772632800000 };
const other = { time: '2026-03-06T10:00:00-05:00', at: 1772632900000 };

/** The drawer as a page finds it; another page of the same tab is given the same storage. */
const open = (
  storage: Storage = new TabStorage(),
  { patient = 'pat-1', at = iss }: { patient?: string; at?: string } = {},
): Promise<Drawer> => openDrawer({ page: pageAt(redirectUri, { storage }), iss: at, patient });

const keysOf = (storage: Storage) =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index)!);

/** Takes what is there out, and takes nothing new in. */
class FullStorage extends TabStorage {
  full = true;
  override setItem(key: string, value: string): void {
    if (this.full) throw new DOMException('full', 'QuotaExceededError');
    super.setItem(key, value);
  }
}

test('what was put into the drawer is there for the next page of the tab', async () => {
  const storage = new TabStorage();
  const before = await open(storage);
  before.put('one', chosen);
  before.put('two', [other]);
  before.put('three', chosen);
  before.remove('three');
  const after = await open(storage);
  expect(new Map(after.entries())).toEqual(
    new Map<string, unknown>([
      ['one', chosen],
      ['two', [other]],
    ]),
  );
  after.remove('one');
  expect(after.entries()).toEqual([['two', [other]]]);
  expect(before.entries()).toEqual([['two', [other]]]);
});

test('a value that is put a second time counts from then on, and what is changed later does not', async () => {
  const drawer = await open();
  const value = { ...chosen };
  drawer.put('one', value);
  drawer.put('one', Object.assign(value, other));
  value.at = 0;
  expect(drawer.entries()).toEqual([['one', other]]);
});

test('any text will do for an id', async () => {
  const drawer = await open();
  const ids = ['', '/', 'intention/', '__proto__', 'length', 'ä €'];
  for (const id of ids) drawer.put(id, { id });
  expect(new Map(drawer.entries())).toEqual(new Map(ids.map((id) => [id, { id }])));
  for (const id of ids) drawer.remove(id);
  expect(drawer.entries()).toEqual([]);
});

test('to remove what is not there changes nothing', async () => {
  const drawer = await open();
  drawer.put('one', chosen);
  drawer.remove('two');
  expect(drawer.entries()).toEqual([['one', chosen]]);
});

test.each([
  ['another patient at the same EHR', { patient: 'pat-2' }],
  ['a patient of the same id at another EHR', { at: 'https://another.example/fhir' }],
  ['a patient whose id begins alike', { patient: 'pat-11' }],
])('[smart 7] %s finds nothing in the tab, and can take nothing out of it', async (_who, given) => {
  const storage = new TabStorage();
  const own = await open(storage);
  own.put('one', chosen);
  const foreign = await open(storage, given);
  expect(foreign.entries()).toEqual([]);
  foreign.remove('one');
  foreign.put('one', other);
  foreign.put('two', other);
  expect(own.entries()).toEqual([['one', chosen]]);
  own.remove('one');
  expect(new Map(foreign.entries())).toEqual(
    new Map([
      ['one', other],
      ['two', other],
    ]),
  );
});

test('[smart 7] two frames of one patient see what the other has put and removed', async () => {
  const storage = new TabStorage();
  const [one, two] = await Promise.all([open(storage), open(storage)]);
  one.put('one', chosen);
  expect(two.entries()).toEqual([['one', chosen]]);
  two.remove('one');
  expect(one.entries()).toEqual([]);
});

test('a slash at the end of the issuer makes no other patient', async () => {
  const storage = new TabStorage();
  (await open(storage)).put('one', chosen);
  expect((await open(storage, { at: `${iss}/` })).entries()).toEqual([['one', chosen]]);
});

test('[smart 51] neither the patient nor the EHR can be read in what the tab keeps', async () => {
  const storage = new TabStorage();
  const patient = 'erXuFYUfucBZaryVksYEcMg3';
  const drawer = await open(storage, { patient });
  drawer.put('one', chosen);
  drawer.put('two', other);
  const hash = createHash('sha256').update(`${iss} ${patient}`).digest('hex').slice(0, 32);
  expect(keysOf(storage).sort()).toEqual([`intention/${hash}/one`, `intention/${hash}/two`]);
  expect(keysOf(storage).map((key) => storage.getItem(key))).toEqual(
    [chosen, other].map((value) => JSON.stringify(value)),
  );
  const text = textIn(storage);
  for (const secret of [patient, iss, 'ehr.example']) {
    for (const written of [secret, btoa(secret), encodeURIComponent(secret)])
      expect(text.toLowerCase()).not.toContain(written.toLowerCase());
  }
});

test('[smart 51] opening a drawer writes nothing, and an empty one leaves nothing behind', async () => {
  const storage = new TabStorage();
  const drawer = await open(storage);
  expect(textIn(storage)).toBe('');
  drawer.put('one', chosen);
  drawer.remove('one');
  expect(textIn(storage)).toBe('');
});

test('[smart 6] a new launch finds the drawer as it was left, and nothing of the launch before', async () => {
  const storage = new TabStorage();
  const first = await begun({ page: pageAt(launchUrl(), { storage }) });
  const { patient } = sessionOf(
    await arrive({ storage, query: { state: first.state, code: 'abc' } }),
  );
  (await open(storage, { patient })).put('one', chosen);
  const left = textIn(storage);
  const second = await authorizationRequest({
    page: pageAt(launchUrl({ iss, launch: 'second' }), { storage }),
  });
  expect(textIn(storage)).toContain(left);
  const state = second.asked.get('state')!;
  const again = sessionOf(await arrive({ storage, query: { state, code: 'abc' } }));
  expect(textIn(storage)).toBe(left);
  expect((await open(storage, again)).entries()).toEqual([['one', chosen]]);
});

test('[smart 6] [smart 7] a new launch for another patient finds nothing in the drawer', async () => {
  const storage = new TabStorage();
  (await open(storage)).put('one', chosen);
  await authorizationRequest({ page: pageAt(launchUrl(), { storage }) });
  expect((await open(storage, { patient: 'pat-2' })).entries()).toEqual([]);
});

test.each(['not json', '', '{"time":', 'undefined'])(
  'the entry %j cannot be read, so it is removed and the others are given',
  async (text) => {
    const storage = new TabStorage();
    const drawer = await open(storage);
    drawer.put('one', chosen);
    drawer.put('two', other);
    const [key] = keysOf(storage).filter((name) => name.endsWith('/one'));
    storage.setItem(key!, text);
    expect(drawer.entries()).toEqual([['two', other]]);
    expect(storage.getItem(key!)).toBeNull();
  },
);

test.each<[string, () => FakePage]>([
  ['is blocked', () => pageWithoutStorage(redirectUri)],
  ['throws whatever it is asked', () => pageAt(redirectUri, { storage: broken() })],
  ['has no name to write under', () => pageAt(redirectUri, { secure: false })],
])('[smart 52] while storage %s, the page keeps its own values', async (_how, page) => {
  const opened = page();
  const drawer = await openDrawer({ page: opened, iss, patient: 'pat-1' });
  const another = await openDrawer({ page: opened, iss, patient: 'pat-2' });
  drawer.put('one', chosen);
  drawer.put('two', chosen);
  drawer.put('two', other);
  drawer.remove('one');
  drawer.remove('three');
  expect(drawer.entries()).toEqual([['two', other]]);
  expect(another.entries()).toEqual([]);
});

test('[smart 52] without a hash nothing is stored', async () => {
  const storage = new TabStorage();
  const page = pageAt(redirectUri, { storage, secure: false });
  (await openDrawer({ page, iss, patient: 'pat-1' })).put('one', chosen);
  expect(textIn(storage)).toBe('');
});

test('[smart 52] what storage has no room for stays with the page, and the old value does not outlive it', async () => {
  const storage = new FullStorage();
  storage.full = false;
  const drawer = await open(storage);
  drawer.put('one', chosen);
  drawer.put('two', chosen);
  storage.full = true;
  drawer.put('one', other);
  expect(new Map(drawer.entries())).toEqual(
    new Map([
      ['one', other],
      ['two', chosen],
    ]),
  );
  expect((await open(storage)).entries()).toEqual([['two', chosen]]);

  storage.full = false;
  drawer.put('one', chosen);
  drawer.remove('two');
  expect(drawer.entries()).toEqual([['one', chosen]]);
  expect((await open(storage)).entries()).toEqual([['one', chosen]]);
});

test('[smart 52] what the page alone keeps can be removed', async () => {
  const drawer = await open(new FullStorage());
  drawer.put('one', chosen);
  drawer.remove('one');
  expect(drawer.entries()).toEqual([]);
});

/** Storage that a browser hands out and then refuses. */
function broken(): Storage {
  const refuse = () => {
    throw new DOMException('Access is denied for this document.', 'SecurityError');
  };
  return Object.defineProperties(new TabStorage(), {
    length: { get: refuse },
    ...Object.fromEntries(
      ['clear', 'getItem', 'key', 'removeItem', 'setItem'].map((name) => [name, { value: refuse }]),
    ),
  });
}
