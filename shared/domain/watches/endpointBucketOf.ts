import type { Split } from '#shared/domain/bucket.ts';
import { completenessOf, shareSeen } from '#shared/domain/completeness.ts';
import type { IdleReason } from '#shared/domain/idleReason.ts';
import { addMoney, type Money, zeroMoney } from '#shared/domain/money.ts';
import { sumOf } from '#shared/domain/sumOf.ts';
import { bucketSeconds } from '#shared/domain/time.ts';
import type { EndpointBucket } from './watchFacts.ts';

/** Where a copy that fits could start at once. */
const freeReasons: ReadonlySet<IdleReason> = new Set(['empty', 'unplaced']);

const sumCosts = (rows: readonly { cost: Money | undefined }[]): Money =>
  addMoney(rows.map(({ cost }) => cost ?? zeroMoney));

const acceleratorsOf = (rows: readonly { unitSeconds: number }[]): number =>
  sumOf(rows.map(({ unitSeconds }) => unitSeconds)) / bucketSeconds;

/**
 * What the watches look at of a bucket of an endpoint's pools; undefined where it had no instances. What has no price costs
 * nothing here; pools without accelerators have none free.
 */
export const endpointBucketOf = (
  splits: readonly Split[],
  isDeploying: boolean,
): EndpointBucket | undefined => {
  if (splits.every(({ instanceSeconds }) => instanceSeconds === 0)) return undefined;
  const idle = splits.flatMap((split) => split.idle);
  const unknown = splits.flatMap((split) => split.unknown);
  const accelerated = splits.filter(({ unit }) => (unit?.kind ?? 'accelerator') === 'accelerator');
  return {
    idle: new Map(
      [...Map.groupBy(idle, ({ reason }) => reason)].map(([reason, rows]) => [reason, sumCosts(rows)]),
    ),
    unknown: {
      cost: sumCosts(unknown),
      accelerators: acceleratorsOf(accelerated.flatMap((split) => split.unknown)),
    },
    freeAccelerators: acceleratorsOf(
      accelerated.flatMap((split) => split.idle.filter(({ reason }) => freeReasons.has(reason))),
    ),
    completeness: shareSeen(completenessOf(splits)),
    isDeploying,
  };
};
