import { type BudgetCause, budgetCauses, type Movement } from './movement.ts';

/**
 * Why a figure rose, or fell: the cause whose part did so most, the earlier of equals in the order of `budgetCauses`. Quantity where
 * none did, as when a forecast rises because its time of the day has come.
 */
export const causeOf = (movement: Movement, need: 'rise' | 'fall'): BudgetCause => {
  const partOf = (cause: BudgetCause): bigint => (need === 'rise' ? movement[cause] : -movement[cause]);
  const [first] = budgetCauses;
  const most = budgetCauses.reduce<BudgetCause>((a, b) => (partOf(b) > partOf(a) ? b : a), first);
  return partOf(most) > 0n ? most : first;
};
