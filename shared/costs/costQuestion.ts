import type { Division } from '#shared/domain/divideBucket.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { IdlePolicy } from '#shared/domain/shareIdle.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';

export type Range = { from: Instant; to: Instant };

/** Who bears what nobody holds: whoever pays for it by the owners document, or as a policy says. */
export type IdleChoice = { kind: 'payers' } | IdlePolicy;

/** Which rows are asked for, before anything is added up. */
export type CostQuestion = {
  /** `123456789012#us-east-1` */
  account: string;
  /** One after the other without a gap, all on bucket edges; at least one. */
  steps: readonly Range[];
  rate: RateKind;
  idle: IdleChoice;
  /** Keys of the tags that rows are to have. */
  tags: readonly string[];
  /** What rows are to be divided by besides; then steps may lie on edges of ten seconds. */
  division?: Division | undefined;
  /**
   * To be explained: what the rows are the sum of is handed on with them, divided at these bucket edges too, in order. It is in
   * memory as long as they are.
   */
  cuts?: readonly Instant[];
};

/** What is asked: the ledger's table, by meaning. */
export type CostDeps = {
  ledger: Pick<Ledger, 'listPools' | 'readPool' | 'readPools' | 'readRollups' | 'readSplits' | 'readBuckets'>;
  records: Pick<EndpointRecords, 'read' | 'listOpen'>;
  owners: Pick<Settings<Owners>, 'readInForce'>;
};
