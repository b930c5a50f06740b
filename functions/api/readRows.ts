import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import { readCosts } from '#shared/costs/readCosts.ts';
import { type CostFacts, createCostTally, isInScope, type Scope } from '#shared/costs/tallyCosts.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { Window } from '#shared/domain/window.ts';
import type { ApiDeps } from './deps.ts';

/** Reads the rows of a window that somebody may see, and what is known of them. */
export const readRows = async (
  question: Omit<CostQuestion, 'steps'>,
  window: Window,
  scope: Scope,
  deps: ApiDeps,
): Promise<{ rows: SharedRow[]; facts: CostFacts }> => {
  const rows: SharedRow[] = [];
  const tally = createCostTally([], scope, () => true);
  await readCosts({ ...question, steps: [window] }, deps, (group) => {
    tally.add(group);
    rows.push(...group.rows.filter((row) => isInScope(row, scope)));
  });
  return { rows, facts: tally.facts() };
};
