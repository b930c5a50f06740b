/** Handles every item, at most `concurrency` at once, each begun in order. @throws what `handle` throws first. */
export const eachConcurrently = async <Item>(
  items: readonly Item[],
  concurrency: number,
  handle: (item: Item) => Promise<void>,
): Promise<void> => {
  const left = items.values();
  const takeItems = async () => {
    for (const item of left) await handle(item);
  };
  await Promise.all(Array.from({ length: concurrency }, takeItems));
};
