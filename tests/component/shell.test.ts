import { screen } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';

import type { SessionFailure } from '../../src/session/types.ts';
import { deployment } from '../support/deployment.ts';
import { openApp, openShell, settled } from './open-app.ts';

const refuse = async (failure: SessionFailure, given = deployment) => {
  (await openShell(given)).refuse(failure);
  await settled();
};

test('[A3] while the session opens the page says so, in a region that was there before', async () => {
  await openShell();
  expect(screen.getByRole('status')).toHaveTextContent('Opening your appointments…');
  expect(screen.getByRole('heading', { level: 1, name: 'Book an appointment' })).toBeVisible();
  expect(document.title).toBe('Opening your appointments');
});

describe('no session', () => {
  const failures = [
    [{ kind: 'not-launched' }, 'Please open this page from your portal', /^Go back/],
    [{ kind: 'state-mismatch' }, 'We could not sign you in safely', /^Go back/],
    [{ kind: 'issuer-mismatch' }, 'We could not sign you in safely', /^Go back/],
    [{ kind: 'token-refused' }, 'We could not finish signing you in', /^Go back/],
    [{ kind: 'token-unreachable', timedOut: false }, 'We could not reach the clinic', /^Go back/],
    [
      { kind: 'token-unreachable', timedOut: true },
      'The clinic took too long to answer',
      /^Go back/,
    ],
    [{ kind: 'token-unreadable' }, 'We could not finish signing you in', /^Go back/],
    [{ kind: 'no-patient' }, 'We do not know whose record to open', /^Go back/],
    [{ kind: 'storage-blocked' }, 'Your browser blocks this page', /^Call/],
  ] as const satisfies readonly (readonly [SessionFailure, string, RegExp])[];

  test.each(failures)(
    '[B15] %o has words, one thing to do, and the phone',
    async (failure, title, action) => {
      await refuse(failure);
      expect(screen.getByRole('heading', { level: 1, name: title })).toBeVisible();
      expect(screen.getByRole('link', { name: action })).toBeVisible();
      expect(screen.getByRole('contentinfo')).toHaveTextContent('(555) 010-0199');
      expect(screen.getByText(/Nothing was booked or changed\./)).toBeVisible();
      expect(document.title).toBe('We could not open your appointments');
    },
  );

  test('the EHR’s own words are shown as its own, as plain text', async () => {
    await refuse({
      kind: 'authorization-refused',
      error: 'access_denied',
      description: '<b>Not</b> today',
      moreInformation: 'https://ehr.example.org/help',
    });
    expect(screen.getByText('The clinic’s system says: “<b>Not</b> today”')).toBeVisible();
    expect(screen.getByRole('link', { name: /Read more from the clinic/ })).toHaveAttribute(
      'rel',
      'noopener noreferrer',
    );
  });

  test('without a portal to go to there is advice in its place', async () => {
    await refuse({ kind: 'not-launched' }, { ...deployment, portalUrl: undefined });
    expect(screen.getByText('Close this page and open it again from your portal.')).toBeVisible();
    expect(screen.queryByRole('link', { name: /portal/ })).toBeNull();
  });
});

test('[A18] the emergency line and the phone are the last thing of every screen', async () => {
  const { user } = await openApp();
  const last = () => screen.getByRole('contentinfo').textContent.replace(/\s+/g, ' ').trim();
  const words =
    'If this is an emergency, call 911. Questions? Call Larkspur Valley Health: (555) 010-0199';
  const press = async (name: RegExp) => {
    await user.click(screen.getByRole('button', { name }));
    await settled();
    expect(last()).toBe(words);
    expect(screen.getByRole('main').compareDocumentPosition(screen.getByRole('contentinfo'))).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
    expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
  };
  expect(last()).toBe(words);
  for (const name of [
    /with anyone/,
    /^Back$/,
    /^My appointments/,
    /^Back to/,
    /^Book this/,
    /^Confirm/,
  ]) {
    await press(name);
  }
});

test('[B26] no title says whose appointment it is, or when', async () => {
  const { user } = await openApp();
  await user.click(screen.getByRole('button', { name: /^Book this/ }));
  await settled();
  expect(document.title).not.toMatch(/Maria|Yee|\d/);
});
