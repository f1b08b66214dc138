import { expect, test } from 'vitest';

import { AppFlow } from '../../../src/flows/app.svelte.ts';
import { Shell } from '../../../src/flows/shell.svelte.ts';
import { changes, finding } from '../../support/changes.ts';
import { steadySignIn, testClock } from '../../support/clock.ts';
import { scriptedEhr } from '../../support/scripted-ehr.ts';
import { monday } from '../../support/fixtures.ts';
import { testJournal } from '../../support/journal.ts';

test('the page is there before there is a session, and then opens the app', () => {
  const shell = new Shell();
  expect(shell.step).toEqual({ at: 'opening' });
  const app = new AppFlow({
    iss: 'https://ehr.example/fhir',
    ehr: scriptedEhr(),
    patient: 'Patient/maya',
    ...testClock(monday),
    places: { locations: {}, timeZone: undefined },
    mayBook: true,
    needPatientBanner: true,
    journal: testJournal(),
    changes,
    finding,
    signIn: steadySignIn,
    onClose: () => undefined,
  });
  shell.open(app);
  expect(shell.step).toMatchObject({ at: 'open' });
  expect(shell.step.at === 'open' && shell.step.app).toBe(app);
});

test('a session that cannot be opened is explained', () => {
  const shell = new Shell();
  shell.refuse({ kind: 'no-patient' });
  expect(shell.step).toEqual({ at: 'not-opened', failure: { kind: 'no-patient' } });
});
