import { accessOperation, replaceAccessOperation } from './accessOperations.ts';
import { allocationChangesOperation } from './allocationChangesOperation.ts';
import {
  archiveBudgetOperation,
  budgetOperation,
  putBudgetOperation,
  snoozeBudgetOperation,
  wakeBudgetOperation,
} from './budgetOperations.ts';
import {
  budgetsDocumentOperation,
  checkBudgetsOperation,
  replaceBudgetsOperation,
} from './budgetsDocumentOperations.ts';
import { budgetsOperation } from './budgetsOperation.ts';
import { capacityOperation } from './capacityOperation.ts';
import { changesOperation } from './changesOperation.ts';
import { costsOperation } from './costsOperation.ts';
import { cumulativeOperation } from './cumulativeOperation.ts';
import { descriptionOperation } from './descriptionOperation.ts';
import { docsOperation } from './docsOperation.ts';
import { explainOperation } from './explainOperation.ts';
import { healthOperation } from './healthOperation.ts';
import type { Operation } from './operation.ts';
import { checkOwnersOperation, ownersOperation, replaceOwnersOperation } from './ownersOperations.ts';
import { checkRatesOperation, ratesOperation, replaceRatesOperation } from './ratesOperations.ts';
import { statementsOperation } from './statementsOperation.ts';
import { tokenCostsOperation, unitCostsOperation } from './unitCostsOperations.ts';
import { utilizationOperation } from './utilizationOperation.ts';

/** Everything that can be asked, in the order of the document. */
export const operations: readonly Operation[] = [
  costsOperation,
  cumulativeOperation,
  changesOperation,
  ...[unitCostsOperation, tokenCostsOperation],
  explainOperation,
  capacityOperation,
  allocationChangesOperation,
  utilizationOperation,
  ...[budgetsOperation, budgetOperation, putBudgetOperation, archiveBudgetOperation],
  ...[snoozeBudgetOperation, wakeBudgetOperation],
  ...[budgetsDocumentOperation, replaceBudgetsOperation, checkBudgetsOperation],
  statementsOperation,
  ...[ownersOperation, replaceOwnersOperation, checkOwnersOperation],
  ...[ratesOperation, replaceRatesOperation, checkRatesOperation],
  ...[accessOperation, replaceAccessOperation],
  healthOperation,
  descriptionOperation,
  docsOperation,
];
