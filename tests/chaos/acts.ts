import type { AppFlow } from '../../src/flows/app.svelte.ts';
import {
  cancelReasons,
  type Appointment,
  type ProposedAppointment,
} from '../../src/scheduling/model.ts';
import { anything } from '../../src/scheduling/wish.ts';
import type { Page, World } from './tab.ts';

/** What a patient can do on a page. */
export const deeds = [
  'look',
  'choose',
  'confirm',
  'confirm-twice',
  'keep-longer',
  'keep-longer-and-go',
  'choose-another',
  'cancel',
  'move',
  'finish-kept',
  'release-kept',
  'check-again',
  'leave',
] as const;
export type Deed = (typeof deeds)[number];

/** Something that the patient gave a yes to, and of which they must hear what became. */
export type Yes =
  | { readonly to: 'book'; readonly slot: string }
  /** `from` is where the visit was when the patient saw it. */
  | { readonly to: 'cancel'; readonly id: string; readonly from: string }
  | { readonly to: 'move'; readonly id: string; readonly from: string; readonly slot: string };

/** One thing that can be done now, and what it is. */
export interface Act {
  readonly words: string;
  readonly yes?: Yes;
  readonly run: () => void;
}

type Choose = readonly Act[];

/** What a deed comes to on this page; nothing where its button is not there. */
export function actsFor(deed: Deed, { app }: Page, world: World): Choose {
  const busy = app.recovery.step.at === 'checking';
  const { step } = app.booking;
  const atRest =
    step.at === 'choosing' &&
    app.screen !== 'recovering' &&
    (app.screen !== 'change' || isIdleChange(app));
  const done = ['booked', 'requested', 'moved', 'unknown'].includes(step.at);
  switch (deed) {
    case 'look':
      return atRest ? looks(app) : [];
    case 'choose':
      return atRest || step.at === 'expired' ? choices(app, world) : [];
    case 'confirm':
    case 'confirm-twice':
      return confirms(app, world, deed === 'confirm' ? 1 : 2);
    case 'keep-longer':
    case 'keep-longer-and-go':
      return step.at === 'checking' && step.hold !== undefined ? keeps(app, deed) : [];
    case 'choose-another':
      return step.at === 'checking' || step.at === 'expired'
        ? [{ words: 'wants another time', run: () => app.booking.chooseAnother() }]
        : [];
    case 'cancel':
      return atRest || done
        ? visits(app).map((visit) => ({
            words: `wants to cancel ${visit.id}`,
            run: () => void app.cancelVisit(visit),
          }))
        : [];
    case 'move':
      return atRest || done
        ? visits(app).map((visit) => ({
            words: `wants to move ${visit.id}`,
            run: () => void app.moveVisit(visit),
          }))
        : [];
    case 'finish-kept':
    case 'release-kept':
      return atRest
        ? app.kept.map((visit) => ({
            words: `${deed === 'finish-kept' ? 'goes on with' : 'gives back'} ${visit.id}`,
            run: () =>
              void (deed === 'finish-kept' ? app.finishKept(visit) : app.releaseKept(visit)),
          }))
        : [];
    case 'check-again':
      return app.screen === 'recovering' && !busy
        ? [{ words: 'has it looked up again', run: () => void app.recovery.checkAgain() }]
        : retry(app);
    case 'leave':
      return done || (app.screen === 'recovering' && !busy) || isIdleChange(app)
        ? [
            { words: 'goes to the appointments', run: () => app.seeAppointments() },
            { words: 'goes home', run: () => app.goHome() },
          ]
        : [];
  }
}

/** The deeds that lead on from a page, the likeliest first. */
export const usual: readonly Deed[] = [
  'confirm',
  'choose',
  'check-again',
  'leave',
  'choose-another',
  'look',
];

/** Who is in a hurry does not wait for the answer. */
function keeps(app: AppFlow, deed: 'keep-longer' | 'keep-longer-and-go'): Choose {
  const goes = deed === 'keep-longer-and-go';
  return [
    {
      words: goes ? 'asks for more time, and wants another time at once' : 'asks for more time',
      run: () => {
        void app.booking.keepLonger();
        if (goes) app.booking.chooseAnother();
      },
    },
  ];
}

function looks(app: AppFlow): Choose {
  return [
    { words: 'sees more times', run: () => app.seeMoreTimes(anything) },
    { words: 'goes home', run: () => app.goHome() },
    { words: 'sees the appointments', run: () => app.seeAppointments() },
  ];
}

function choices(app: AppFlow, { slotOf }: World): Choose {
  const { step } = app.booking;
  const lost = step.at === 'choosing' ? step.lost : undefined;
  return [...(lost?.nearest === undefined ? [] : [lost.nearest]), ...timesOn(app)].map((time) => ({
    words: `chooses ${slotOf(time) ?? 'a time'}`,
    run: () => void app.booking.choose(time),
  }));
}

/** The times that have a button now. */
export function timesOn(app: AppFlow): readonly ProposedAppointment[] {
  const { step } = app.booking;
  if (step.at === 'expired') return [step.time];
  if (app.screen === 'more-times')
    return app.moreTimes.step.at === 'listed' ? app.moreTimes.step.times : [];
  if (app.screen !== 'home') return [];
  return [app.times.own, app.times.anyone].flatMap((panel) =>
    panel.at === 'times' ? panel.times : [],
  );
}

/** The button that counts: "book it", "move it", "cancel it". */
function confirms(app: AppFlow, { slotOf }: World, times: number): Choose {
  const twice = times > 1 ? ' twice' : '';
  const press = (run: () => void) => () => {
    for (let pressed = 0; pressed < times; pressed += 1) run();
  };
  const { step, moving } = app.booking;
  if (step.at === 'checking' && !step.extending) {
    const slot = slotOf(step.time) ?? 'no slot';
    const yes: Yes =
      moving === undefined
        ? { to: 'book', slot }
        : { to: 'move', id: moving.id, from: slotOf(moving) ?? '', slot };
    const words = `confirms ${slot}${moving === undefined ? '' : ` in place of ${moving.id}`}`;
    return [{ words: words + twice, yes, run: press(() => void app.booking.confirm()) }];
  }
  const { change } = app;
  if (app.screen !== 'change' || typeof change === 'string') return [];
  if (change.step.at !== 'asking') return [];
  const { id } = change.step.visit;
  const from = slotOf(change.step.visit) ?? '';
  const reason = cancelReasons[times % cancelReasons.length];
  return [
    {
      words: `confirms to cancel ${id}${twice}`,
      yes: { to: 'cancel', id, from },
      run: press(() => {
        change.reason = reason;
        void change.cancel();
      }),
    },
  ];
}

/** While a cancellation is under way there is nothing to press. */
const isIdleChange = ({ screen, change }: AppFlow): boolean =>
  screen === 'change' && (typeof change === 'string' || change.step.at !== 'cancelling');

function visits({ record }: AppFlow): readonly Appointment[] {
  if (record.coming.at !== 'ready') return [];
  return record.coming.value.appointments.filter(({ status }) => status === 'booked');
}

/** What has failed to load has a button to try again. */
function retry(app: AppFlow): Choose {
  const { change, record, times } = app;
  if (app.screen === 'change' && typeof change !== 'string' && change.step.at === 'not-read')
    return [{ words: 'tries the visit again', run: () => void change.open() }];
  if (app.screen === 'home' && times.anyone.at === 'failed')
    return [{ words: 'tries the times again', run: () => void times.open() }];
  if (app.screen === 'appointments' && record.coming.at === 'failed')
    return [{ words: 'tries the appointments again', run: () => void record.readComing() }];
  return [];
}
