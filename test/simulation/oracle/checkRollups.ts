import type { Pool } from '#shared/domain/bucket.ts';
import { type Level, levels, type Rollup } from '#shared/domain/rollup.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { timeText } from '../timeText.ts';
import type { Expected } from './expectWorld.ts';

/** An hour, day or month of a pool, as the ledger has it and as it must be. */
export type RollupCheck = {
  stored: readonly Rollup[];
  buckets: ReadonlyMap<number, Expected>;
  /** What the ledger's buckets cost, which is checked elsewhere; undefined where a price is not known. */
  costs: ReadonlyMap<number, bigint | undefined>;
  /** Buckets from here on to `until` are known to be right (epoch seconds). */
  begin: number;
  until: number;
  settledThrough: number;
};

const startOf: Record<Level, (time: number) => number> = {
  hour: (time) => Math.floor(time / 3_600) * 3_600,
  day: (time) => Math.floor(time / 86_400) * 86_400,
  month: (time) => {
    const date = new Date(time * 1000);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth()) / 1000;
  },
};

const endOf: Record<Level, (start: number) => number> = {
  hour: (start) => start + 3_600,
  day: (start) => start + 86_400,
  month: (start) => {
    const date = new Date(start * 1000);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) / 1000;
  },
};

type Sums = { capacity: number; unknown: number; cost: bigint | undefined; allocated: Map<string, number> };

const addUp = (parts: readonly Sums[]): Sums => {
  const sum: Sums = { capacity: 0, unknown: 0, cost: 0n, allocated: new Map() };
  for (const { capacity, unknown, cost, allocated } of parts) {
    sum.cost = sum.cost === undefined || cost === undefined ? undefined : sum.cost + cost;
    sum.capacity += capacity;
    sum.unknown += unknown;
    // What was called and held nothing has a row of nothing.
    for (const [name, seconds] of allocated)
      if (seconds > 0) sum.allocated.set(name, (sum.allocated.get(name) ?? 0) + seconds);
  }
  return sum;
};

const sumOf = ({ splits }: Rollup): Sums =>
  addUp(
    splits.map(({ total, unknown, allocated }) => ({
      capacity: total.unitSeconds,
      cost: total.cost,
      unknown: unknown.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0),
      allocated: new Map(
        Map.groupBy(allocated, ({ component }) => component)
          .entries()
          .map(([name, rows]) => [name, rows.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0)]),
      ),
    })),
  );

const textOf = ({ capacity, unknown, cost, allocated }: Sums): string =>
  [`capacity ${capacity}`, `unknown ${unknown}`, `cost ${cost}`]
    .concat([...allocated].toSorted().map(([name, seconds]) => `${name} ${seconds}`))
    .join(', ');

/**
 * How a pool's hours, days and months differ from the sums of the buckets that they must be made of; one that has ended and
 * is settled, and in which the pool had anything, must be there.
 */
export function* checkRollups(check: RollupCheck): Generator<string> {
  const { stored, buckets, costs, begin, until, settledThrough } = check;
  for (const level of levels) {
    const own = new Map(
      stored.filter((each) => each.level === level).map((each) => [each.start as number, each]),
    );
    const due = new Map<number, Sums[]>();
    for (const [time, bucket] of buckets) {
      const start = startOf[level](time);
      const parts = due.get(start) ?? [];
      due.set(start, parts);
      parts.push({ ...bucket, cost: costs.get(time) });
    }
    for (const [start, parts] of due) {
      if (start < begin || endOf[level](start) > Math.min(until, settledThrough)) continue;
      const rollup = own.get(start);
      const [is, shouldBe] = [rollup && textOf(sumOf(rollup)), textOf(addUp(parts))];
      if (is !== shouldBe) yield `${level} ${timeText(start)}: ${is ?? 'is missing'} instead of ${shouldBe}`;
    }
  }
}

/** Every roll-up by its pool's name. */
export const rollupsByPool = (ledger: Pick<MemoryLedger, 'allRollups'>, nameOf: (pool: Pool) => string) =>
  Map.groupBy(ledger.allRollups(), ({ pool }) => nameOf(pool));
