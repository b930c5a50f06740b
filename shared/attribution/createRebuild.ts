import { acceleratorUnitOf } from '#shared/domain/acceleratorCounts.ts';
import type { Bucket, Described, Pool } from '#shared/domain/bucket.ts';
import { noInvocations } from '#shared/domain/invocations.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { rateAt } from '#shared/domain/rateHistory.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, type Instant, latest } from '#shared/domain/time.ts';
import { createIdleFacts } from '#shared/fleet/createIdleFacts.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { createTrafficFacts } from '#shared/fleet/trafficFacts.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import { buildBucket, type Labels } from './buildBucket.ts';

/** How far around a bucket a hole may begin and end for it to be told from an end. */
const aroundSeconds = 1_800;

/** SageMaker's default, for a pool of which no sample tells another. */
const defaultFrequency = 60;

/**
 * Builds a bucket from the samples that are stored of it once more, with what was described throughout it; `stored` is
 * undefined where there is none yet. CloudWatch is not asked.
 */
export const createRebuild =
  (
    { readBuckets, readPool }: Pick<Ledger, 'readBuckets' | 'readPool'>,
    { read }: Pick<EndpointRecords, 'read'>,
  ) =>
  async (
    pool: Pool,
    start: Instant,
    stored: Bucket | undefined,
    described: Described,
    labels: Labels,
  ): Promise<Bucket> => {
    const from = after(start, -aroundSeconds);
    const around = await readBuckets(pool, from, after(start, aroundSeconds));
    const state = (await readPool(pool))?.state;
    const life = { name: pool.endpoint, arn: pool.endpointArn, createdAt: pool.endpointCreatedAt };
    const record = (await read(life)) ?? openRecord(life);
    const observedFrom = latest(from, state?.collectedFrom ?? from);
    const periods = around.map(({ bucket }) => ({ ...bucketAt(bucket.start), samples: bucket.samples }));
    const [frequency = defaultFrequency] = periods.flatMap(({ samples }) =>
      samples.map(({ publishFrequency }) => publishFrequency),
    );
    const facts = { samples: stored?.samples ?? [], invocations: stored?.invocations ?? noInvocations };
    return buildBucket(start, facts, stored, {
      lives: observeLives(periods),
      unit: around.at(-1)?.bucket.unit ?? acceleratorUnitOf(pool.instanceType),
      rateAt: (time) => rateAt(state?.rates ?? [], time),
      ...labels,
      publishFrequency: frequency,
      idleFactsOf: createIdleFacts(record, pool, observedFrom),
      traffic: createTrafficFacts(record, pool),
      described,
    });
  };
