import type { EhrFailure } from '../../../src/scheduling/failure.ts';
import { err, ok } from '../../../src/scheduling/result.ts';
import { languages } from '../../../src/ui/messages/languages.ts';
import Alert from '../../../src/ui/parts/Alert.svelte';
import Alerts from '../../../src/ui/parts/Alerts.svelte';
import CallWords from '../../../src/ui/parts/CallWords.svelte';
import FailureAction from '../../../src/ui/parts/FailureAction.svelte';
import HelpFooter from '../../../src/ui/parts/HelpFooter.svelte';
import Icon from '../../../src/ui/parts/Icon.svelte';
import InPortal from '../../../src/ui/parts/InPortal.svelte';
import Languages from '../../../src/ui/parts/Languages.svelte';
import NotLoaded from '../../../src/ui/parts/NotLoaded.svelte';
import Outcome from '../../../src/ui/parts/Outcome.svelte';
import PatientBanner from '../../../src/ui/parts/PatientBanner.svelte';
import PhoneLink from '../../../src/ui/parts/PhoneLink.svelte';
import PortalLink from '../../../src/ui/parts/PortalLink.svelte';
import ReadFailure from '../../../src/ui/parts/ReadFailure.svelte';

import { failure, maria, noAnswer } from '../../../tests/support/fake-ehr.ts';
import { never } from '../clinic.ts';
import { taken } from '../acts.ts';
import { arranged, type Scene, someText, state, states } from '../state.ts';

const retry = () => undefined;
const notices = [{ severity: 'error', code: 'conflict', text: 'Ask the desk.' }] as const;
const readFailures: readonly EhrFailure[] = [
  noAnswer,
  { kind: 'no-answer', timedOut: true, notices: [] },
  { kind: 'session-ended', notices: [] },
  { kind: 'not-permitted', notices },
  { kind: 'too-busy', retryAfterSeconds: 30, notices: [] },
  { kind: 'unreadable', what: 'html', notices: [] },
];
const lost = ({ words }: Scene) => words.failures.taken;

export const parts = {
  'parts/Alert': states(Alert, {
    'by itself': (scene: Scene) => ({ ...lost(scene) }),
    'with the clinic’s words': (scene: Scene) => ({ ...lost(scene), notices: ['Ask the desk.'] }),
    'with something to do': (scene: Scene) => ({
      ...lost(scene),
      children: someText(scene.words.help.tryAgain),
    }),
  }),
  'parts/Alerts': arranged(Alerts, {
    'a time was taken': { act: (session) => taken(session, 1) },
    'two times were taken': { act: (session) => taken(session, 2) },
  }),
  'parts/FailureAction': states(FailureAction, {
    'try again': { action: 'try-again', retry },
    portal: { action: 'portal', retry },
    call: { action: 'call', retry },
  }),
  'parts/HelpFooter': [
    state(HelpFooter, 'usual', {}, { inside: [] }),
    state(
      HelpFooter,
      'emergency in the patient’s language',
      {},
      {
        inside: [],
        deployment: {
          emergencyIn: Object.fromEntries(
            Object.keys(languages).map((tag) => [tag, '911 911 911']),
          ),
        },
      },
    ),
  ],
  'parts/Icon': states(
    Icon,
    {
      phone: { name: 'phone' },
      check: { name: 'check' },
      clock: { name: 'clock' },
      alert: { name: 'alert' },
      next: { name: 'next' },
    },
    // Alone it would be as wide as the page.
    { inside: ['main', 'p', 'strong'] },
  ),
  'parts/InPortal': states(InPortal, {
    move: { what: 'move' },
    cancel: { what: 'cancel' },
    both: { what: 'both' },
  }),
  'parts/Languages': [
    state(
      Languages,
      '',
      ({ language, ui }) => ({
        language,
        label: ui.messages.languages,
        choose: () => Promise.resolve(),
      }),
      { inside: [] },
    ),
  ],
  'parts/NotLoaded': states(NotLoaded, { 'in a part': {}, 'the whole screen': { heading: true } }),
  'parts/Outcome': states(Outcome, {
    good: ({ words }: Scene) => ({
      title: words.titles.booked,
      text: words.booked.status,
      mood: 'good' as const,
      children: someText(words.booked.nextText),
    }),
    waiting: ({ words }: Scene) => ({
      title: words.titles.requested,
      text: words.requested.text,
      mood: 'waiting' as const,
      children: someText(words.requested.later),
    }),
  }),
  'parts/PatientBanner': [
    state(PatientBanner, 'usual', {}, { inside: [] }),
    state(PatientBanner, 'looking', {}, { inside: [], clinic: { script: { readPatient: never } } }),
    state(
      PatientBanner,
      'without a name',
      {},
      {
        inside: [],
        clinic: {
          script: { readPatient: () => Promise.resolve(ok({ ...maria, name: undefined })) },
        },
      },
    ),
    state(
      PatientBanner,
      'not read',
      {},
      {
        inside: [],
        clinic: { script: { readPatient: () => Promise.resolve(err(failure('server-error'))) } },
      },
    ),
  ],
  'parts/CallWords': states(CallWords, { '': { number: '(555) 010-0199' } }),
  'parts/PhoneLink': states(PhoneLink, { 'in a line': {}, 'to press': { primary: true } }),
  'parts/PortalLink': [
    state(PortalLink, 'to press', {}),
    state(PortalLink, 'without an address', {}, { deployment: { portalUrl: undefined } }),
  ],
  'parts/ReadFailure': readFailures.map((failed, nth) =>
    state(
      ReadFailure,
      `${failed.kind} ${String(nth + 1)}`,
      {
        failure: failed,
        retry,
        of: nth === 0 ? undefined : 'Coming up',
      },
      { inside: ['main'] },
    ),
  ),
};
