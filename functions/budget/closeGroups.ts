import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { watchesInForce } from '#shared/domain/watches/defaultWatches.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import { keepAndSend } from './keepAndSend.ts';
import { type AlertDeps, bringUpToDate, type Situation } from './situation.ts';
import { watchGroup } from './watchGroup.ts';

const groupsOf = ({ budgets, watches }: BudgetsDocument): Set<string> =>
  new Set([...budgets.map(alertGroupOf), ...watchesInForce(watches).map(({ name }) => watchGroup(name))]);

/**
 * Brings to its end what the document names no more: events that its groups had made are sent all the same, and its budgets are
 * forgotten. What a watch has raised stays, for when it is there again.
 *
 * @returns groups whose events are still to be sent.
 * @throws ConflictError when others come between again and again.
 */
export const closeGroups = async (given: Situation, deps: AlertDeps): Promise<number> => {
  let known = given;
  let unsent = 0;
  const close = async (): Promise<void> => {
    const listed = await deps.alerts.listGroups();
    const inForce = groupsOf(known.document);
    const groups = await deps.alerts.readGroups(listed.filter((name) => !inForce.has(name)));
    const newer = await bringUpToDate(known, deps);
    if (newer !== known) {
      known = newer;
      return close();
    }
    unsent = 0;
    for (const before of groups)
      if (!(await keepAndSend(before, { ...before, budgets: new Map() }, deps))) unsent += 1;
  };
  await retryConflicts(close);
  return unsent;
};
