import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { movementText, scopeText, spentText, surenessText } from './budgetFacts.ts';
import { standsText } from './budgetHeadline.ts';
import { fact, item, type Piece } from './message.ts';
import { moverSentence } from './moverPieces.ts';
import type { Told } from './toldBudget.ts';

/** Of so many all is told, of so many more how they stand. */
const mostInFull = 2;
const mostInShort = 4;

/** What comes after how the first one stands: `, and 2 more`. */
export const andMore = (count: number): string => (count === 1 ? '' : `, and ${count - 1} more`);

const headlineOf = (told: Told<Crossing | Recovery>): string => `${told.budget.name} ${standsText(told)}`;

const detailsOf = (told: Told<Crossing | Recovery>): string[] => {
  const movement = movementText(told);
  return [
    spentText(told),
    ...(movement === undefined ? [] : [movement]),
    ...moverSentence(told.movers),
    surenessText(told),
  ];
};

const tellInFull = (told: Told<Crossing | Recovery>): Piece[] => [
  fact(
    `${headlineOf(told)}: ${told.news.map(({ key }) => key).join(', ')}. Whose: ${scopeText(told.budget)}.`,
  ),
  ...detailsOf(told).map(item),
];

/** Several budgets, the first in full and the others in short. */
export const tellMany = (all: readonly Told<Crossing | Recovery>[]): Piece[][] => {
  const short = all.slice(mostInFull, mostInFull + mostInShort);
  const left = all.length - mostInFull - short.length;
  return [
    ...all.slice(0, mostInFull).map(tellInFull),
    [
      ...short.map((each) => item(`${headlineOf(each)}. Whose: ${scopeText(each.budget)}.`)),
      ...(left <= 0 ? [] : [item(`and ${left} more budgets, which tenner budgets lists`)]),
    ],
  ];
};
