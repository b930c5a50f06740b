/**
 * How much of what an event lists goes into one, in bytes of JSON: EventBridge takes events of 256 KB, and what is yet to be sent is
 * kept in an item of 400 KB.
 */
const mostBytes = 150_000;

type Parts<Item> = [Item, ...Item[]][];

/** Things in their order, in as few parts as their sizes allow; one that is too large alone stands alone. */
export const splitBySize = <Item>(items: readonly Item[], listed: (item: Item) => unknown): Parts<Item> => {
  const parts: Parts<Item> = [];
  let left = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(listed(item)));
    const part = parts.at(-1);
    if (part === undefined || size > left) {
      parts.push([item]);
      left = mostBytes - size;
    } else {
      part.push(item);
      left -= size;
    }
  }
  return parts;
};
