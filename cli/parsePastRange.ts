import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { parseBucketEdge } from './parseOptions.ts';
import { UsageError } from './usageError.ts';

const parseEdge = (name: 'from' | 'to', text: string | undefined): Instant => {
  if (text === undefined)
    throw new UsageError(`--${name} is needed: a bucket edge of the range that is asked for`);
  return parseBucketEdge(name, text);
};

/** The options that name a past range to try something on. */
export const rangeOptions = { from: { type: 'string' }, to: { type: 'string' } } as const;

/** @throws UsageError when an end is missing or on no bucket edge, or they are in the wrong order. */
export const parsePastRange = (given: {
  from?: string | undefined;
  to?: string | undefined;
}): { from: Instant; to: Instant } => {
  const range = { from: parseEdge('from', given.from), to: parseEdge('to', given.to) };
  if (range.from < range.to) return range;
  throw new UsageError(`--from ${formatInstant(range.from)} is not before --to ${formatInstant(range.to)}`);
};
