import { describe, expect, test, vi } from 'vitest';
import { send } from '../../../../src/session/send.ts';
import { readPortalStyle } from '../../../../src/ui/theme/read.ts';
import { network, silence, type Behaviour } from '../../session/support.ts';

const url = 'https://ehr.example/style.json';

async function read(behaviour: Behaviour) {
  const { fetch, sent } = network({ '/style.json': behaviour });
  return { said: await readPortalStyle(url, send, fetch), sent };
}

describe('what a portal says of its looks', () => {
  test('[smart 37] is asked for once, with nothing of the browser’s and without following a redirect', async () => {
    const { said, sent } = await read(() => Response.json({ color_text: '#333' }));
    expect(said).toEqual({ color_text: '#333' });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init).toMatchObject({
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      headers: { Accept: 'application/json' },
    });
    expect(sent[0]?.init.headers).not.toHaveProperty('Authorization');
  });

  const json = JSON.stringify({ color_text: '#333' });
  test.each<readonly [string, Behaviour]>([
    ['is not there', () => new Response(json, { status: 404 })],
    ['is an error', () => new Response(json, { status: 500 })],
    ['is a web page', () => new Response('<!doctype html>')],
    ['is empty', () => new Response('')],
    ['is a list', () => Response.json([json])],
    ['is null', () => Response.json(null)],
    ['is a text', () => Response.json(json)],
    [
      'has more than ten kilobytes',
      () => Response.json({ color_text: '#333', x: 'x'.repeat(10_000) }),
    ],
    ['does not come', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('[smart 37] counts as nothing where it %s', async (_how, behaviour) => {
    expect((await read(behaviour)).said).toEqual({});
  });

  test('[smart 37] is given up after three seconds', async () => {
    vi.useFakeTimers();
    try {
      const reading = read(silence);
      await vi.advanceTimersByTimeAsync(2_999);
      let done = false;
      void reading.then(() => (done = true));
      await vi.advanceTimersByTimeAsync(0);
      expect(done).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect((await reading).said).toEqual({});
    } finally {
      vi.useRealTimers();
    }
  });
});
