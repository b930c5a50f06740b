import type { Pool } from '#shared/domain/bucket.ts';
import type { IdleFacts } from '#shared/domain/idleFacts.ts';
import type { Period } from '#shared/domain/slots.ts';
import { after, type Instant, instant, latest } from '#shared/domain/time.ts';
import type { UnitKind } from '#shared/domain/unit.ts';
import { deployingSpans } from './deployingSpans.ts';
import type { EndpointRecord } from './endpointRecord.ts';
import { poolsOf } from './poolsOf.ts';
import { smallestCopy } from './smallestCopy.ts';

const theBeginning = instant(0);

/**
 * What tells the reasons of a pool's idle capacity apart, from what is recorded of its endpoint.
 * @param observedFrom from when on samples are known: an instance that is there from then on may have run for long, unless
 * the pool itself began later.
 */
export const createIdleFacts = (
  record: EndpointRecord,
  pool: Pool,
  observedFrom: Instant,
  unit: UnitKind = 'accelerator',
): ((period: Period) => IdleFacts) => {
  const { variant, instanceType, endpointCreatedAt } = pool;
  const own = poolsOf(record).find((each) => {
    return each.pool.variant === variant && each.pool.instanceType === instanceType;
  });
  const [first] = own?.deployments ?? [];
  const begins = latest(first?.startedAt ?? endpointCreatedAt, endpointCreatedAt);
  const frequencies = own?.deployments.map(({ publishFrequency }) => publishFrequency) ?? [];
  const newFrom = begins >= observedFrom ? theBeginning : after(observedFrom, Math.max(0, ...frequencies));
  const deploying = deployingSpans(record, variant);
  return (period) => ({ smallestCopy: smallestCopy(record, variant, period, unit), newFrom, deploying });
};
