import { type SharedRow, shareIdle } from '#shared/domain/shareIdle.ts';
import type { CostReport } from './costReport.ts';
import type { CostView } from './costView.ts';

/** A report's rows as a view has them: whoever pays for idle capacity by the owners document, unless the view says otherwise. */
export const sharedRows = ({ rows, paid }: CostReport, { idle }: CostView): readonly SharedRow[] =>
  idle.kind === 'separate' ? (paid ?? shareIdle(rows, idle)) : shareIdle(rows, idle);
