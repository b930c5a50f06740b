import { alignDecimals } from '#cli/alignDecimals.ts';
import { stepCells } from '#cli/ask/costs/stepCells.ts';
import { exactDollars, hours, percent } from '#cli/formatAmounts.ts';
import { renderTable } from '#cli/renderTable.ts';
import type { ExplainedChild } from '#shared/api/explainedChild.ts';
import type { ExplainAnswer } from '#shared/api/explainOperation.ts';
import { withCommas } from '#shared/domain/amountText.ts';

/** What a row at the deepest level is of. */
const sourceOf = ({ text, kind, reason, component }: ExplainedChild): string =>
  text ?? [kind, reason, component].filter((each) => each != null).join(', ');

const costOf = ({ costUsd }: ExplainedChild): string =>
  costUsd === null ? 'unpriced' : exactDollars(costUsd);

/** What a figure comes to in each part of its window; at the deepest level by one series of samples after the other. */
export const renderChildren = ({ depth, children, meta }: ExplainAnswer): string => {
  const isDeepest = depth === 'slot';
  const froms = stepCells(
    children.map(({ from }) => from),
    meta.window.zone,
  );
  const costs = alignDecimals(children.map(costOf));
  const cells = children.map((child, index) => [
    froms[index] ?? '',
    ...(isDeepest ? [sourceOf(child)] : [child.state]),
    isDeepest ? withCommas(`${child.gpuSeconds}`) : hours(child.gpuSeconds),
    ...(isDeepest ? [] : [child.evidence === null ? '–' : percent(child.completeness, 1)]),
    costs[index] ?? '',
  ]);
  const head = isDeepest
    ? ['FROM', 'SAMPLES', 'GPU-SECONDS', 'COST']
    : ['FROM', 'STATE', 'GPU-HOURS', 'SEEN', 'COST'];
  return renderTable(head, cells, 2);
};
