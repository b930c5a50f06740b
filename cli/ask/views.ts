import type { View } from './view.ts';
import { allocationsView } from './views/allocations.ts';
import { budgetsView, budgetView } from './views/budgets.ts';
import { capacityView } from './views/capacity.ts';
import { changesView } from './views/changes.ts';
import { costsView } from './views/costs.ts';
import { cumulativeView } from './views/cumulative.ts';
import { descriptionView } from './views/description.ts';
import { documentViews } from './views/documents.ts';
import { explainView } from './views/explain.ts';
import { healthView } from './views/health.ts';
import { statementsView } from './views/statements.ts';
import { unitCostsView } from './views/unitCosts.ts';
import { utilizationView } from './views/utilization.ts';

/** Commands that show answers in a form of their own; every other operation has a command that shows them by `renderAnswer`. */
export const views: readonly View[] = [
  costsView,
  cumulativeView,
  changesView,
  explainView,
  unitCostsView,
  capacityView,
  allocationsView,
  utilizationView,
  budgetsView,
  budgetView,
  statementsView,
  ...documentViews,
  healthView,
  descriptionView,
];
