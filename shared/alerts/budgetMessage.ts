import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import type { Instant } from '#shared/domain/time.ts';
import {
  forecastText,
  noteFacts,
  spentText,
  surenessText,
  thresholdItems,
  whoseText,
} from './budgetFacts.ts';
import { standsText } from './budgetHeadline.ts';
import { composeMessage, fact, type Message, type Piece } from './message.ts';
import { andMore, tellMany } from './tellMany.ts';
import type { Told } from './toldBudget.ts';
import { toSubject } from './toSubject.ts';

/** What crossings and recoveries tell otherwise. */
export type BudgetTelling<News extends Crossing | Recovery> = {
  /** Why it came to be so, of a cause that all have. */
  reason: string;
  /** What more is told of the reason where it is of one budget alone. */
  detailsOf(told: Told<News>): readonly Piece[];
  /** What to do. */
  end: readonly Piece[];
};

/** Tells people of budgets that one cause has moved, the most telling first: one in full, several in short. */
export const budgetMessage = <News extends Crossing | Recovery>(
  all: readonly [Told<News>, ...Told<News>[]],
  { reason, detailsOf, end }: BudgetTelling<News>,
  now: Instant,
): Message => {
  const [first] = all;
  const stands = ` ${standsText(first)}${andMore(all.length)}`;
  const { name } = first.budget;
  const body =
    all.length === 1
      ? [
          [fact(spentText(first)), fact(whoseText(first.budget)), ...thresholdItems(first.news)],
          [fact(reason), ...detailsOf(first)],
          [fact(surenessText(first)), ...forecastText(first).map(fact), ...noteFacts(all, now)],
        ]
      : [...tellMany(all), [fact(reason), ...noteFacts(all, now)]];
  return composeMessage(toSubject(name, stands), `${name}${stands}`, [...body, end]);
};
