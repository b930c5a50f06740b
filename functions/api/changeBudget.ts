import { isDeepStrictEqual } from 'node:util';
import type { BudgetChangeAnswer } from '#shared/api/budgetOperations.ts';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import { budgetsForm } from '#shared/budgets/budgetsForm.ts';
import { compareBudgets } from '#shared/budgets/compareBudgets.ts';
import { readKnownNames } from '#shared/budgets/readKnownNames.ts';
import { readStandings } from '#shared/budgets/readStandings.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import { noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import { findDoubts } from '#shared/domain/budgets/findDoubts.ts';
import type { Instant } from '#shared/domain/time.ts';
import { retryConflicts } from '#shared/ledger/retryConflicts.ts';
import type { ApiDeps } from './deps.ts';
import { readDocument, toDocumentText } from './readDocument.ts';
import { isOutdated } from './replaceSetting.ts';
import { toBudgetStanding } from './toBudgetStanding.ts';
import {
  placeIn,
  readWritten,
  type WrittenBudget,
  type WrittenBudgets,
  withBudget,
} from './writtenBudgets.ts';

/** What is wrong with one budget stands in the body under `budget`, wherever in the document that is. */
const inBody = ({ pointer = '', ...fault }: Fault, place: number): Fault => {
  const whole = `/document/budgets/${place}`;
  const within = pointer.startsWith(`${whole}/`) ? pointer.slice(whole.length) : '';
  return { ...fault, pointer: `/budget${within}` };
};

/** One budget as it is to be, and why. */
export type BudgetEdit = {
  who: string;
  at: Instant;
  note: string;
  /** The version of the document that it is made on; `latest` for whichever is in force, undefined for one that never was. */
  replaces: number | 'latest' | undefined;
  /** @param document as it was written. */
  budgetOf(document: WrittenBudgets): WrittenBudget;
};

const already = 'It is so already: nothing is changed.';
const sameMeaning = 'It says the same as before: nothing is told anew.';

/**
 * Puts a version of the budgets document in force in which one budget is another, and tells what that does. The document that is in
 * force already is no new version.
 *
 * @param faults that were found before.
 * @throws FaultyRequestError with every fault of the budget.
 * @throws PreconditionError when another version is in force.
 */
export const changeBudget = (
  { replaces, budgetOf, ...change }: BudgetEdit,
  faults: readonly Fault[],
  deps: Pick<ApiDeps, 'account' | 'budgets' | 'alerts' | 'owners' | 'records'>,
): Promise<BudgetChangeAnswer> =>
  // Who loses against another reads what is in force then: it may be the same, sent twice.
  retryConflicts(async () => {
    const { budgets, alerts } = deps;
    const latest = await budgets.readLatest();
    const { version: inForce, document: old } = latest ?? { version: 0, document: noBudgets };
    const before = readWritten(latest);
    const budget = budgetOf(before);
    const after = withBudget(before, budget);
    const found: Fault[] = [];
    const document = readDocument(budgetsForm, after, found);
    const all = [...faults, ...found.map((fault) => inBody(fault, placeIn(before, budget.name)))];
    const own = document?.budgets.find(({ name }) => name === budget.name);
    if (document === undefined || own === undefined || all.length > 0) throw new FaultyRequestError(all);
    const stateOf = await readStandings([...old.budgets, own], alerts);
    const tell = (version: number, effects: readonly string[]): BudgetChangeAnswer => ({
      version,
      budget: toBudgetStanding(own, stateOf(own), change.at),
      effects: [...effects],
    });
    if (isDeepStrictEqual(before, after)) return tell(inForce, [already]);
    if (replaces !== 'latest' && replaces !== inForce) throw isOutdated(budgetsForm.name, inForce);
    const known = await readKnownNames(deps);
    const doubtsOf = (each: Budget) => findDoubts(each, known, change.at);
    const effects = compareBudgets(old, document, stateOf, doubtsOf).flatMap((each) => each.effects);
    const { version } = await budgets.put({ ...change, text: toDocumentText(after) }, inForce);
    return tell(version, effects.length === 0 ? [sameMeaning] : effects);
  });
