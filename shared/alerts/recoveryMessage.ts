import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import type { Instant } from '#shared/domain/time.ts';
import { movementText } from './budgetFacts.ts';
import { budgetMessage } from './budgetMessage.ts';
import { budgetQuestion } from './budgetQuestion.ts';
import { command, fact, type Message, type Piece } from './message.ts';
import { toCommand } from './question.ts';
import type { ToldRecovery } from './toldBudget.ts';

const reasons: Readonly<Record<BudgetCause, string>> = {
  quantity: 'quantity. Less is held, or expected to be, than it seemed.',
  idle: 'idle. Less capacity is idle or unknown than it seemed.',
  price: 'price. A change of one lowered what it costs.',
  ownership: 'ownership. Something that counted here belongs to others now.',
  correction: 'correction. One that was entered lowered it.',
};

const quiet = 'What to do: nothing. What recovered is not told again in this period; other thresholds are.';

const detailsOf = (told: ToldRecovery): Piece[] => {
  const movement = movementText(told);
  return movement === undefined ? [] : [fact(movement)];
};

/** Tells people of budgets that were told over their thresholds, and are not by one cause. */
export const recoveryMessage = (all: readonly [ToldRecovery, ...ToldRecovery[]], now: Instant): Message => {
  const [first] = all;
  const explain = toCommand('explain', budgetQuestion(first.budget, first.period));
  const end = [fact(quiet), command(explain)];
  return budgetMessage(all, { reason: `Why: ${reasons[first.cause]}`, detailsOf, end }, now);
};
