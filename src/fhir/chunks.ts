/** So many ids fit into an address that every server takes. */
export const idsAtOnce = 40;

/** A list in parts of at most so many. */
export function chunksOf<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, nth) =>
    items.slice(nth * size, (nth + 1) * size),
  );
}
