/** What stands for something in an order: compared part by part. */
export type OrderKey = readonly (string | number | bigint)[];

/** Parts at the same place must be of the same type. */
export const compareKeys = (left: OrderKey, right: OrderKey): number => {
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) < (right[index] ?? 0) ? -1 : 1;
};
