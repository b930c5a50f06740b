import type { Pool } from '#shared/domain/bucket.ts';
import type { OwnersInForce } from '#shared/domain/owners.ts';
import type { RatesInForce } from '#shared/domain/rates.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedPool } from '#shared/fleet/endpointRecord.ts';
import type { EndpointSeries, HeldKind } from '#shared/metrics/series.ts';
import type { DescribedCopies } from './findSamplesPer.ts';

/** What one pool's run is to do. */
export type PoolInput = {
  recorded: RecordedPool;
  record: EndpointRecord;
  /** The components as SageMaker described them last; undefined for an endpoint that is gone. */
  described: DescribedCopies | undefined;
  /** Who owns what. */
  owners: OwnersInForce;
  /** What is paid and charged. */
  rates: RatesInForce;
  /** The pools that its variant has had besides, before or after. */
  siblings: readonly Pool[];
  /** When the ledger's first run was: from then on nothing is left out, whenever a pool is first seen. */
  firstRunAt: Instant;
  /** The endpoint's series that had a sample since then; undefined when CloudWatch would not list them. */
  listSince(from: Instant, held: HeldKind): Promise<EndpointSeries | undefined>;
  eventTime: Instant;
  now: Instant;
  /** Whether there is time for another stretch. */
  hasTime(): boolean;
  /** History from here on is to be built. */
  backfillFrom: Instant | undefined;
};
