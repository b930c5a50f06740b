import { closeGroups } from './closeGroups.ts';
import { type BudgetCounts, evaluateBudgets } from './evaluateBudgets.ts';
import { evaluateWatches, type WatchCounts } from './evaluateWatches.ts';
import { type AlertDeps, type AlertInput, readSituation } from './situation.ts';

export type AlertCounts = {
  budgets: BudgetCounts;
  watches: WatchCounts;
  /** Groups that are in the document no more, and whose events are still to be sent. */
  unsent: number;
};

/** Evaluates all budgets, and then all watches, by what is collected by the event's time. */
export const evaluateAlerts = async (input: AlertInput, deps: AlertDeps): Promise<AlertCounts> => {
  const situation = await readSituation(input, deps);
  return {
    budgets: await evaluateBudgets(situation, deps),
    watches: await evaluateWatches(situation, deps),
    unsent: await closeGroups(situation, deps),
  };
};
