import type { LocalCloud } from '#local/bootCloud.ts';
import { localAccount, localRegion } from '#local/fleetRun.ts';
import { bucketRetention } from '#shared/config/names.ts';
import { type CostSummary, createCostSum } from '#shared/domain/sumCosts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { readRange } from '#shared/ledger/readRange.ts';
import { openLocalTable } from './openLocalTable.ts';

/** The ledger of a local run, through the run's own port. @throws FleetRunError when the template has no table. */
export const openLedger = (cloud: LocalCloud): Ledger => {
  const { documents, name } = openLocalTable(cloud);
  // Nothing is written from here, so that any retention would do.
  return createLedger(documents, name, { retentionDays: bucketRetention.defaultDays });
};

/** What is recorded of every endpoint that ever was. */
export const readRecords = async (cloud: LocalCloud): Promise<EndpointRecord[]> => {
  const { documents, name } = openLocalTable(cloud);
  const records = createEndpointRecords(documents, name);
  const lives = await records.listRecords(`${localAccount}#${localRegion}`);
  const read = await Promise.all(lives.map((life) => records.read(life)));
  return read.filter((record) => record !== undefined);
};

/** Every pool's cost of [from, to) added up, read from the table in the largest pieces that it has. @param isWanted chooses endpoints. */
export const readCosts = async (
  ledger: Ledger,
  range: { from: Instant; to: Instant },
  isWanted: (endpoint: string) => boolean = () => true,
): Promise<CostSummary> => {
  const pools = await ledger.listPools(`${localAccount}#${localRegion}`);
  const sum = createCostSum();
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
