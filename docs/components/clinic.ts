import { AppFlow, type AppPorts } from '../../src/flows/app.svelte.ts';
import type { Journal } from '../../src/scheduling/ports.ts';
import { changes, finding } from '../../tests/support/changes.ts';
import { steadySignIn, testClock, type TestClock } from '../../tests/support/clock.ts';
import { fakeEhr, type FakeEhr, type Script, today } from '../../tests/support/fake-ehr.ts';
import { testJournal } from '../../tests/support/journal.ts';

/** What is unusual about the hospital of a state. */
export interface Clinic {
  readonly script?: Partial<Script>;
  readonly can?: Parameters<typeof fakeEhr>[1];
  readonly mayBook?: boolean;
  readonly places?: AppPorts['places'];
  readonly journal?: Journal;
  readonly signIn?: AppPorts['signIn'];
  /** False where the code of later screens cannot be fetched. */
  readonly online?: boolean;
}

/** Maria's session at such a hospital, with what a state does to it. */
export interface Session {
  readonly app: AppFlow;
  readonly ehr: FakeEhr;
  readonly clock: TestClock;
}

/** An answer that does not come. */
export const never = <Value>(): Promise<Value> => new Promise<Value>(() => undefined);

const notFetched = () => Promise.reject(new Error('not fetched'));

/** Opens the app on Home, with all that is read at once. */
export async function openClinic(clinic: Clinic): Promise<Session> {
  const ehr = fakeEhr(clinic.script, clinic.can);
  const clock = testClock(today);
  const { online = true } = clinic;
  const app = new AppFlow({
    iss: 'https://ehr.example/fhir',
    ehr,
    patient: 'Patient/maria',
    now: clock.now,
    wait: clock.wait,
    later: clock.later,
    mayBook: clinic.mayBook ?? true,
    needPatientBanner: true,
    signIn: clinic.signIn ?? steadySignIn,
    journal: clinic.journal ?? testJournal(),
    changes: online ? changes : notFetched,
    finding: online ? finding : notFetched,
    onClose: () => undefined,
    places: clinic.places ?? { locations: {}, timeZone: 'America/New_York' },
  });
  void app.start();
  await settled();
  return { app, ehr, clock };
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}
