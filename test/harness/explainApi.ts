import { type ExplainAnswer, explainOperation } from '#shared/api/explainOperation.ts';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { earliest, type Instant, latest } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Asking, createAskApi, memoryApiDeps } from './askApi.ts';

export type Explained = {
  /** Buckets of a pool, that of `poolOf()` unless another is given; all of them settled and rolled up. */
  pools: readonly { pool?: Pool; buckets: readonly Bucket[] }[];
  records?: readonly EndpointRecord[];
  /** The owners document. */
  owners?: object;
  /** Everything that has expired by then is gone. */
  sweptAt?: Instant;
  now?: Instant;
};

const nobody: EndpointRecord[] = [];

/** An API over a ledger with some buckets, asked to explain. */
export const openExplainApi = async ({ pools, records = nobody, owners, sweptAt, now }: Explained) => {
  const ledger = createMemoryLedger();
  for (const { pool = poolOf(), buckets } of pools) {
    const starts = buckets.map(({ start }) => start);
    const [first = at('2026-01-01T00:00:00Z'), ...others] = starts;
    const range = { from: earliest(first, ...others), to: at('2026-03-01T00:00:00Z') };
    for (const bucket of buckets) await ledger.putBucket(pool, bucket, 0);
    await ledger.changePool(pool, () => settledState(range));
    await rollUpPool(ledger, pool, { ...range, now: latest(first, ...others) });
  }
  if (sweptAt !== undefined) ledger.sweep(sweptAt);
  const deps = { ...(await memoryApiDeps()), ledger, records: createMemoryEndpointRecords(...records) };
  if (owners !== undefined) {
    const text = JSON.stringify(owners);
    await deps.owners.put({ who: 'test', at: at('2026-01-01T00:00:00Z'), note: 'test', text }, 0);
  }
  const ask = createAskApi(deps, now ?? at('2026-01-02T00:00:00Z'), (error) => {
    throw error;
  });
  const explain = async (query: string, asking: Asking = {}): Promise<ExplainAnswer> => {
    const { status, json, text } = await ask(`/v1/explain?${query}`, asking);
    if (status !== 200) throw new Error(`${status}: ${text}`);
    // As its schema says, which is what clients are made from.
    return explainOperation.answer.parse(json);
  };
  return { ask, explain, ledger };
};
