import type { Locator } from '@playwright/test';
import type { Hospital } from './journey-hospital.ts';
import type { Scheduling } from './journey-screens.ts';
import { expect } from './journey.ts';

/** Inputs of `$find`, by name, in the order in which they reached the EHR. */
export type Inputs = Readonly<Record<string, readonly string[]>>;

interface Parameter {
  readonly name: string;
  readonly valueString?: string;
  readonly valueUri?: string;
  readonly valueDateTime?: string;
}

/** From Home to the search. */
export async function openSearch(visit: Scheduling): Promise<void> {
  await visit.button('Search by place, specialty or kind of visit').click();
  await expect(visit.title).toHaveText('Find a time');
  await expect(visit.app.getByText('Looking up what you can book…')).toHaveCount(0);
}

/** A line of the search, opened. */
export async function openLine(visit: Scheduling, name: string): Promise<Locator> {
  const line = visit.app.locator('details', { has: visit.heading(new RegExp(`^${name}: `)) });
  if ((await line.getAttribute('open')) === null) await line.locator('summary').click();
  return line;
}

/** Ticks these boxes of a line, in this order. */
export async function tick(
  visit: Scheduling,
  name: string,
  ...boxes: readonly string[]
): Promise<void> {
  const line = await openLine(visit, name);
  for (const box of boxes) {
    const filter = line.getByLabel('Find in this list');
    if ((await filter.count()) > 0) await filter.fill(box);
    await line.getByRole('checkbox', { name: new RegExp(`^${box}`) }).check();
  }
}

/** Sends the search, and waits until the EHR was asked for it. */
export async function showTimes(visit: Scheduling, hospital: Hospital): Promise<Inputs> {
  const before = listed(hospital).length;
  await visit.button('Show times').click();
  await expect(visit.title).not.toHaveText('Find a time');
  await expect.poll(() => listed(hospital).length).toBeGreaterThan(before);
  return inputsOf(listed(hospital)[before]?.requestBody);
}

/** What the list of times asked for: its first answer is a hundred long, and no other search is. */
export const listed = (hospital: Hospital) =>
  hospital.wire(String.raw`/Appointment/\$find\?_count=100$`);

/** The last word of each input: a code without its system, an id without its type. */
export function inputsOf(body: string | undefined): Inputs {
  const { parameter = [] } = JSON.parse(body ?? '{}') as { parameter?: readonly Parameter[] };
  const inputs: Record<string, string[]> = {};
  for (const { name, valueString, valueUri, valueDateTime } of parameter) {
    (inputs[name] ??= []).push(valueString ?? valueUri ?? valueDateTime ?? '');
  }
  return inputs;
}

/** All that the list offers, in words, once every day is unfolded. */
export async function timesListed(visit: Scheduling): Promise<readonly string[]> {
  const radios = visit.app.getByRole('radio');
  await expect(radios.first()).toBeVisible();
  return visit.app.locator('label:has(input[type=radio])').allInnerTexts();
}
