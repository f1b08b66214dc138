import { render } from '@testing-library/svelte';
import userEvent, { type UserEvent } from '@testing-library/user-event';

import type { Deployment } from '../../src/config.ts';
import { AppFlow, type AppPorts } from '../../src/flows/app.svelte.ts';
import { Shell } from '../../src/flows/shell.svelte.ts';
import '../../src/flows/finding.svelte.ts';
import '../../src/flows/visit-change.svelte.ts';
import '../../src/ui/later-screens.ts';
import App from '../../src/ui/App.svelte';
import { catalogue, type Catalogue } from '../../src/ui/messages/load.ts';
import { changes, finding } from '../support/changes.ts';
import { steadySignIn, testClock, type TestClock } from '../support/clock.ts';
import { deployment } from '../support/deployment.ts';
import { fakeEhr, today, type FakeEhr, type Script } from '../support/fake-ehr.ts';
import { testJournal } from '../support/journal.ts';
import type { EhrCapabilities } from '../../src/scheduling/ports.ts';

// They are there when a test asks for them, as the screens are that need them.
await catalogue.later('en');

export interface OpenApp {
  readonly app: AppFlow;
  readonly ehr: FakeEhr;
  readonly clock: TestClock;
  readonly user: UserEvent;
}

interface Options extends Partial<
  Pick<
    AppPorts,
    | 'mayBook'
    | 'actsFor'
    | 'needPatientBanner'
    | 'places'
    | 'signIn'
    | 'journal'
    | 'changes'
    | 'finding'
  >
> {
  readonly hold?: boolean;
  readonly can?: Partial<EhrCapabilities>;
  readonly deployment?: Deployment;
  /** In place of the English words. */
  readonly words?: Catalogue;
}

/** The page before there is a session. */
export async function openShell(
  given: Deployment = deployment,
  words: Catalogue = catalogue,
): Promise<Shell> {
  const shell = new Shell();
  render(App, { shell, deployment: given, messages: await words.first('en'), words });
  return shell;
}

/** Maria's session, open on Home, with all that is read at once. */
export async function openApp(
  script: Partial<Script> = {},
  options: Options = {},
): Promise<OpenApp> {
  const ehr = fakeEhr(script, { hold: options.hold ?? true, ...options.can });
  const clock = testClock(today);
  const shell = await openShell(options.deployment, options.words);
  const app = new AppFlow({
    iss: 'https://ehr.example/fhir',
    ehr,
    patient: 'Patient/maria',
    now: clock.now,
    wait: clock.wait,
    later: clock.later,
    mayBook: options.mayBook ?? true,
    needPatientBanner: options.needPatientBanner ?? true,
    signIn: options.signIn ?? steadySignIn,
    journal: options.journal ?? testJournal(),
    changes: options.changes ?? changes,
    finding: options.finding ?? finding,
    onClose: (why) => {
      shell.refuse(why);
    },
    ...(options.actsFor && { actsFor: options.actsFor }),
    places: options.places ?? { locations: {}, timeZone: 'America/New_York' },
  });
  shell.open(app);
  void app.start();
  await settled();
  return { app, ehr, clock, user: userEvent.setup() };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

/** For an answer that does not come. */
export const never = <Value>(): Promise<Value> => new Promise<Value>(() => undefined);
