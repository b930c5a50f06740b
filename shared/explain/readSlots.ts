import { isInScope, type Scope } from '#shared/costs/tallyCosts.ts';
import { type Bucket, type Pool, wholeInstances } from '#shared/domain/bucket.ts';
import {
  type Around,
  type BucketSeries,
  explainSeries,
  seriesOfComponent,
} from '#shared/domain/explainSeries.ts';
import { observeLives } from '#shared/domain/lives.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import type { SpreadPart } from '#shared/domain/spreadRow.ts';
import { addSpread, spreadSeries } from '#shared/domain/spreadSeries.ts';
import { after } from '#shared/domain/time.ts';
import { poolIdentity } from '#shared/domain/traceRows.ts';
import type { Window } from '#shared/domain/window.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { Ledger } from '#shared/ledger/createLedger.ts';
import type { FigureCell } from './gatherFigure.ts';
import type { TracedRow } from './settleSegment.ts';

/** What of a figure rests on one series of a bucket, or is of a row of which no series is told. */
export type SlotPart = { child: number; pool: Pool; row: TracedRow; part: SpreadPart; shown: Shown };

/** The series; or why there is none: nobody held it, it is beyond what samples show, or it is on copies that others share. */
export type Shown =
  | { by: 'series'; series: BucketSeries }
  | { by: 'nothing'; why: 'not held' | 'beyond samples' | 'shared' };

/** What all is there in a bucket of a pool, with its instances' own series. */
export type SlotCapacity = { child: number; pool: Pool; instances: readonly BucketSeries[]; bucket: Bucket };

export type Slots = { parts: SlotPart[]; capacity: SlotCapacity[] };

/** How far a hole may reach on either side for it to be told from an end. */
const aroundSeconds = 1_800;

const readAround = async (
  ledger: Pick<Ledger, 'readBuckets'>,
  pool: Pool,
  { from, to }: Window,
): Promise<{ buckets: readonly Bucket[]; around: Around }> => {
  const stored = await ledger.readBuckets(pool, after(from, -aroundSeconds), after(to, aroundSeconds));
  const buckets = stored.map(({ bucket }) => bucket);
  const holdings = buckets.flatMap(({ samples }) => samples.flatMap((each) => [...each.holdings]));
  const lives = observeLives(buckets.map(({ start, samples }) => ({ ...bucketAt(start), samples })));
  return { buckets, around: { lives, holdings: new Map(holdings) } };
};

/** The component whose copies a row is of: of an adapter its base. */
const baseOf = ({ source }: TracedRow): string => source.shared?.base ?? source.component ?? wholeInstances;

/** What all that rests on a component's copies has, and whether all of it is the asker's to see. */
const heldOn = ({ allocated }: Bucket, component: string, scope: Scope) => {
  const rows = allocated.filter((row) => (row.shared?.base ?? row.component) === component);
  return {
    unitSeconds: rows.reduce((sum, row) => sum + row.unitSeconds, 0),
    isOwn: rows.every(({ team }) => isInScope({ team }, scope)),
  };
};

const divide = (
  { part, ...place }: FigureCell,
  bucket: Bucket,
  all: readonly BucketSeries[],
  scope: Scope,
): SlotPart[] => {
  const { row } = place;
  if (row.source.kind !== 'allocated') return [{ ...place, part, shown: { by: 'nothing', why: 'not held' } }];
  const component = baseOf(row);
  const { unitSeconds, isOwn } = heldOn(bucket, component, scope);
  if (!isOwn) return [{ ...place, part, shown: { by: 'nothing', why: 'shared' } }];
  return spreadSeries(part, seriesOfComponent(all, component), unitSeconds).map((each): SlotPart => {
    const { series } = each;
    const shown: Shown =
      series === undefined ? { by: 'nothing', why: 'beyond samples' } : { by: 'series', series };
    return { ...place, part: each.part, shown };
  });
};

/** Rows of several owners on one series are one. */
const addParts = (parts: readonly SlotPart[]): SlotPart[] => {
  const sums = new Map<BucketSeries | SlotPart, SlotPart>();
  for (const each of parts) {
    const key = each.shown.by === 'series' ? each.shown.series : each;
    const known = sums.get(key);
    sums.set(key, known === undefined ? each : { ...each, part: addSpread(known.part, each.part) });
  }
  return [...sums.values()];
};

/** What a figure has of one pool: its buckets are read once. */
const readPoolSlots = async (
  ledger: Pick<Ledger, 'readBuckets'>,
  pool: Pool,
  cells: readonly FigureCell[],
  windows: readonly Window[],
  scope: Scope,
): Promise<Slots> => {
  const slots: Slots = { parts: [], capacity: [] };
  const own = [...Map.groupBy(cells, ({ child }) => child)].toSorted(([a], [b]) => a - b);
  const [first, last] = [windows[own[0]?.[0] ?? 0], windows[own.at(-1)?.[0] ?? 0]];
  if (first === undefined || last === undefined) return slots;
  const { buckets, around } = await readAround(ledger, pool, { from: first.from, to: last.to });
  for (const [child, inBucket] of own) {
    const bucket = buckets.find(({ start }) => start === windows[child]?.from);
    if (bucket === undefined) {
      // Expired just now.
      const shown: Shown = { by: 'nothing', why: 'beyond samples' };
      slots.parts.push(...inBucket.map((cell) => ({ ...cell, shown })));
      continue;
    }
    const all = explainSeries(bucket, around);
    slots.parts.push(...addParts(inBucket.flatMap((cell) => divide(cell, bucket, all, scope))));
    const instances = seriesOfComponent(all, wholeInstances);
    if (scope.kind === 'all') slots.capacity.push({ child, pool, instances, bucket });
  }
  return slots;
};

/** Pools that are read side by side. */
const concurrency = 8;

/**
 * Reads the samples that a figure rests on. Whoever sees some teams alone is told of the series of components whose copies are all theirs,
 * and of no pool's capacity.
 *
 * Law: the parts add up to the cells.
 *
 * @param cells of a window of few buckets, each part of which is one bucket.
 * @returns in no order.
 */
export const readSlots = async (
  ledger: Pick<Ledger, 'readBuckets'>,
  cells: readonly FigureCell[],
  windows: readonly Window[],
  scope: Scope,
): Promise<Slots> => {
  const slots: Slots = { parts: [], capacity: [] };
  const pools = [...Map.groupBy(cells, ({ pool }) => poolIdentity(pool)).values()];
  await eachConcurrently(pools, concurrency, async (own) => {
    const [{ pool } = {}] = own;
    if (pool === undefined) return;
    const read = await readPoolSlots(ledger, pool, own, windows, scope);
    slots.parts.push(...read.parts);
    slots.capacity.push(...read.capacity);
  });
  return slots;
};
