import { buildBucket } from '#shared/attribution/buildBucket.ts';
import type { Bucket, Described } from '#shared/domain/bucket.ts';
import type { IdleFacts } from '#shared/domain/idleFacts.ts';
import { observeLives, type SampledPeriod } from '#shared/domain/lives.ts';
import { rate } from '#shared/domain/money.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Samples } from '#shared/domain/samples.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Unit } from '#shared/domain/unit.ts';
import type { BucketSurroundings } from '#shared/domain/weighBucket.ts';
import { idleFactsOf } from './idleFacts.ts';
import { factsOf } from './ownerFacts.ts';
import { documentOf } from './owners.ts';
import { ratesAt } from './rates.ts';
import { at } from './samples.ts';
import { trafficFactsOf } from './trafficFacts.ts';
import { gpus } from './unit.ts';

export type Built = {
  /** 00:05 unless it is given. */
  start?: Instant;
  samples: readonly Samples[];
  /** Beside the bucket. */
  neighbours?: readonly SampledPeriod[];
  unit?: Unit | undefined;
  holder?: string;
  described?: Described;
  isDeclared?: boolean;
  invocations?: Record<string, number>;
  adapters?: Record<string, string[]>;
  owners?: Owners['rules'];
  idleFacts?: Partial<IdleFacts>;
};

export const builtStart = at('2026-01-01T00:05:00Z');

/** A bucket of a pool at 5.752 dollars an instance-hour, as it is built from its samples, with what it is read by. */
export const builtBucketOf = (given: Built): { bucket: Bucket; surroundings: BucketSurroundings } => {
  const { start = builtStart, samples, neighbours = [], invocations = {}, owners = [] } = given;
  const idleFacts = idleFactsOf(given.idleFacts);
  const lives = observeLives([{ ...bucketAt(start), samples }, ...neighbours]);
  const facts = { samples, invocations: new Map(Object.entries(invocations)) };
  const price = { perInstanceHour: rate(5_752_000_000n), source: 'list', revision: 1 };
  const bucket = buildBucket(start, facts, undefined, {
    lives,
    unit: 'unit' in given ? given.unit : gpus(4),
    holderAt: () => given.holder,
    ratesAt: () => ratesAt(price),
    owners: { version: 1, document: documentOf({ rules: owners }) },
    describe: (component) => factsOf({ component, model: `${component}-model` }),
    isDeclared: given.isDeclared,
    publishFrequency: 60,
    idleFactsOf: () => idleFacts,
    traffic: trafficFactsOf(given.adapters),
    described: given.described,
  });
  return { bucket, surroundings: { lives, idleFacts } };
};
