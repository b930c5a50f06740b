import { allocate } from './allocate.ts';
import type { BucketSeries } from './explainSeries.ts';
import { money, zeroMoney } from './money.ts';
import type { SpreadPart } from './spreadRow.ts';

/** What of a row lies with a series; without one, what no sample shows. */
export type SeriesPart = { series: BucketSeries | undefined; part: SpreadPart };

const nothing: SpreadPart = {
  own: { unitSeconds: 0, cost: zeroMoney },
  idle: { unitSeconds: 0, cost: zeroMoney },
};

const isNothing = ({ own, idle }: SpreadPart): boolean =>
  own.unitSeconds === 0 && (own.cost ?? 0n) === 0n && idle.unitSeconds === 0 && (idle.cost ?? 0n) === 0n;

/**
 * Gives what a row has in one bucket to the series that it rests on, in proportion to what their samples come to, by largest remainder.
 * Where all rows on these series have more than the samples come to, what is beyond them stands without one.
 *
 * Law: the parts add up to what the row has.
 *
 * @param held what all rows on these series have.
 */
export const spreadSeries = (
  part: SpreadPart,
  series: readonly BucketSeries[],
  held: number,
): SeriesPart[] => {
  const sampled = series.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  const weights = [...series.map(({ unitSeconds }) => unitSeconds), Math.max(0, held - sampled)].map(BigInt);
  if (!weights.some((weight) => weight > 0n)) return [{ series: undefined, part }];
  const { own, idle } = part;
  const seconds = allocate(BigInt(own.unitSeconds), weights);
  const costs = allocate(own.cost ?? 0n, weights);
  const idleSeconds = allocate(BigInt(idle.unitSeconds), weights);
  const idleCosts = allocate(idle.cost ?? 0n, weights);
  const parts = weights.map((_, index): SeriesPart => {
    const cost = own.cost === undefined ? undefined : money(costs[index] ?? 0n);
    return {
      series: series[index],
      part: {
        own: { unitSeconds: Number(seconds[index] ?? 0n), cost },
        idle: { unitSeconds: Number(idleSeconds[index] ?? 0n), cost: money(idleCosts[index] ?? 0n) },
      },
    };
  });
  return parts.filter((each) => each.series !== undefined || !isNothing(each.part));
};

export const addSpread = (a: SpreadPart = nothing, b: SpreadPart = nothing): SpreadPart => ({
  own: {
    unitSeconds: a.own.unitSeconds + b.own.unitSeconds,
    cost: a.own.cost === undefined || b.own.cost === undefined ? undefined : money(a.own.cost + b.own.cost),
  },
  idle: {
    unitSeconds: a.idle.unitSeconds + b.idle.unitSeconds,
    cost: money((a.idle.cost ?? 0n) + (b.idle.cost ?? 0n)),
  },
});
