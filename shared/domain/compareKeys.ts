/** What stands for something in an order: compared part by part. */
export type OrderKey = readonly (string | number | bigint | undefined)[];

/** Parts at the same place must be of the same type; one that is undefined comes after every other. */
export const compareKeys = (left: OrderKey, right: OrderKey): number => {
  for (const [index, a] of left.entries()) {
    const b = right[index];
    if (a !== b) return b === undefined || (a !== undefined && a < b) ? -1 : 1;
  }
  return 0;
};
