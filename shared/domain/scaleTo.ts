import { allocate } from './allocate.ts';

/** Splits `capacity` in proportion to some amounts. */
export const scaleTo = <Key>(capacity: number, amounts: ReadonlyMap<Key, number>): Map<Key, number> => {
  const parts = allocate(
    BigInt(capacity),
    [...amounts.values()].map((amount) => BigInt(amount)),
  );
  return new Map([...amounts.keys()].map((key, index) => [key, Number(parts[index] ?? 0n)]));
};

/** In order of name, so that what does not divide goes to the same ones in whatever order they were read. */
export const byName = (amounts: ReadonlyMap<string, number>): Map<string, number> =>
  new Map([...amounts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
