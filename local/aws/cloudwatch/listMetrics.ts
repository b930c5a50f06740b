import * as z from 'zod';
import type { Clock } from '#local/clock.ts';
import { invalidParameterCombination, invalidParameterValue } from './cloudWatchErrors.ts';
import type { Metric, MetricFilter, MetricSource } from './metricSource.ts';
import { readNextToken, writeNextToken } from './nextToken.ts';
import { parseInput } from './parseInput.ts';

const PAGE = 500;
const RECENT = 3 * 3600;
const TWO_WEEKS = 14 * 86_400;

/** Listings that are kept for their next pages; one forgotten is made anew. */
const LISTINGS_KEPT = 8;

export type ListMetricsDeps = {
  source: MetricSource;
  clock: Clock;
  accountId: string;
  listingLagSeconds: number;
};

const inputSchema = z.strictObject({
  Namespace: z.string().min(1).max(255).optional(),
  MetricName: z.string().min(1).max(255).optional(),
  Dimensions: z
    .array(
      z.strictObject({ Name: z.string().min(1).max(255), Value: z.string().min(1).max(1024).optional() }),
    )
    .max(10)
    .optional(),
  RecentlyActive: z.literal('PT3H', { error: 'it can only be PT3H' }).optional(),
  IncludeLinkedAccounts: z.boolean().optional(),
  OwningAccount: z.string().optional(),
  NextToken: z.string().optional(),
});

type ListMetricsInput = Omit<z.infer<typeof inputSchema>, 'NextToken'>;

const readFilter = ({ Namespace, MetricName, Dimensions }: ListMetricsInput): MetricFilter => ({
  ...(Namespace !== undefined && { namespace: Namespace }),
  ...(MetricName !== undefined && { name: MetricName }),
  ...(Dimensions && {
    dimensions: Dimensions.map(({ Name, Value }) => ({
      name: Name,
      ...(Value !== undefined && { value: Value }),
    })),
  }),
});

const writeMetric = ({ namespace, name, dimensions }: Metric) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

const listAll = (request: ListMetricsInput, now: number, deps: ListMetricsDeps): Metric[] => {
  if (request.OwningAccount !== undefined && request.OwningAccount !== deps.accountId) return [];
  const from = now - (request.RecentlyActive === undefined ? TWO_WEEKS : RECENT);
  const found: Metric[] = [];
  for (const { metric, firstSampleAt } of deps.source.list(readFilter(request), from, now))
    if (firstSampleAt + deps.listingLagSeconds <= now) found.push(metric);
  return found;
};

/** Remembers the last few listings, so that the pages of one cost one listing. */
const createListingMemory = (deps: ListMetricsDeps) => {
  const listings = new Map<string, Metric[]>();
  return (request: ListMetricsInput, asOf: number): Metric[] => {
    const key = JSON.stringify([request, asOf]);
    const listing = listings.get(key) ?? listAll(request, asOf, deps);
    listings.delete(key);
    if (listing.length > PAGE) listings.set(key, listing);
    const [oldest] = listings.keys();
    if (listings.size > LISTINGS_KEPT && oldest !== undefined) listings.delete(oldest);
    return listing;
  };
};

/**
 * `ListMetrics`: metrics with data in the last two weeks, with `RecentlyActive` in the last three hours exactly (AWS
 * may add up to 50 minutes), 500 a page. A new metric appears `listingLagSeconds` after its first sample. Later
 * pages show the listing as it was at the first.
 *
 * @throws AwsError InvalidParameterValue (also for a bad token, as the API model has it) or InvalidParameterCombination
 */
export const createListMetrics = (deps: ListMetricsDeps) => {
  const recallListing = createListingMemory(deps);
  return (input: unknown) => {
    const { NextToken, ...request } = parseInput(inputSchema, input, { invalid: invalidParameterValue });
    if (request.OwningAccount !== undefined && request.IncludeLinkedAccounts !== true)
      throw invalidParameterCombination(
        'The parameter OwningAccount needs IncludeLinkedAccounts to be true.',
      );
    const place =
      NextToken === undefined
        ? { asOf: deps.clock.now(), passed: 0, periods: 0 }
        : readNextToken(request, NextToken);
    if (place === undefined)
      throw invalidParameterValue(
        'The NextToken is malformed, or was given for a request with other parameters.',
      );
    const listing = recallListing(request, place.asOf);
    const passed = place.passed + PAGE;
    const page = listing.slice(place.passed, passed);
    return {
      Metrics: page.map(writeMetric),
      ...(request.IncludeLinkedAccounts && { OwningAccounts: page.map(() => deps.accountId) }),
      ...(passed < listing.length && { NextToken: writeNextToken(request, { ...place, passed }) }),
    };
  };
};
