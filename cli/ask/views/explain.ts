import { renderChildren } from '#cli/ask/explain/renderChildren.ts';
import { renderParts } from '#cli/ask/explain/renderParts.ts';
import { metaNotes } from '#cli/ask/metaNotes.ts';
import { defineView } from '#cli/ask/view.ts';
import { exactDollars, hours } from '#cli/formatAmounts.ts';
import { plainText } from '#cli/plainText.ts';
import { type ExplainAnswer, explainOperation } from '#shared/api/explainOperation.ts';

const renderFigure = ({ total: { costUsd, gpuSeconds, unpricedGpuSeconds } }: ExplainAnswer): string => {
  const cost = costUsd === null ? 'no price is known' : exactDollars(costUsd);
  const unpriced =
    unpricedGpuSeconds === 0 ? '' : `, and ${hours(unpricedGpuSeconds)} GPU-hours that have no price`;
  return `${cost} for ${hours(gpuSeconds)} GPU-hours${unpriced}`;
};

const notePrices = ({ prices }: ExplainAnswer): string[] =>
  prices.map(
    ({ instanceType, endpoint, from, to, text }) =>
      `price: ${instanceType} of ${endpoint}, ${from} to ${to}: ${text}`,
  );

/** How to look one level deeper. */
const noteDeeper = ({ deepest, children }: ExplainAnswer): string[] => {
  const next = children.find(({ window }) => window !== null)?.window;
  return [`deeper: ${deepest.text}`, ...(next == null ? [] : [`deeper: ask the same with --window ${next}`])];
};

/** A figure with all its places, the calculation of each of its parts, and what it comes to in each part of its window. */
export const explainView = defineView(explainOperation, {
  examples: [
    ['--window yesterday --filter team:search', 'why a team paid what it paid'],
    ['--window 2026-05 --filter component:chat', 'a component’s May, day by day'],
    ['--window 12h --filter kind:idle+reason:stranded', 'what is stranded, hour by hour'],
    ['--window 2026-05-01T10:00:00Z,2026-05-01T10:15:00Z --depth slot', 'down to the samples'],
  ],
  render: (answer) => {
    if (answer.parts.length === 0) {
      const notes = metaNotes(answer.meta).map(plainText);
      return `There are no costs in this window to explain.\n\n${notes.join('\n')}`;
    }
    const notes = [...notePrices(answer), ...noteDeeper(answer), ...metaNotes(answer.meta)];
    return [
      renderFigure(answer),
      renderParts(answer.parts),
      renderChildren(answer),
      notes.map(plainText).join('\n'),
    ].join('\n\n');
  },
});
