import { parseBudgets } from '#shared/budgets/parseBudgets.ts';
import { noBudgets } from '#shared/domain/budgets/budgetsDocument.ts';
import { instant } from '#shared/domain/time.ts';
import type { Budgeting } from './budgeting.ts';
import { createDocumentHistory } from './documentHistory.ts';

/** One document of budgets that is in force all the time. */
export const givenBudgets = (document: object): Budgeting => {
  const edge = instant(0);
  const documents = [parseBudgets(JSON.stringify(document))];
  return {
    ...createDocumentHistory(noBudgets, [{ time: 0, edge }], documents, () => undefined),
    snoozes: [],
  };
};
