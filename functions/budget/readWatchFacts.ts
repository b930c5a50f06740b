import type { CostDeps } from '#shared/costs/costQuestion.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { WatchFacts } from '#shared/domain/watches/watchFacts.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { History } from './createHistory.ts';
import {
  type EndpointRead,
  readEndpoint,
  type Stretch,
  toEndpointFacts,
  uncollected,
} from './readEndpointBuckets.ts';
import type { Progress } from './readProgress.ts';
import { toSpenders } from './watchSpenders.ts';

/** Endpoints that are read side by side. */
const concurrency = 8;

/**
 * Reads what the watches look at: the settled buckets since some time of every endpoint that is there, and what its teams, and its
 * components where any watch asks for them, spent by the hour before.
 * @param from a bucket edge.
 */
export const readWatchFacts = async (
  watches: readonly Watch[],
  progress: Progress,
  { from, seenThrough, history }: Stretch & { history: History },
  account: string,
  deps: Pick<CostDeps, 'ledger' | 'records'>,
): Promise<WatchFacts> => {
  const lives = await deps.records.listOpen(account);
  const running = new Map(lives.map((life) => [life.name, life]));
  const byEndpoint = Map.groupBy(
    progress.pools.filter(({ pool }) => running.has(pool.endpoint)),
    ({ pool }) => pool.endpoint,
  );
  const reads: EndpointRead[] = [];
  await eachConcurrently([...byEndpoint], concurrency, async ([endpoint, standings]) => {
    reads.push(await readEndpoint(endpoint, standings, { from, seenThrough }, deps));
  });
  const inOrder = reads.toSorted((a, b) => (a.endpoint < b.endpoint ? -1 : 1));
  const kinds = new Set(watches.flatMap((watch) => (watch.kind === 'spend' ? [watch.of] : [])));
  return {
    spenders: toSpenders(inOrder, kinds, from, history),
    endpoints: [
      ...inOrder.map((read) => toEndpointFacts(read, { from, seenThrough })),
      ...lives.filter(({ name }) => !byEndpoint.has(name)).map((life) => uncollected(life, from)),
    ],
  };
};
