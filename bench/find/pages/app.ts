/**
 * The app's own screen "See more times": everything of it but the sign-in is real, from the request to the
 * last radio. Only `fetch` is stood in for, and so answers from memory.
 */
import { mount } from 'svelte';

import { readDeployment } from '../../../src/config.ts';
import { createEhr } from '../../../src/fhir/capability.ts';
import { argonaut } from '../../../src/fhir/dialects/argonaut.ts';
import { AppFlow } from '../../../src/flows/app.svelte.ts';
import { Shell } from '../../../src/flows/shell.svelte.ts';
import { anything } from '../../../src/scheduling/wish.ts';
import App from '../../../src/ui/App.svelte';
import { loadLaterMessages, loadMessages } from '../../../src/ui/messages/load.ts';
import { controls } from './app-controls.ts';
import { pause, until } from './moments.ts';
import { homePath } from './home.ts';
import { offer, root } from './screen.ts';
import { standIn } from './stand-in.ts';

const deployment = readDeployment(document);
const issuer = deployment.issuers[0];
if (issuer === undefined) throw new Error('app.html names no issuer');
const server = standIn(issuer.iss);
globalThis.fetch = (input, init) => server.answer(input, init);

const now = () => Date.now();
const app = new AppFlow({
  iss: issuer.iss,
  ehr: createEhr({
    issuer,
    dialect: argonaut,
    patient: '1',
    authorization: () => 'Bearer none',
    now,
  }),
  patient: 'Patient/1',
  now,
  wait: pause,
  later: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => {
      clearTimeout(timer);
    };
  },
  places: { locations: issuer.locations, timeZone: deployment.timeZone },
  mayBook: true,
  needPatientBanner: true,
  signIn: { endsAt: () => now() + 3_600_000, renew: async () => true },
  journal: { entries: () => [], put: () => undefined, remove: () => undefined },
  changes: () => import('../../../src/flows/visit-change.svelte.ts'),
  finding: () => import('../../../src/flows/finding.svelte.ts'),
  onClose: ({ kind }) => {
    throw new Error(`the app closed itself: ${kind}`);
  },
});
const messages = await loadMessages(deployment.language);
const list = controls(root);

function show(): void {
  const shell = new Shell();
  shell.open(app);
  mount(App, { target: root, props: { shell, deployment, messages } });
}
const timesShown = () => until(() => list.shown() > 0, 'the first times');

offer({
  // On a patient's page all of it has come before anybody can ask for more times.
  async prepare() {
    await Promise.all([
      import('../../../src/ui/later-screens.ts'),
      loadLaterMessages(deployment.language),
    ]);
    server.giveWindows(homePath);
    await app.start();
    server.forget();
  },
  receive(body) {
    server.give(body);
  },
  async stand() {
    show();
  },
  async draw() {
    app.seeMoreTimes(anything);
    await timesShown();
  },
  shown: () => list.shown(),
  nextDay: () => list.openNextDay(),
  filter: () => list.chooseClinician(),
  release() {
    server.forget();
  },
  asked: () => server.asked(),
  windowed(path) {
    server.giveWindows(path);
    show();
    return () => {
      app.seeMoreTimes(anything);
      return timesShown();
    };
  },
});
