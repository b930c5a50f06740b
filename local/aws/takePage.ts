/** One page of a list and, when more follows, the token that asks for it. */
export type Page<Item> = { items: Item[]; nextToken: string | undefined };

/**
 * Cuts the page that a token stands for. Tokens are opaque to the caller: they hold the place to go on from.
 * @returns undefined when the token is none that was handed out.
 */
export const takePage = <Item>(
  items: readonly Item[],
  size: number,
  token: string | undefined,
): Page<Item> | undefined => {
  const decoded = token === undefined ? 'from:0' : Buffer.from(token, 'base64url').toString();
  const match = /^from:(\d+)$/.exec(decoded);
  if (match === null) return undefined;
  const from = Number(match[1]);
  const to = from + size;
  const nextToken = to < items.length ? Buffer.from(`from:${to}`).toString('base64url') : undefined;
  return { items: items.slice(from, to), nextToken };
};
