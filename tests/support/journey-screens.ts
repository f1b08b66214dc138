import type { Frame, Locator, Page } from '@playwright/test';

/** Where the app is: in the portal's only frame, in the how-manyth frame of a page (from 0), or by itself. */
export type Place = 'in the portal' | 'by itself' | { readonly frame: number };

/** The app on screen, in a frame or by itself. Everything here is a handle; tests judge. */
export class Scheduling {
  readonly page: Page;
  /** `undefined` where it has the tab to itself. */
  readonly #frame: number | undefined;

  constructor(page: Page, where: Place) {
    this.page = page;
    this.#frame = where === 'by itself' ? undefined : where === 'in the portal' ? 0 : where.frame;
  }

  /** Where to look for what is on screen. */
  get app() {
    return this.#frame === undefined
      ? this.page
      : this.page.locator('iframe').nth(this.#frame).contentFrame();
  }

  /** The frame of the app, for what cannot be seen. */
  frame(): Frame {
    const main = this.page.mainFrame();
    const frame = this.#frame === undefined ? main : main.childFrames()[this.#frame];
    if (frame === undefined) throw new Error('this page shows no frame');
    return frame;
  }

  get title(): Locator {
    return this.app.getByRole('heading', { level: 1 });
  }

  heading(name: string | RegExp): Locator {
    return this.app.getByRole('heading', { name, exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.app.getByRole('button', { name, exact: true });
  }

  text(text: string | RegExp): Locator {
    return this.app.getByText(text);
  }

  /** Who the page says it is for. */
  get banner(): Locator {
    return this.app.getByRole('banner', { name: 'Patient' });
  }

  get ownDoctor(): Locator {
    return this.app.getByRole('region', { name: /^Book with |^We do not know your doctor/ });
  }

  get anyone(): Locator {
    return this.app.getByRole('region', { name: 'Soonest with any clinician' });
  }

  /** The own doctor's next time. */
  get bookThisTime(): Locator {
    return this.app.getByRole('button', { name: /^Book this time/ });
  }

  /** The soonest times with anyone, each a button that books. */
  get timesWithAnyone(): Locator {
    return this.anyone.getByRole('button', { name: /^Book / });
  }

  /** The days that have times, in a list of them. */
  get days(): Locator {
    return this.app.getByRole('heading', { level: 2, name: /^\w+day, / });
  }

  /** A day of the list with its times, which are unfolded first where they are not. */
  async day(heading: Locator): Promise<Locator> {
    const day = this.app.getByRole('group').filter({ has: heading }).last();
    if ((await day.getByRole('radio').count()) === 0) await heading.click();
    return day;
  }

  /** The visits ahead, in "My appointments". */
  get coming(): Locator {
    return this.app.getByRole('region', { name: /^Coming/ }).getByRole('listitem');
  }

  /** What went wrong with a booking, above the screen. */
  get alert(): Locator {
    return this.app.getByRole('main').getByRole('alert').first();
  }

  /** What the page wants pressed most. Only its look says so, so it is found by that. */
  strongest(within: Locator = this.app.getByRole('main')): Locator {
    return within.locator('.primary');
  }

  get reason(): Locator {
    return this.app.getByRole('textbox', { name: 'What is the visit for?' });
  }

  get confirm(): Locator {
    return this.button('Confirm appointment');
  }

  get phone(): Locator {
    return this.app.getByRole('contentinfo').getByRole('link', { name: '(555) 010-0199' });
  }

  get emergency(): Locator {
    return this.app.getByRole('contentinfo').getByText('If this is an emergency, call 911.');
  }
}

/** Text as a patient reads it: hours hold together with a space that never breaks, which looks like any other. */
export async function read(locator: Locator): Promise<string> {
  return ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim();
}
