import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import type { Threshold } from '#shared/domain/budgets/threshold.ts';
import { compareKeys, type OrderKey } from '#shared/domain/compareKeys.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { EvaluatedBudget, Told } from './toldBudget.ts';

const rankOf = ({ on }: Threshold): number => ['actual', 'forecast', 'burnRate'].indexOf(on);

/** The highest first: by the limit, as a share of one amount, and burn rates after all others, by their percentage. */
const orderOf = ({ threshold, limit }: Crossing | Recovery): OrderKey =>
  threshold.on === 'burnRate'
    ? [1, BigInt(-threshold.percent), threshold.lookBack]
    : [0, -limit, rankOf(threshold)];

const isNotEmpty = <Item>(items: readonly Item[]): items is readonly [Item, ...Item[]] => items.length > 0;

/**
 * What an evaluation tells, together for each period: a cause for all of it, which is that of the highest threshold.
 * @throws RangeError where nothing is given of a period of which there is news: it would be lost.
 */
export const toldOf = <News extends Crossing | Recovery>(
  { budget, periods }: EvaluatedBudget,
  news: readonly News[],
): Told<News>[] => {
  const known = new Set(periods.map(({ figures }) => figures.period.from));
  const lost = news.find(({ period }) => !known.has(period.from));
  if (lost !== undefined)
    throw new RangeError(`nothing is given of ${budget.name} from ${formatInstant(lost.period.from)} on`);
  return periods.flatMap((facts) => {
    const { period } = facts.figures;
    const own = news
      .filter((each) => each.period.from === period.from)
      .toSorted((a, b) => compareKeys(orderOf(a), orderOf(b)));
    if (!isNotEmpty(own)) return [];
    const [{ cause, amount }] = own;
    return [{ ...facts, budget, period, amount, news: own, cause }];
  });
};
