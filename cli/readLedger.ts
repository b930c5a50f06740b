import type { LocalCloud } from '#local/bootCloud.ts';
import { localAccount, localRegion } from '#local/fleetRun.ts';
import { bucketRetention } from '#shared/config/names.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import { type CostSummary, createCostSum } from '#shared/domain/sumCosts.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { readRange } from '#shared/ledger/readRange.ts';
import { openLocalTable } from './openLocalTable.ts';

/** The ledger of a local run, through the run's own port. @throws FleetRunError when the template has no table. */
export const openLedger = (cloud: LocalCloud): Ledger => {
  const { documents, name } = openLocalTable(cloud);
  // Nothing is written from here, so that any retention would do.
  return createLedger(documents, name, { retentionDays: bucketRetention.defaultDays });
};

/**
 * Every pool's cost of [from, to) added up, read from the table in the largest pieces that it has.
 * @param options.rate at which rate; the cost rate unless it is given.
 * @param options.isWanted chooses endpoints; all unless it is given.
 */
export const readCosts = async (
  ledger: Ledger,
  range: { from: Instant; to: Instant },
  { rate = 'cost', isWanted = () => true }: { rate?: RateKind; isWanted?(endpoint: string): boolean } = {},
): Promise<CostSummary> => {
  const pools = await ledger.listPools(`${localAccount}#${localRegion}`);
  const sum = createCostSum(rate);
  for (const pool of pools.filter(({ endpoint }) => isWanted(endpoint))) {
    for (const { splits } of await readRange(ledger, pool, range.from, range.to)) {
      for (const split of splits) sum.add(pool, split);
    }
  }
  return sum.summarize();
};

/** Up to when every pool is settled; undefined when there is none yet. */
export const readSettledThrough = async (ledger: Ledger): Promise<Instant | undefined> => {
  const pools = await ledger.listPools(`${localAccount}#${localRegion}`);
  const stored = await Promise.all(pools.map((pool) => ledger.readPool(pool)));
  const settled = stored.flatMap((each) => (each === undefined ? [] : [each.state.settledThrough]));
  return settled.toSorted((a, b) => a - b)[0];
};
