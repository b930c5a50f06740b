import { hourSeconds } from '#shared/domain/forecast/hourSeries.ts';
import { costOf, money } from '#shared/domain/money.ts';
import { bucketSeconds } from '#shared/domain/time.ts';
import { matchesSubject } from './matchesSubject.ts';
import { perHour } from './perHour.ts';
import { type Finding, readBuckets } from './readBuckets.ts';
import { nearShare, type Readings } from './reading.ts';
import { type Usual, usualSpend } from './usualSpend.ts';
import type { SpendWatch } from './watch.ts';
import type { SpendFacts } from './watchFacts.ts';

/**
 * What is further from the median than this many median deviations is none of them: a modified z-score of 3.5, at
 * 0.6745 to a standard deviation. Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
 */
const mostDeviations = 3.5 / 0.6745;

/** How much above the usual an hour must be. */
const marginOf = (watch: SpendWatch, { median, deviation }: Usual): number =>
  Math.max(
    (median * watch.percentAbove) / 100,
    Number(costOf(hourSeconds, watch.aboveBy)),
    deviation * mostDeviations,
  );

const isOf = (watch: SpendWatch, { subject }: SpendFacts): boolean =>
  (watch.of === 'component') === (subject.component !== undefined) && matchesSubject(watch.match, subject);

const observeOne = (watch: SpendWatch, { subject, hours, buckets }: SpendFacts): Readings => {
  const costs = hours.values.map((value) => (value === undefined ? undefined : Number(value)));
  const usualByHour = new Map<number, Usual | undefined>();
  const usualAt = (hour: number): Usual | undefined => {
    if (!usualByHour.has(hour)) usualByHour.set(hour, usualSpend(costs, hour));
    return usualByHour.get(hour);
  };
  const readings = readBuckets(buckets, ({ cost, isDeploying }, index): Finding | undefined => {
    const start = buckets.from + index * bucketSeconds;
    const usual = usualAt(Math.floor((start - hours.from) / hourSeconds));
    if (isDeploying || usual === undefined) return undefined;
    const [spent, margin] = [perHour(cost), marginOf(watch, usual)];
    const excess = Number(spent) - usual.median;
    if (excess <= 0 || excess < margin)
      return { level: excess < margin * (1 - nearShare) || excess <= 0 ? 'under' : 'near' };
    const { confidence } = usual;
    const usualPerHour = money(BigInt(Math.round(usual.median)));
    return {
      level: 'over',
      figure: { kind: 'spend', perHour: spent, usualPerHour, confidence },
      size: excess,
    };
  });
  return { subject, readings };
};

/** Spend far above what is usual. Buckets in a deployment, and those of which less than a day is known before, tell nothing. */
export const observeSpend = (watch: SpendWatch, facts: readonly SpendFacts[]): Readings[] =>
  facts.filter((each) => isOf(watch, each)).map((each) => observeOne(watch, each));
