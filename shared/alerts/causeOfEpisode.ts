import type { BudgetCause } from '#shared/domain/budgets/movement.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';

/**
 * Why a thing is as a watch finds it; undefined where nobody's spend moved.
 * @param spendCause of spend, where it was found out; without one it is quantity.
 */
export const causeOfEpisode = (
  { figure }: Episode,
  spendCause: BudgetCause | undefined,
): BudgetCause | undefined => {
  switch (figure.kind) {
    case 'spend':
      return spendCause ?? 'quantity';
    case 'freeAccelerators':
      return 'quantity';
    case 'idle':
    case 'deployment':
      return 'idle';
    case 'collection':
      return undefined;
  }
};
