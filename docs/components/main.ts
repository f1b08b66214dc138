/**
 * Every component of the app in every state, for whoever looks after its looks: `npm run dev`, then
 * /docs/components/. The real components, in the app's own styles and words, over an EHR that is told what to say.
 */
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';
import type * as English from '../../src/ui/messages/en.ts';
import { type Language, languageFor, languages } from '../../src/ui/messages/languages.ts';
import { addFrame, type Theme } from './frame.ts';
import { shown } from './shown.ts';

const main = document.querySelector('main') ?? document.body;
const nav = document.querySelector('nav') ?? document.body;
const form = document.querySelector('form') ?? document.createElement('form');
const written = import.meta.glob<typeof English>('../../src/ui/messages/??.ts');
const asked = new URLSearchParams(location.search);
const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** As the address says, where it does: so that what is on screen can be shown to others. */
const chosen = {
  language: languageFor(asked.get('language') ?? 'en'),
  theme: themes.find((theme) => theme === asked.get('theme')) ?? 'system',
  width: asked.get('width') ?? '320',
};

function offerLanguages(): void {
  const list = form.elements.namedItem('language');
  if (!(list instanceof HTMLSelectElement)) return;
  for (const [tag, { name }] of Object.entries(languages)) {
    if (Object.keys(written).some((file) => file.endsWith(`/${tag}.ts`)))
      list.append(new Option(name, tag));
  }
}

function sectionOf(component: string): HTMLElement {
  const section = document.createElement('section');
  section.id = component;
  const heading = document.createElement('h2');
  heading.textContent = component;
  const states = document.createElement('div');
  states.className = 'states';
  section.append(heading, states);
  main.append(section);
  const link = document.createElement('a');
  link.href = `#${component}`;
  link.textContent = component;
  nav.append(link);
  return states;
}

function figureIn(section: HTMLElement, name: string): HTMLElement {
  const figure = document.createElement('figure');
  const caption = document.createElement('figcaption');
  caption.textContent = name;
  figure.append(caption);
  section.append(figure);
  return figure;
}

async function draw(language: Language, theme: Theme, width: number): Promise<void> {
  const drawing = Object.entries(shown).map(async ([component, states]) => {
    const section = sectionOf(component);
    for (const state of states) {
      const title = [component, state.name].filter((part) => part !== '').join(': ');
      const frame = addFrame(figureIn(section, state.name), title, theme);
      frame.fit(width);
      // One that cannot be drawn says so, and the others are shown.
      await state.draw(frame.body, language).catch((error: unknown) => {
        console.error(title, error);
      });
      // What comes later, such as the code for something rare, may need more room.
      new ResizeObserver(() => {
        frame.fit(width);
      }).observe(frame.body);
    }
  });
  await Promise.all(drawing);
  // An alert that came has taken the focus, and the page with it.
  scrollTo(0, 0);
}

offerLanguages();
for (const [name, value] of Object.entries(chosen)) {
  const list = form.elements.namedItem(name);
  if (list instanceof HTMLSelectElement) list.value = value;
}
form.addEventListener('change', () => {
  const values = [...form.elements].flatMap((field) =>
    field instanceof HTMLSelectElement ? [[field.name, field.value]] : [],
  );
  location.search = new URLSearchParams(values).toString();
});
await draw(chosen.language, chosen.theme, Number(chosen.width));
main.setAttribute('aria-busy', 'false');
