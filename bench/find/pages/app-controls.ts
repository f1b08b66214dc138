import { until } from './moments.ts';

/** What stands on the app's list: the one place that knows its markup. */
const times = 'input[type="radio"][name="time"]';
const days = 'details';
const dayButton = 'summary';
const folded = `details:not([open]) ${times}`;
const clinician = /clinician/i;

export interface Controls {
  /** Times of the days that are unfolded. */
  shown(): number;
  openNextDay(): Promise<void>;
  chooseClinician(): Promise<void>;
}

export function controls(root: HTMLElement): Controls {
  const count = (selector: string) => root.querySelectorAll(selector).length;
  const shown = () => count(times) - count(folded);
  return {
    shown,
    async openNextDay() {
      const day = [...root.querySelectorAll<HTMLDetailsElement>(days)][1];
      const button = day?.querySelector<HTMLElement>(dayButton);
      if (day === undefined || button == null)
        throw new Error(`The list has no second day to unfold (${days} with a ${dayButton}).`);
      if (day.open) throw new Error('The second day stands open already.');
      button.click();
      await until(() => day.open && day.querySelector(times) !== null, 'the next day');
    },
    async chooseClinician() {
      const select = [...root.querySelectorAll('select')].find(({ labels }) =>
        [...labels].some(({ textContent }) => clinician.test(textContent)),
      );
      if (select === undefined)
        throw new Error(`Above the list stands no select whose label says ${clinician.source}.`);
      const last = select.options.length - 1;
      if (last < 1) throw new Error('The select of clinicians has nobody to choose.');
      const before = seen();
      select.selectedIndex = last;
      select.dispatchEvent(new Event('input', { bubbles: true }));
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => shown() > 0 && seen() !== before, "the clinician's times");
    },
  };

  function seen(): string {
    const [first] = root.querySelectorAll<HTMLInputElement>(times);
    return `${shown()} from ${first?.value ?? 'none'}`;
  }
}
