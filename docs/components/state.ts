import { type Component, createRawSnippet, mount, type Snippet, unmount } from 'svelte';

import type { Deployment } from '../../src/config.ts';
import type { LaterScreens, Ui } from '../../src/ui/context.ts';
import { createFormat } from '../../src/ui/format.ts';
import * as screens from '../../src/ui/later-screens.ts';
import { type Language, languages } from '../../src/ui/messages/languages.ts';
import { loadLaterMessages, loadMessages } from '../../src/ui/messages/load.ts';
import { deployment } from '../../tests/support/deployment.ts';
import { type Clinic, openClinic, type Session, settled } from './clinic.ts';
import Specimen from './Specimen.svelte';

/** All that a component's props can be made of. */
export interface Scene extends Session {
  readonly ui: Ui;
  readonly words: LaterScreens['words'];
  readonly language: Language;
}

/** One state of a component. */
export interface State {
  /** What tells it from the others; empty where there is only one. */
  readonly name: string;
  /** Draws it into a document of its own. @returns takes it away again */
  draw(into: HTMLElement, language: Language): Promise<() => void>;
}

interface Arrangement {
  readonly clinic?: Clinic;
  /** What the patient has done by then, and what has come of it. */
  readonly act?: (session: Session) => Promise<void> | void;
  readonly deployment?: Partial<Deployment>;
  /** The elements that it has to stand in, outermost first. */
  readonly inside?: readonly string[];
  /** True of what brings the frame of the page with it. */
  readonly whole?: boolean;
}

/** The component in this state, with the props that are given or that follow from the scene. */
export function state<Props extends object>(
  component: Component<Props>,
  name: string,
  props: Props | ((scene: Scene) => Props),
  arrangement: Arrangement = {},
): State {
  const { clinic = {}, act, inside = ['main'], whole = false } = arrangement;
  return {
    name,
    async draw(into, language) {
      const session = await openClinic(clinic);
      await act?.(session);
      await settled();
      const { ui, words } = await uiIn(language, { ...deployment, ...arrangement.deployment });
      const scene: Scene = { ...session, ui, words, language };
      const given = typeof props === 'function' ? props(scene) : props;
      if (!whole) into.className = 'page';
      Object.assign(into.ownerDocument.documentElement, {
        lang: language,
        dir: languages[language].direction,
      });
      const { app } = session;
      // Its own props are given to it below, so that here it need not be known what they are.
      const whatever: Component<never> = component;
      const drawn = mount(Specimen, {
        target: into,
        props: { app, ui, component: whatever as Component<object>, props: given, inside },
      });
      return () => void unmount(drawn);
    },
  };
}

/** The same component in several states, each made of other props. */
export function states<Props extends object>(
  component: Component<Props>,
  each: Readonly<Record<string, Props | ((scene: Scene) => Props)>>,
  arrangement: Arrangement = {},
): readonly State[] {
  return Object.entries(each).map(([name, props]) => state(component, name, props, arrangement));
}

/** The same component, which needs no props, in what the patient and the clinic have come to. */
export function arranged(
  component: Component,
  each: Readonly<Record<string, Arrangement>>,
): readonly State[] {
  return Object.entries(each).map(([name, arrangement]) => state(component, name, {}, arrangement));
}

/** Something to stand in a component that takes other things in. */
export const someText = (text: string): Snippet =>
  createRawSnippet(() => ({ render: () => `<p>${text}</p>` }));

async function uiIn(
  language: Language,
  settings: Deployment,
): Promise<{ readonly ui: Ui; readonly words: LaterScreens['words'] }> {
  const [messages, words] = await Promise.all([
    loadMessages(language),
    loadLaterMessages(language),
  ]);
  const later: LaterScreens = { ...screens, words };
  const ui: Ui = {
    deployment: settings,
    messages,
    format: createFormat(language, messages),
    later: () => Promise.resolve(later),
    fetched: () => later,
    // The page shows many headings at once, and none of them is to take the focus.
    arrive: () => undefined,
  };
  return { ui, words };
}
