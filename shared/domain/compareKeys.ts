/** What stands for something in an order: compared part by part. */
export type OrderKey = readonly (string | number | bigint | undefined)[];

/** Parts at the same place must be of the same type; one that is undefined comes after every other. */
export const compareKeys = (left: OrderKey, right: OrderKey): number => {
  const index = left.findIndex((part, position) => part !== right[position]);
  const [a, b] = [left[index], right[index]];
  if (a === b) return 0;
  return b === undefined || (a !== undefined && a < b) ? -1 : 1;
};
