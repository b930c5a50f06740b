import { rate } from '#shared/domain/money.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type {
  EndpointBucket,
  EndpointFacts,
  SpendFacts,
  Subject,
} from '#shared/domain/watches/watchFacts.ts';
import { at } from './samples.ts';
import { dollars } from './spendHistory.ts';

export const common = { name: 'w', lasting: 900, recipients: undefined, isArchived: false } as const;
export const endpointMatch = { endpoint: undefined };

/** Idle capacity above $10 an hour for a quarter of an hour. */
export const idleWatch: Watch = {
  kind: 'idle',
  ...common,
  match: endpointMatch,
  above: rate(10_000_000_000n),
};

export const subjectOf = (names: Partial<Subject>): Subject => ({
  endpoint: undefined,
  component: undefined,
  team: undefined,
  ...names,
});

export const quietBucket: EndpointBucket = {
  idle: new Map(),
  unknown: { cost: dollars(0), accelerators: 0 },
  freeAccelerators: 0,
  completeness: 1,
  isDeploying: false,
};

/** Buckets of `prod-1` from 12:00 on; undefined for one that nobody knows. */
export const endpointFacts = (
  buckets: readonly (Partial<EndpointBucket> | undefined)[],
  facts: Partial<EndpointFacts> = {},
): EndpointFacts => ({
  endpoint: 'prod-1',
  buckets: {
    from: at('2026-05-01T12:00:00Z'),
    values: buckets.map((bucket) => bucket && { ...quietBucket, ...bucket }),
  },
  collectedThrough: at('2026-05-02T00:00:00Z'),
  knownSince: at('2026-05-01T00:00:00Z'),
  ...facts,
});

/** An idle bucket of so many dollars an hour, in whole cents a bucket. */
export const idleOf = (perHour: number): Partial<EndpointBucket> => ({
  idle: new Map([['unplaced', dollars(perHour / 12)]]),
});

/** Of `search`: $24 an hour for so many days before 2026-05-01T12:00:00Z, and then buckets of so many dollars an hour. */
export const spendFacts = (
  days: number,
  buckets: readonly (number | 'deploying' | undefined)[],
  subject: Subject = subjectOf({ team: 'search' }),
): SpendFacts => {
  const start = at('2026-05-01T12:00:00Z');
  return {
    subject,
    hours: {
      from: at(new Date((start - days * 86_400) * 1000).toISOString()),
      values: Array.from({ length: days * 24 }, () => dollars(24)),
    },
    buckets: {
      from: start,
      values: buckets.map((bucket) => {
        if (bucket === undefined) return undefined;
        return bucket === 'deploying'
          ? { cost: dollars(100), isDeploying: true }
          : { cost: dollars(bucket / 12), isDeploying: false };
      }),
    },
  };
};
