import { createContext, type Component } from 'svelte';
import type { Attachment } from 'svelte/attachments';

import type { Deployment } from '../config.ts';
import type { AppFlow, Screen } from '../flows/app.svelte.ts';
import type { Closed, ShellStep } from '../flows/shell.svelte.ts';
import type { ProposedAppointment } from '../scheduling/model.ts';
import type { SessionFailure } from '../session/types.ts';
import type { Format } from './format.ts';
import type { LaterMessages, Messages } from './messages/en.ts';

/** What comes after the first screen, or in place of its times. */
export interface LaterScreens {
  readonly screens: Readonly<Record<Exclude<Screen, 'home'>, Component>>;
  /** What went wrong, or was found out, above the screen that it is about. */
  readonly Alerts: Component;
  /** On Home: times that the EHR still keeps for the patient. */
  readonly KeptTimes: Component;
  /** On Home: the ways to a time beside those that it shows. */
  readonly MoreWays: Component;
  /** In place of a button that books: where a time is booked that cannot be booked here. */
  readonly Elsewhere: Component<{ time: ProposedAppointment; primary?: boolean }>;
  readonly NotOpened: Component<{ failure: SessionFailure | Closed }>;
  readonly NoTimesWithAnyone: Component;
  readonly NoTimesWithOwnDoctor: Component;
  readonly words: LaterMessages;
  /** What a screen reader is told without being asked, once the first screen has been left. */
  readonly announceLater: (
    app: AppFlow,
    messages: Messages,
    words: LaterMessages,
    format: Format,
  ) => string | undefined;
  /** The page's title, where it is not that of the first screen. */
  readonly titleLater: (step: ShellStep, words: LaterMessages) => string | undefined;
}

/** What every component may need to put something into words. */
export interface Ui {
  readonly deployment: Deployment;
  readonly messages: Messages;
  readonly format: Format;
  /** All that the first screen can do without. Fetched once, when it is first asked for; again after a failure. */
  readonly later: () => Promise<LaterScreens>;
  /** The same, once it has come. */
  readonly fetched: () => LaterScreens | undefined;
  /** Moves the focus to the heading of a new screen; the first screen of all is left alone. */
  readonly arrive: Attachment<HTMLElement>;
}

export const [getUi, provideUi] = createContext<Ui>();

/** The flow of an open session. */
export const [getApp, provideApp] = createContext<AppFlow>();
