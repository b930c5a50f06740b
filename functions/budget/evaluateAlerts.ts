import { UpstreamError } from '#shared/domain/errors.ts';
import { closeGroups } from './closeGroups.ts';
import { type BudgetCounts, evaluateBudgets } from './evaluateBudgets.ts';
import { evaluateWatches, type WatchCounts } from './evaluateWatches.ts';
import { readFleetOnce } from './readFleetOnce.ts';
import { type AlertDeps, type AlertInput, readSituation } from './situation.ts';

export type AlertCounts = {
  budgets: BudgetCounts;
  watches: WatchCounts;
  /** Groups that are in the document no more, and whose events are still to be sent. */
  unsent: number;
};

/**
 * Evaluates all budgets, and then all watches, by what is collected by the event's time.
 * @throws UpstreamError when some group of budgets could not be evaluated; all others, and the watches, are by then.
 */
export const evaluateAlerts = async (input: AlertInput, deps: AlertDeps): Promise<AlertCounts> => {
  const own = await readFleetOnce(input.account, deps);
  const situation = await readSituation(input, own);
  const budgets = await evaluateBudgets(situation, own);
  const watches = await evaluateWatches(situation, own);
  const unsent = await closeGroups(situation, own);
  if (budgets.failed === 0) return { budgets, watches, unsent };
  throw new UpstreamError(
    'budgets.failed',
    `${budgets.failed} of the groups of budgets could not be evaluated`,
  );
};
