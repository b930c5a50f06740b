import { readChanges } from '#shared/checks/readChanges.ts';
import type { CostFacts, Scope } from '#shared/costs/tallyCosts.ts';
import { type Evidence, evidences } from '#shared/domain/bucket.ts';
import { compareKeys, type OrderKey } from '#shared/domain/compareKeys.ts';
import { addCompleteness } from '#shared/domain/completeness.ts';
import type { Filter } from '#shared/domain/filter.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { after, bucketSeconds, earliest, type Instant, instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { ApiDeps } from './deps.ts';
import type { ChangingPool } from './findChangingPools.ts';
import { type PlacedChange, toChangeRows } from './toChangeRows.ts';

/** Buckets that a page reads at the most, give or take an hour of every pool: some seconds' work. */
const mostBuckets = 20_000;

/** Pools that are read side by side: a day of each is in memory. */
const concurrency = 4;

const hourSeconds = 3_600;
const daySeconds = 86_400;

export type PageQuestion = {
  window: Window;
  filter: Filter;
  scope: Scope;
  owners: Owners;
  /** The place of the last row before the page. */
  after: OrderKey | undefined;
  limit: number;
};

export type ChangePage = { rows: readonly PlacedChange[]; facts: CostFacts; next: OrderKey | undefined };

type Found = {
  rows: PlacedChange[];
  completeness: CostFacts['completeness'];
  evidences: Set<Evidence>;
  backfilled: boolean;
};

const readPart = async (
  pools: readonly ChangingPool[],
  part: Window,
  question: PageQuestion,
  { ledger }: Pick<ApiDeps, 'ledger'>,
  found: Found,
): Promise<void> =>
  eachConcurrently(pools, concurrency, async (each) => {
    const read = await readChanges(each.pool, each.state, part, ledger);
    for (const change of read.changes)
      found.rows.push(...toChangeRows(each, change, read.areVcpus, question));
    // Of the pools' it would tell a team of others.
    if (question.scope.kind === 'all')
      found.completeness = addCompleteness(found.completeness, read.completeness);
    for (const evidence of read.evidences) found.evidences.add(evidence);
    found.backfilled ||= read.backfilled;
  });

/** Where a page goes on. A cursor is the asker's to give: one that is of no time in the window begins anew. */
const startOf = ({ from, to }: Window, [time]: OrderKey = []): Instant =>
  typeof time === 'number' && Number.isInteger(time) && time >= from && time <= to ? instant(time) : from;

/**
 * Reads a page of changes, day by day until it is full or enough was read: what is left to read is another page's.
 * Law: the pages are the changes of the window, each once, in order.
 */
export const readChangePage = async (
  pools: readonly ChangingPool[],
  question: PageQuestion,
  deps: Pick<ApiDeps, 'ledger'>,
): Promise<ChangePage> => {
  const { window, after: place, limit } = question;
  const found: Found = {
    rows: [],
    completeness: { seen: 0, expected: 0 },
    evidences: new Set(),
    backfilled: false,
  };
  const buckets = mostBuckets / Math.max(1, pools.length);
  const stepSeconds = Math.min(daySeconds, Math.max(hourSeconds, Math.floor(buckets) * bucketSeconds));
  let reached = startOf(window, place);
  for (let left = buckets; left > 0 && reached < window.to && found.rows.length <= limit; ) {
    const part = { from: reached, to: earliest(window.to, after(reached, stepSeconds)) };
    await readPart(pools, part, question, deps, found);
    found.rows = found.rows.filter((row) => place === undefined || compareKeys(row.place, place) > 0);
    left -= stepSeconds / bucketSeconds;
    reached = part.to;
  }
  const rows = found.rows.toSorted((a, b) => compareKeys(a.place, b.place)).slice(0, limit);
  const settled = pools.flatMap(({ progress }) => progress.settledThrough ?? []);
  const [first, ...others] = settled;
  const isCut = rows.length < found.rows.length;
  return {
    rows,
    facts: {
      completeness: found.completeness,
      evidence: evidences.findLast((each) => found.evidences.has(each)),
      settledThrough: first === undefined ? undefined : earliest(first, ...others),
      backfilled: found.backfilled,
    },
    next: isCut ? rows.at(-1)?.place : reached < window.to ? [reached, ''] : undefined,
  };
};
