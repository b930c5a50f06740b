import { FaultyRequestError } from '#shared/api/fault.ts';
import type { viewParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import { type CostGroup, readCosts } from '#shared/costs/readCosts.ts';
import { type CostFacts, createCostTally, type Scope, type StepLine } from '#shared/costs/tallyCosts.ts';
import type { Identity } from '#shared/domain/access.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { Window } from '#shared/domain/window.ts';
import type { ApiDeps } from './deps.ts';
import { watchNames } from './namesIn.ts';
import { isWantedBy, rowLabel } from './toCostQuestion.ts';

/** Keys of the tags that are recorded, of whatever bears them. */
export const recordedTags = ({ tags }: Owners): string[] => [...new Set(Object.values(tags).flat())];

/** More than anybody reads; each stands in memory while it is put in order. */
const mostLines = 200_000;

/** The lines of a question, in no order, and what is known of them. */
export type ReadLines = { lines: StepLine[]; facts: CostFacts; scope: Scope };

/**
 * Reads what a question asks for, of the rows that the asker may see.
 * @throws NotFoundError when nothing is found and the filter names what is nowhere.
 * @throws FaultyRequestError when there are too many lines.
 */
export const readLines = async (
  question: Omit<CostQuestion, 'steps'>,
  view: QueryRead<typeof viewParams>['values'],
  { steps, isAccumulated = false }: { steps: readonly Window[]; isAccumulated?: boolean },
  identity: Identity,
  deps: ApiDeps,
): Promise<ReadLines> => {
  const scope = scopeOf(identity);
  const names = watchNames(view.filter, rowLabel, identity, deps);
  const isWanted = isWantedBy(view);
  const tally = createCostTally(view.aggregate ?? [], scope, (row) => {
    names.see(row);
    return isWanted(row);
  });
  const toOne = (group: CostGroup): CostGroup => ({ ...group, step: 0 });
  await readCosts({ ...question, steps }, deps, (group) => tally.add(isAccumulated ? toOne(group) : group));
  const lines = tally.lines();
  await names.refuseUnknown(lines.length === 0);
  if (lines.length > mostLines) {
    const detail = `would make ${lines.length} rows, more than ${mostLines}; expected fewer labels, a coarser step or a filter`;
    throw new FaultyRequestError([{ parameter: 'aggregate', detail }]);
  }
  return { lines, facts: tally.facts(), scope };
};
