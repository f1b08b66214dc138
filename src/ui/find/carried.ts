import type { AppFlow } from '../../flows/app.svelte.ts';
import type { Wish } from '../../scheduling/wish.ts';

/** What the form is to show when it comes: a search may have begun elsewhere than in it. */
const carried = new WeakMap<AppFlow, Wish>();

/** Opens the form with the search whose times are on screen. */
export function changeSearch(app: AppFlow): void {
  carried.set(app, app.moreTimes.wish);
  void app.seeFind();
}

/** @returns once only */
export function takeCarried(app: AppFlow): Wish | undefined {
  const wish = carried.get(app);
  carried.delete(app);
  return wish;
}
