/** What is the same for all the times of a day: it is said once, above them. */
export interface Shared {
  readonly who: string | undefined;
  readonly where: string | undefined;
  readonly zone: string | undefined;
}

/** The one value that all have, if it is one. */
export function sameOf<Item>(
  items: readonly Item[],
  of: (item: Item) => string | undefined,
): string | undefined {
  const values = new Set(items.map(of));
  return values.size === 1 ? [...values][0] : undefined;
}
