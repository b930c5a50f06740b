import { type Instant, theBeginning } from './time.ts';

/**
 * From when on two documents say something else; undefined when they never do.
 * @param kind.edgesOf every time at which a document may say something else than before.
 * @param kind.sayingAt all that it says at a time; what says the same is equal, whatever is named otherwise.
 */
export const firstDifference = <Document>(
  before: Document,
  after: Document,
  kind: { edgesOf(document: Document): Instant[]; sayingAt(document: Document, time: Instant): string },
): Instant | undefined =>
  [theBeginning, ...new Set([...kind.edgesOf(before), ...kind.edgesOf(after)])]
    .toSorted((a, b) => a - b)
    .find((edge) => kind.sayingAt(before, edge) !== kind.sayingAt(after, edge));
