import { AppFlow, type AppPorts } from '../../../src/flows/app.svelte.ts';
import type { Closed } from '../../../src/flows/shell.svelte.ts';
import { changes, finding } from '../../support/changes.ts';
import { steadySignIn, testClock, type TestClock } from '../../support/clock.ts';
import { monday } from '../../support/fixtures.ts';
import { testJournal, type TestJournal } from '../../support/journal.ts';
import type { ScriptedEhr } from '../../support/scripted-ehr.ts';

/** A launch for Maya, its clock and its journal. */
export interface AppUnderTest {
  readonly app: AppFlow;
  readonly clock: TestClock;
  readonly journal: TestJournal;
  /** Why the page was closed, each time. */
  readonly closed: readonly Closed[];
  /** The same, once the session may end. */
  readonly ended: readonly Closed[];
}

export function appWith(
  ehr: ScriptedEhr,
  more: Partial<Omit<AppPorts, 'ehr' | 'journal' | 'now' | 'wait' | 'later' | 'onClose'>> & {
    readonly journal?: TestJournal;
  } = {},
): AppUnderTest {
  const { journal = testJournal() } = more;
  const clock = testClock(monday);
  const closed: Closed[] = [];
  const ended: Closed[] = [];
  const app = new AppFlow({
    iss: 'https://ehr.example/fhir',
    ehr,
    patient: 'Patient/maya',
    now: clock.now,
    wait: clock.wait,
    later: clock.later,
    places: { locations: {}, timeZone: undefined },
    mayBook: true,
    needPatientBanner: true,
    changes,
    finding,
    signIn: steadySignIn,
    onClose: (why, sent) => {
      closed.push(why);
      void sent.then(() => ended.push(why));
    },
    ...more,
    journal,
  });
  return { app, clock, journal, closed, ended };
}
