import { answerAccess, answerReplaceAccess } from './answerAccess.ts';
import { answerAllocationChanges } from './answerAllocationChanges.ts';
import { answerBudget } from './answerBudget.ts';
import { answerArchiveBudget, answerPutBudget } from './answerBudgetChanges.ts';
import { answerBudgets } from './answerBudgets.ts';
import { answerBudgetsDocument, answerCheckBudgets, answerReplaceBudgets } from './answerBudgetsDocument.ts';
import { answerCapacity } from './answerCapacity.ts';
import { answerChanges } from './answerChanges.ts';
import { answerCosts } from './answerCosts.ts';
import { answerCumulative } from './answerCumulative.ts';
import { answerDescription } from './answerDescription.ts';
import { answerDocs } from './answerDocs.ts';
import { answerExplain } from './answerExplain.ts';
import { answerHealth } from './answerHealth.ts';
import { answerCheckOwners, answerOwners, answerReplaceOwners } from './answerOwners.ts';
import { answerCheckRates, answerRates, answerReplaceRates } from './answerRates.ts';
import { answerSnoozeBudget, answerWakeBudget } from './answerSnoozes.ts';
import { answerStatements } from './answerStatements.ts';
import { answerTokenCosts, answerUnitCosts } from './answerUnitCosts.ts';
import { answerUtilization } from './answerUtilization.ts';
import type { Route } from './route.ts';

/** What answers each operation. */
export const routes: readonly Route[] = [
  answerCosts,
  answerCumulative,
  answerChanges,
  ...[answerUnitCosts, answerTokenCosts],
  answerExplain,
  answerCapacity,
  answerAllocationChanges,
  answerUtilization,
  ...[answerBudgets, answerBudget, answerPutBudget, answerArchiveBudget],
  ...[answerSnoozeBudget, answerWakeBudget],
  ...[answerBudgetsDocument, answerReplaceBudgets, answerCheckBudgets],
  answerStatements,
  ...[answerOwners, answerReplaceOwners, answerCheckOwners],
  ...[answerRates, answerReplaceRates, answerCheckRates],
  ...[answerAccess, answerReplaceAccess],
  answerHealth,
  answerDescription,
  answerDocs,
];
