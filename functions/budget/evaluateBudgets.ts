import { alertGroupOf } from '#shared/domain/budgets/alertGroupOf.ts';
import { ConflictError } from '#shared/domain/errors.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import { evaluateGroup, type GroupCounts } from './evaluateGroup.ts';
import { keepAndSend } from './keepAndSend.ts';
import { readFigures, readingsOf } from './readFigures.ts';
import { type AlertDeps, bringUpToDate, catchUp, type Situation } from './situation.ts';

export type BudgetCounts = GroupCounts & {
  /** Groups whose events are still to be sent. */
  unsent: number;
  /** Groups that could not be evaluated. */
  failed: number;
};

/** Groups that are kept and sent side by side. */
const concurrency = 8;

/**
 * Evaluates every budget by what is collected by the event's time: where each of its thresholds stands, and what is to be told, which
 * is sent on the bus. A group's state is kept with the events to be sent, in one put, before they are sent, and marked afterwards:
 * every event goes out at least once and always with the same id.
 *
 * Law: done again with nothing new it tells nothing.
 * @throws ConflictError when others come between again and again.
 */
export const evaluateBudgets = async (given: Situation, deps: AlertDeps): Promise<BudgetCounts> => {
  const sum: BudgetCounts = { budgets: 0, crossed: 0, recovered: 0, events: 0, unsent: 0, failed: 0 };
  const done = new Set<string>();
  let known = given;
  const evaluate = async (): Promise<void> => {
    const byGroup = Map.groupBy(known.document.budgets, alertGroupOf);
    const left = [...byGroup.keys()].filter((name) => !done.has(name));
    const groups = await deps.alerts.readGroups(left);
    const newer = await bringUpToDate(known, deps);
    if (newer !== known) {
      known = newer;
      return evaluate();
    }
    const situation = catchUp(known, groups);
    const budgets = left.flatMap((name) => byGroup.get(name) ?? []);
    const figured = await readFigures(readingsOf(budgets, groups, situation.eventTime), situation, deps);
    let conflict: ConflictError | undefined;
    await eachConcurrently(groups, concurrency, async (before) => {
      const own = byGroup.get(before.name) ?? [];
      try {
        const { group, counts } = await evaluateGroup(before, own, figured, situation, deps);
        if (!(await keepAndSend(before, group, deps))) sum.unsent += 1;
        for (const name of ['budgets', 'crossed', 'recovered', 'events'] as const) sum[name] += counts[name];
        done.add(before.name);
      } catch (error) {
        if (error instanceof ConflictError) {
          conflict = error;
          return;
        }
        // One group, such as one that has grown beyond what an item holds, does not silence the others.
        deps.onFailed(before.name, error);
        sum.failed += 1;
        done.add(before.name);
      }
    });
    // Only when the others are kept: none is evaluated twice at once.
    if (conflict !== undefined) throw conflict;
  };
  // Whoever comes between, another evaluation or a snooze, changes what figures are told from: they are read anew.
  await retryConflicts(evaluate);
  return sum;
};
