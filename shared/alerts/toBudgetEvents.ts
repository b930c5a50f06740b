import type { BudgetRecovered } from '#shared/bus/budgetRecovered.ts';
import type { BudgetThresholdCrossed } from '#shared/bus/budgetThresholdCrossed.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { tennerEvents } from '#shared/config/names.ts';
import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { formatInstant, type Instant, instant } from '#shared/domain/time.ts';
import type { Contacts } from './contacts.ts';
import { crossingMessage } from './crossingMessage.ts';
import { factIdOf } from './factIdOf.ts';
import { type Gathered, gatherTold } from './gatherTold.ts';
import type { Links } from './links.ts';
import { recoveryMessage } from './recoveryMessage.ts';
import { toBudgetFields } from './toBudgetFields.ts';
import type { EvaluatedBudget } from './toldBudget.ts';
import { toldOf } from './toldOf.ts';
import { crossingFact, toThresholdFields } from './toThresholdFields.ts';

export type BudgetNews = {
  /** `team:search` for the budgets of one team, `finance` for those whose scope names none. */
  group: string;
  /** Budgets of that group, and of no other: those of one event may all be seen by all of its recipients. */
  evaluated: readonly EvaluatedBudget[];
  contacts: Contacts;
  links: Links;
  now: Instant;
};

type News = Crossing | Recovery;

const lastOf = ({ all }: Gathered<News>): Instant =>
  instant(Math.max(...all.flatMap(({ news }) => news.map(({ at }) => at))));

/** The facts that an event is of, for its id. */
const factsOf = ({ all }: Gathered<News>) =>
  all.flatMap(({ budget, news }) =>
    news.map((each) => [...crossingFact(budget.name, each), ...(each.kind === 'recovered' ? [each.at] : [])]),
  );

const toCrossed = (
  gathered: Gathered<Crossing>,
  { group, links, now }: BudgetNews,
): OutgoingEvent<BudgetThresholdCrossed> => {
  const { recipients, all } = gathered;
  return {
    type: tennerEvents.budgetThresholdCrossed,
    time: lastOf(gathered),
    resources: [],
    detail: {
      version: 1,
      id: factIdOf(tennerEvents.budgetThresholdCrossed, factsOf(gathered)),
      recipients,
      message: crossingMessage(all, now),
      group,
      cause: all[0].cause,
      budgets: all.map((told) => ({
        ...toBudgetFields(told, links),
        thresholds: told.news.map((each) => ({
          ...toThresholdFields(told.budget.name, told.amount, each),
          found: each.found,
        })),
      })),
    },
  };
};

const toRecovered = (
  gathered: Gathered<Recovery>,
  { group, links }: BudgetNews,
): OutgoingEvent<BudgetRecovered> => {
  const { recipients, all } = gathered;
  return {
    type: tennerEvents.budgetRecovered,
    time: lastOf(gathered),
    resources: [],
    detail: {
      version: 1,
      id: factIdOf(tennerEvents.budgetRecovered, factsOf(gathered)),
      recipients,
      message: recoveryMessage(all),
      group,
      cause: all[0].cause,
      budgets: all.map((told) => ({
        ...toBudgetFields(told, links),
        thresholds: told.news.map((each) => ({
          ...toThresholdFields(told.budget.name, told.amount, each),
          crossedAt: formatInstant(each.crossedAt),
        })),
      })),
    },
  };
};

/**
 * What one evaluation of a group's budgets tells, as events: thresholds of a budget's period that are crossed together stay together,
 * under the cause of the highest; budgets of one cause and for the same people are one event. Quantity and idle go to the budget's
 * recipients, else to the contact of the scope's team; a price, an owner and a correction to finance.
 *
 * Laws: everything that is told is in exactly one event; each event has somebody to go to; the same news give the same ids, in
 * whatever order they come.
 */
export const toBudgetEvents = (
  news: BudgetNews,
): (OutgoingEvent<BudgetThresholdCrossed> | OutgoingEvent<BudgetRecovered>)[] => {
  const { evaluated, contacts } = news;
  const crossed = evaluated.flatMap((each) => toldOf(each, each.evaluation.crossed));
  const recovered = evaluated.flatMap((each) => toldOf(each, each.evaluation.recovered));
  return [
    ...gatherTold(crossed, contacts).map((each) => toCrossed(each, news)),
    ...gatherTold(recovered, contacts).map((each) => toRecovered(each, news)),
  ];
};
