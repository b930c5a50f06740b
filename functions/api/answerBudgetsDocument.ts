import {
  budgetsDocumentOperation,
  checkBudgetsOperation,
  replaceBudgetsOperation,
} from '#shared/api/budgetsDocumentOperations.ts';
import { FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { type BudgetChange, compareBudgets } from '#shared/budgets/compareBudgets.ts';
import { readKnownNames } from '#shared/budgets/readKnownNames.ts';
import { readStandings } from '#shared/budgets/readStandings.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import { findDoubts } from '#shared/domain/budgets/findDoubts.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { ApiDeps } from './deps.ts';
import { readDocument } from './readDocument.ts';
import { replaceSetting } from './replaceSetting.ts';
import { defineRoute } from './route.ts';
import { showSetting } from './showSetting.ts';

const compareWithInForce = async (
  document: BudgetsDocument,
  now: Instant,
  deps: Pick<ApiDeps, 'account' | 'budgets' | 'alerts' | 'owners' | 'records'>,
): Promise<BudgetChange[]> => {
  const { document: before } = await deps.budgets.readInForce();
  const [known, stateOf] = [await readKnownNames(deps), await readStandings(before.budgets, deps.alerts)];
  return compareBudgets(before, document, stateOf, (budget) => findDoubts(budget, known, now));
};

const toChanges = (changes: readonly BudgetChange[]) =>
  changes.map(({ effects, ...change }) => ({ ...change, effects: [...effects] }));

/** The budgets document as it is. */
export const answerBudgetsDocument = defineRoute(budgetsDocumentOperation, async ({ query }, { budgets }) =>
  showSetting(budgetsForm.name, budgets, requireValues(query).version),
);

/** A new one in its place. */
export const answerReplaceBudgets = defineRoute(replaceBudgetsOperation, async (asked, deps) => {
  // Before it is in force; whatever is wrong with it is said by what puts it there.
  const document = readDocument(budgetsForm, asked.body.document, []);
  const changes = document === undefined ? [] : await compareWithInForce(document, asked.now, deps);
  const { body, ...answer } = await replaceSetting(budgetsForm, deps.budgets, asked);
  return { ...answer, body: { ...body, changes: toChanges(changes) } };
});

/** What one would make of the budgets that there are. */
export const answerCheckBudgets = defineRoute(checkBudgetsOperation, async ({ query, body, now }, deps) => {
  const document = readDocument(budgetsForm, body.document, query.faults);
  requireValues(query);
  if (document === undefined) throw new FaultyRequestError(query.faults);
  const changes = await compareWithInForce(document, now, deps);
  const touched = changes.filter(({ change }) => change !== 'removed').length;
  return { body: { changes: toChanges(changes), unchanged: document.budgets.length - touched } };
});
