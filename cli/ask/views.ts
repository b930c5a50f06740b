import type { View } from './view.ts';
import { costsView } from './views/costs.ts';
import { explainView } from './views/explain.ts';
import { healthView } from './views/health.ts';

/** Commands that show answers in a form of their own; every other operation has a command that shows them by `renderAnswer`. */
export const views: readonly View[] = [costsView, explainView, healthView];
