import type { Frame, Locator, Page } from '@playwright/test';

/** The app on screen, in the portal's frame or by itself. Everything here is a handle; tests judge. */
export class Scheduling {
  readonly page: Page;
  readonly #framed: boolean;

  constructor(page: Page, where: 'in the portal' | 'by itself') {
    this.page = page;
    this.#framed = where === 'in the portal';
  }

  /** Where to look for what is on screen. */
  get app() {
    return this.#framed ? this.page.locator('iframe').contentFrame() : this.page;
  }

  /** The frame of the app, for what cannot be seen. */
  frame(): Frame {
    const frame = this.#framed ? this.page.mainFrame().childFrames()[0] : this.page.mainFrame();
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
