/** Bytes of a number: one, and one for each pair of its digits, as they lie about the point; one more for a sign. */
const numberSize = (value: number): number => {
  if (value === 0) return 1;
  const [digits = '', exponent = '0'] = Math.abs(value).toExponential().replace('.', '').split('e');
  const isAcross = digits.length % 2 === 0 && Number(exponent) % 2 === 0;
  return 1 + Math.ceil(digits.length / 2) + (isAcross ? 1 : 0) + (value < 0 ? 1 : 0);
};

const sumSizes = (values: readonly unknown[]): number =>
  values.reduce<number>((sum, value) => sum + valueSize(value), 0);

const valueSize = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return numberSize(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return 3 + value.length + sumSizes(value);
  if (typeof value === 'object') return 3 + Object.keys(value).length + itemSize(value);
  throw new TypeError(`DynamoDB has no ${typeof value}`);
};

/**
 * Bytes of an item, written as the document client takes it, as DynamoDB bills them: names and values in UTF-8, a number
 * by pairs of its digits, three bytes for a list or map and one for each of its entries.
 * Source: AWS, "DynamoDB item sizes and formats",
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html, read 2026-11.
 */
export const itemSize = (item: object): number => sumSizes(Object.keys(item)) + sumSizes(Object.values(item));
