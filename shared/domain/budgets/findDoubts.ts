import { startOfDayIn } from '#shared/domain/day.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import type { Instant } from '#shared/domain/time.ts';
import { amountFor } from './amountFor.ts';
import type { Budget } from './budget.ts';
import { periodAt } from './periodAt.ts';

/** What there is that a scope may name; a list without any name says nothing. */
export type KnownNames = { team: readonly string[]; endpoint: readonly string[] };

const doubtName = (label: keyof KnownNames, { scope }: Budget, known: KnownNames): string[] => {
  const [name, names] = [scope.get(label), known[label]];
  if (name === undefined || names.length === 0 || names.includes(name)) return [];
  const meant = findLookAlike(name, names);
  const hint = meant === undefined ? '' : ` (is ${quoteInput(meant)} meant?)`;
  return [`No ${label} ${quoteInput(name)} is known${hint}: as long as there is none, nothing counts in it.`];
};

const doubtTime = (budget: Budget, now: Instant): string[] => {
  const { period, zone } = budget;
  const range = periodAt(budget, now);
  if (range !== undefined)
    return amountFor(budget, range) === undefined
      ? ['No amount holds in the current period: it is evaluated from the first period that has one.']
      : [];
  if (period.kind !== 'custom') return [];
  return now < startOfDayIn(period.from, zone)
    ? [`Its range begins on ${period.from}: nothing of it is evaluated before.`]
    : [`Its range ended before ${period.to}: nothing of it is evaluated.`];
};

/**
 * What is right by its form, and may not be what was meant: a name that nothing has, a time that is over. It is said where a budget is
 * given, and refused nowhere: a team may be given its budget before it has anything.
 */
export const findDoubts = (budget: Budget, known: KnownNames, now: Instant): string[] =>
  budget.archived
    ? []
    : [
        ...doubtName('team', budget, known),
        ...doubtName('endpoint', budget, known),
        ...doubtTime(budget, now),
      ];
