import { accessKind } from '#cli/access/accessKind.ts';
import { documentView } from '#cli/ask/documentView.ts';
import type { View } from '#cli/ask/view.ts';
import { budgetsKind } from '#cli/budgets/budgetsKind.ts';
import { ownersKind } from '#cli/owners/ownersKind.ts';
import { ratesKind } from '#cli/rates/ratesKind.ts';
import { accessOperation } from '#shared/api/accessOperations.ts';
import { budgetsDocumentOperation } from '#shared/api/budgetsDocumentOperations.ts';
import { ownersOperation } from '#shared/api/ownersOperations.ts';
import { ratesOperation } from '#shared/api/ratesOperations.ts';

/** What is owned, what is paid and charged, what may be spent, and who may see it. */
export const documentViews: readonly View[] = [
  documentView(ownersOperation, ownersKind),
  documentView(ratesOperation, ratesKind),
  documentView(budgetsDocumentOperation, budgetsKind),
  documentView(accessOperation, accessKind),
];
