import type { LocalCloud } from '#local/bootCloud.ts';
import { localAccount, localRegion } from '#local/fleetRun.ts';
import { bucketRetention } from '#shared/config/names.ts';
import { payerEdges, payersAt } from '#shared/costs/payersAt.ts';
import { assignPayers } from '#shared/domain/assignPayers.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { type CostSummary, createCostSum } from '#shared/domain/sumCosts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { findNotMetered, type NotMetered } from '#shared/fleet/findNotMetered.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger, type Ledger } from '#shared/ledger/createLedger.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { readRange } from '#shared/ledger/readRange.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import type { CostReport } from './costReport.ts';
import { openLocalTable } from './openLocalTable.ts';

/** The ledger of a local run, through the run's own port. @throws FleetRunError when the template has no table. */
export const openLedger = (cloud: LocalCloud): Ledger => {
  const { documents, name } = openLocalTable(cloud);
  // Nothing is written from here, so that any retention would do.
  return createLedger(documents, name, { retentionDays: bucketRetention.defaultDays });
};

/** The account and region of a local run. */
const localHome = `${localAccount}#${localRegion}`;

export type CostOptions = {
  /** `123456789012#us-east-1` */
  account?: string;
  rate?: RateKind;
  isWanted?(endpoint: string): boolean;
};

/**
 * Every pool's cost of [from, to) added up, read from the table in the largest pieces that it has.
 * @param options.account whose; a local run's unless it is given.
 * @param options.rate at which rate; the cost rate unless it is given.
 * @param options.isWanted chooses endpoints; all unless it is given.
 */
export const readCosts = async (
  ledger: Ledger,
  range: { from: Instant; to: Instant },
  { account = localHome, rate = 'cost', isWanted = () => true }: CostOptions = {},
): Promise<CostSummary> => {
  const pools = await ledger.listPools(account);
  const sum = createCostSum(rate);
  for (const pool of pools.filter(({ endpoint }) => isWanted(endpoint))) {
    for (const { splits } of await readRange(ledger, pool, range.from, range.to)) {
      for (const split of splits) sum.add(pool, split);
    }
  }
  return sum.summarize();
};

/** What records name and no row is of. */
const findUnmetered = (
  records: readonly EndpointRecord[],
  { rows }: CostSummary,
  range: Range,
): NotMetered[] => {
  const metered = new Set(rows.map(({ endpoint, component }) => JSON.stringify([endpoint, component ?? 0])));
  return records
    .flatMap((record) => findNotMetered(record, range))
    .filter(({ endpoint, component }) => !metered.has(JSON.stringify([endpoint, component])));
};

/** What says who pays: the owners document in force, and the record of every endpoint. */
export type PayerFacts = { owners: Owners; records: readonly EndpointRecord[] };

/** Those of a local run. */
export const readPayerFacts = async (cloud: LocalCloud): Promise<PayerFacts> => {
  const { documents, name } = openLocalTable(cloud);
  const endpoints = createEndpointRecords(documents, name);
  const { document: owners } = await createSettings(documents, name, ownersForm).readInForce();
  const lives = await endpoints.listRecords(localHome);
  const records = await Promise.all(lives.map((life) => endpoints.read(life)));
  return { owners, records: records.flatMap((record) => record ?? []) };
};

type Range = { from: Instant; to: Instant };

type Asked = CostOptions & { range: Range };

/**
 * The same with who pays for what nobody holds or owns, stretch by stretch as rules, tags and teams change.
 * @param payers what says so: the owners document in force now and what is recorded of endpoints.
 */
export const readReport = async (
  ledger: Ledger,
  { range, ...options }: Asked,
  { owners, records }: PayerFacts,
): Promise<CostReport> => {
  const edges = [range.from, ...payerEdges(owners, records, range), range.to];
  const paid: SharedRow[] = [];
  for (const [index, from] of edges.slice(0, -1).entries()) {
    const to = edges[index + 1] ?? range.to;
    const { rows } = await readCosts(ledger, { from, to }, options);
    paid.push(...assignPayers(rows, payersAt(owners, records, from)));
  }
  const summary = await readCosts(ledger, range, options);
  const wanted = records.filter(({ name }) => options.isWanted?.(name) ?? true);
  return { ...summary, paid, notMetered: findUnmetered(wanted, summary, range) };
};

/** Up to when every pool is settled; undefined when there is none yet. */
export const readSettledThrough = async (ledger: Ledger): Promise<Instant | undefined> => {
  const pools = await ledger.listPools(localHome);
  const stored = await Promise.all(pools.map((pool) => ledger.readPool(pool)));
  const settled = stored.flatMap((each) => (each === undefined ? [] : [each.state.settledThrough]));
  return settled.toSorted((a, b) => a - b)[0];
};
