import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import type { IdleReason } from '#shared/domain/idleReason.ts';
import type { Money } from '#shared/domain/money.ts';
import { after, floorTo, formatInstant, type Instant } from '#shared/domain/time.ts';
import { movementText } from './budgetFacts.ts';
import { budgetMessage } from './budgetMessage.ts';
import { budgetQuestion } from './budgetQuestion.ts';
import { idlePieces } from './idlePieces.ts';
import { command, fact, type Message, type Piece } from './message.ts';
import { moverPieces } from './moverPieces.ts';
import { toCommand } from './question.ts';
import type { ToldCrossing } from './toldBudget.ts';

const causeWords: Readonly<Record<BudgetCause, string>> = {
  quantity: 'quantity. It is capacity held over time, not a price, an owner or a correction.',
  idle: 'idle. It is capacity that nobody holds, or of which nothing is known.',
  price: 'price. One changed, or became known.',
  ownership: 'ownership. Something that belonged to others counts here now.',
  correction: 'correction. One was entered for time that is over.',
};

const advice: Readonly<Record<BudgetCause, string>> = {
  quantity: 'What to do: see who holds it, scale in what is not needed, or ask finance for a higher amount.',
  idle: 'What to do: see where it is idle, and place copies there or run fewer instances.',
  price: 'What to do: check the price in the rates document; if it is right, the amount may have to follow.',
  ownership: 'What to do: check who owns it by the owners document; if it is right, move the amount along.',
  correction: 'What to do: check the correction; if it is right, the amount may have to follow.',
};

const snoozeSeconds = 86_400;

/** What to look at for a cause, most telling first. */
const commandsFor = ({ budget, period, cause }: ToldCrossing): string[][] => {
  const question = budgetQuestion(budget, period);
  const costs = (...more: [string, string][]): string[] => toCommand('costs', [...question, ...more]);
  const look: Readonly<Record<BudgetCause, string[]>> = {
    quantity: costs(['aggregate', 'component,endpoint'], ['sort', '-cost'], ['top', '10']),
    idle: costs(['aggregate', 'endpoint'], ['sort', '-cost']),
    price: ['tenner', 'rates'],
    ownership: ['tenner', 'owners'],
    correction: costs(['step', 'day']),
  };
  return [toCommand('explain', question), look[cause]];
};

const snooze = (name: string, now: Instant): string[] => [
  'tenner',
  'budgets',
  'snooze',
  name,
  '--until',
  formatInstant(floorTo(after(now, snoozeSeconds), 3_600)),
  '--why',
  'looked at by whom',
];

const whyIdle = (byReason: ReadonlyMap<IdleReason, Money>): Piece[] => {
  const reasons = idlePieces(byReason, 2);
  return reasons.length === 0 ? [] : [fact('Why it is idle, and what would mend that:'), ...reasons];
};

/** What moved, and why capacity is idle where that is the cause. */
const detailsOf = (told: ToldCrossing): Piece[] => {
  const { cause, movers, idleByReason } = told;
  const movement = movementText(told);
  return [
    ...(movement === undefined ? [] : [fact(movement)]),
    ...moverPieces(movers),
    ...(cause === 'idle' && idleByReason !== undefined ? whyIdle(idleByReason) : []),
  ];
};

/** Tells people of budgets whose thresholds were crossed by one cause, the most telling first. */
export const crossingMessage = (all: readonly [ToldCrossing, ...ToldCrossing[]], now: Instant): Message => {
  const [first] = all;
  const { name } = first.budget;
  const commands = [...commandsFor(first), snooze(name, now)];
  const end = [
    fact(advice[first.cause]),
    ...commands.map(command),
    ...(all.length === 1 ? [] : [fact(`That is for ${name}; tenner budgets shows how the others stand.`)]),
  ];
  return budgetMessage(all, { reason: `Cause: ${causeWords[first.cause]}`, detailsOf, end }, now);
};
