import { FaultyRequestError } from '#shared/api/fault.ts';
import type { viewParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import { readCosts } from '#shared/costs/readCosts.ts';
import { type CostFacts, createCostTally, type Scope } from '#shared/costs/tallyCosts.ts';
import type { Identity } from '#shared/domain/access.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { ApiDeps } from './deps.ts';
import { watchNames } from './namesIn.ts';
import { isWantedBy, rowLabel } from './toCostQuestion.ts';

/** More than any fleet has; each stands in memory. */
const mostRows = 500_000;

/** What is held, of all that the asker may see, and which of it is asked for. */
export type HeldRows = {
  rows: SharedRow[];
  isWanted(row: SharedRow): boolean;
  facts: CostFacts;
  scope: Scope;
};

/**
 * Reads what is held of what the asker may see: all of it, because tokens go to rows before some of them are chosen.
 * @throws NotFoundError when nothing that is asked for is found and the filter names what is nowhere.
 * @throws FaultyRequestError when there are too many rows.
 */
export const readHeldRows = async (
  question: CostQuestion,
  view: QueryRead<typeof viewParams>['values'],
  identity: Identity,
  deps: ApiDeps,
): Promise<HeldRows> => {
  const scope = scopeOf(identity);
  const names = watchNames(view.filter, rowLabel, identity, deps);
  const isWanted = isWantedBy(view);
  const rows: SharedRow[] = [];
  const tally = createCostTally([], scope, (row) => {
    names.see(row);
    if (row.kind === 'allocated') rows.push(row);
    return isWanted(row);
  });
  await readCosts(question, deps, tally.add);
  await names.refuseUnknown(tally.lines().length === 0);
  if (rows.length > mostRows) {
    const detail = `holds ${rows.length} rows, more than ${mostRows}; expected a shorter one`;
    throw new FaultyRequestError([{ parameter: 'window', detail }]);
  }
  return { rows, isWanted, facts: tally.facts(), scope };
};
