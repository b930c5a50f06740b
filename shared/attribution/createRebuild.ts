import { acceleratorUnitOf } from '#shared/domain/acceleratorCounts.ts';
import { type Bucket, type Described, type Pool, wholeInstances } from '#shared/domain/bucket.ts';
import { noInvocations } from '#shared/domain/invocations.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { ratesOf } from '#shared/domain/ratesOf.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { after, type Instant, latest } from '#shared/domain/time.ts';
import { createIdleFacts } from '#shared/fleet/createIdleFacts.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { modelAt } from '#shared/fleet/ownerFacts.ts';
import { createTrafficFacts } from '#shared/fleet/trafficFacts.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { MarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { buildBucket, type Terms } from './buildBucket.ts';

/** How far around a bucket a hole may begin and end for it to be told from an end. */
const aroundSeconds = 1_800;

/** A pool without a single sample for so long publishes none. */
const silentSeconds = 3_600;

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
    markRates: MarkVersion,
  ) =>
  async (
    pool: Pool,
    start: Instant,
    stored: Bucket | undefined,
    described: Described,
    terms: Terms,
  ): Promise<Bucket> => {
    const from = after(start, -aroundSeconds);
    const around = await readBuckets(pool, from, after(start, aroundSeconds));
    const known = (await readPool(pool))?.state;
    const state = known && (await markRates(pool, known, terms.rates.version));
    const life = { name: pool.endpoint, arn: pool.endpointArn, createdAt: pool.endpointCreatedAt };
    const record = (await read(life)) ?? openRecord(life);
    const observedFrom = latest(from, state?.collectedFrom ?? from);
    const periods = around.map(({ bucket }) => ({ ...bucketAt(bucket.start), samples: bucket.samples }));
    const [frequency = defaultFrequency] = periods.flatMap(({ samples }) =>
      samples.map(({ publishFrequency }) => publishFrequency),
    );
    const unit = around.at(-1)?.bucket.unit ?? acceleratorUnitOf(pool.instanceType);
    const facts = { samples: stored?.samples ?? [], invocations: stored?.invocations ?? noInvocations };
    return buildBucket(start, facts, stored, {
      lives: observeLives(periods),
      unit,
      holderAt: (time) => (modelAt(record, pool.variant, time) === undefined ? undefined : wholeInstances),
      ratesAt: (time) => ratesOf(terms.rates, state?.rates ?? [], pool, time),
      ...terms,
      isDeclared: state?.isUnsampled === true && start >= pool.endpointCreatedAt + silentSeconds,
      publishFrequency: frequency,
      idleFactsOf: createIdleFacts(record, pool, observedFrom, unit?.kind),
      traffic: createTrafficFacts(record, pool),
      described,
    });
  };
