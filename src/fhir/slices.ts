/** So many are done in a few hundredths of a second also on a slow phone. */
const slice = 4_000;

/** Works through a list, and lets the page breathe in between where the list is long. */
export async function inSlices<Item>(
  items: readonly Item[],
  work: (item: Item) => void,
): Promise<void> {
  for (let from = 0; from < items.length; from += slice) {
    if (from > 0) await breath();
    for (const item of items.slice(from, from + slice)) work(item);
  }
}

/** Browsers that have it go on with this work before any that is less urgent. */
interface Yielding {
  readonly scheduler?: { readonly yield?: () => Promise<void> };
}

function breath(): Promise<void> {
  return (
    (globalThis as Yielding).scheduler?.yield?.() ??
    new Promise((resolve) => {
      setTimeout(resolve);
    })
  );
}
