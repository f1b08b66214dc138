import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startSandbox } from '../../../sandbox/hosts.ts';
import { refresh, scopes, signIn, tokenOf } from './smart-client.ts';

const clock = (): number => Date.UTC(2026, 10, 23, 14);

test('a patient stays signed in when the sandbox is started again', async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'sandbox-'));
  const first = await startSandbox({ clock, database: { dataDirectory } });
  const ports = {
    portal: Number(first.portal.port),
    app: Number(first.app.port),
    ehr: Number(first.ehr.port),
  };
  const token = await signIn(first, undefined, { scope: `${scopes} offline_access` });
  await first.close();

  const second = await startSandbox({ clock, database: { dataDirectory }, ports });
  expect(await second.authorization.verify(token.access_token)).toMatchObject({
    patient: 'maria-alvarez',
  });
  const refreshed = await tokenOf(await refresh(second, token.refresh_token ?? ''));
  expect(refreshed['patient']).toBe('maria-alvarez');
  expect((refreshed.id_token ?? '').split('.')[0]).toBe((token.id_token ?? '').split('.')[0]);
  await second.close();
  await rm(dataDirectory, { recursive: true });
}, 120_000);
