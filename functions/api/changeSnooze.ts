import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetState, Snooze } from '#shared/domain/budgets/budgetState.ts';
import { carryState } from '#shared/domain/budgets/carryState.ts';
import type { Instant } from '#shared/domain/time.ts';
import { emptyGroup } from '#shared/ledger/alertItem.ts';
import type { Alerts } from '#shared/ledger/createAlerts.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';

/** Whether there is something to write: the end of a snooze that there is none of is not. */
const isNew = (old: Snooze | undefined, snooze: Snooze | undefined): boolean =>
  old?.until !== snooze?.until || old?.who !== snooze?.who || old?.why !== snooze?.why;

/**
 * Puts a snooze into how a budget stands, or takes it out, beside whatever is evaluated meanwhile.
 * @returns how the budget stands; undefined where nobody has evaluated it, and it is not snoozed.
 */
export const changeSnooze = (
  budget: Budget,
  snooze: Snooze | undefined,
  now: Instant,
  { readGroups, putGroup }: Pick<Alerts, 'readGroups' | 'putGroup'>,
): Promise<BudgetState | undefined> =>
  retryConflicts(async () => {
    const name = alertGroupOf(budget);
    const [group = emptyGroup(name)] = await readGroups([name]);
    const old = group.budgets.get(budget.name);
    if (!isNew(old?.snooze, snooze)) return old;
    const state = { ...(old ?? carryState(budget, undefined, now)), snooze };
    await putGroup({ ...group, budgets: new Map(group.budgets).set(budget.name, state) }, group.version);
    return state;
  });
