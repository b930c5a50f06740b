import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import {
  forecastText,
  movementText,
  noteFacts,
  spentText,
  surenessText,
  thresholdItems,
  whoseText,
} from './budgetFacts.ts';
import { standsText } from './budgetHeadline.ts';
import { budgetQuestion } from './budgetQuestion.ts';
import { command, composeMessage, fact, type Message, type Piece } from './message.ts';
import { toCommand } from './question.ts';
import { andMore, tellMany } from './tellMany.ts';
import type { ToldRecovery } from './toldBudget.ts';
import { toSubject } from './toSubject.ts';

const reasons: Readonly<Record<BudgetCause, string>> = {
  quantity: 'quantity. Less is held, or expected to be, than it seemed.',
  idle: 'idle. Less capacity is idle or unknown than it seemed.',
  price: 'price. A change of one lowered what it costs.',
  ownership: 'ownership. Something that counted here belongs to others now.',
  correction: 'correction. One that was entered lowered it.',
};

const quiet = 'What to do: nothing. What recovered is not told again in this period; other thresholds are.';

const tellOne = (told: ToldRecovery): Piece[][] => {
  const movement = movementText(told);
  return [
    [fact(spentText(told)), fact(whoseText(told.budget)), ...thresholdItems(told.news)],
    [fact(`Why: ${reasons[told.cause]}`), ...(movement === undefined ? [] : [fact(movement)])],
    [fact(surenessText(told)), ...forecastText(told).map(fact), ...noteFacts([told])],
  ];
};

/** Tells people of budgets that were told over their thresholds, and are not by one cause. */
export const recoveryMessage = (all: readonly [ToldRecovery, ...ToldRecovery[]]): Message => {
  const [first] = all;
  const stands = ` ${standsText(first)}${andMore(all.length)}`;
  const { name } = first.budget;
  const body =
    all.length === 1
      ? tellOne(first)
      : [...tellMany(all), [fact(`Why: ${reasons[first.cause]}`), ...noteFacts(all)]];
  const explain = toCommand('explain', budgetQuestion(first.budget, first.period));
  return composeMessage(toSubject(name, stands), `${name}${stands}`, [
    ...body,
    [fact(quiet), command(explain)],
  ]);
};
