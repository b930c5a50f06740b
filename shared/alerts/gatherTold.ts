import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { compareKeys, type OrderKey } from '#shared/domain/compareKeys.ts';
import { audienceOf } from './audienceOf.ts';
import type { Contacts } from './contacts.ts';
import { groupBy } from './groupBy.ts';
import type { Told } from './toldBudget.ts';

type News = Crossing | Recovery;

/** What one event tells. */
export type Gathered<Own extends News> = { recipients: string[]; all: readonly [Told<Own>, ...Told<Own>[]] };

/** The farthest over its highest threshold first, to a thousandth of it; then by name and period. */
const orderOf = ({ budget, period, news: [{ figure, limit }] }: Told<News>): OrderKey => [
  limit <= 0n ? 0n : -((figure * 1_000n) / limit),
  budget.name,
  period.from,
];

/** What is of one cause and for the same people, together. */
export const gatherTold = <Own extends News>(
  told: readonly Told<Own>[],
  contacts: Contacts,
): Gathered<Own>[] => {
  const addressed = told
    .toSorted((a, b) => compareKeys(orderOf(a), orderOf(b)))
    .map((each) => {
      const { recipients, scope } = each.budget;
      return { each, recipients: audienceOf(each.cause, recipients, scope.get('team'), contacts) };
    });
  const groups = groupBy(addressed, ({ each, recipients }) => JSON.stringify([each.cause, recipients]));
  return groups.map(([first, ...others]) => ({
    recipients: first.recipients,
    all: [first.each, ...others.map(({ each }) => each)],
  }));
};
