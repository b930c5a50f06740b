import type { CostSummary } from '#shared/domain/sumCosts.ts';
import type { TokenSums } from '#shared/tokens/sumTokens.ts';
import { percent } from './formatAmounts.ts';
import { tellOutside } from './tokens/tellOutside.ts';

const noteUncounted = ({ rows }: CostSummary): string[] => {
  const held = rows.filter(({ kind }) => kind === 'allocated');
  const seconds = held.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  const uncounted = held.reduce((sum, { traffic }) => sum + (traffic?.uncounted ?? 0), 0);
  if (uncounted === 0) return [];
  const known = percent(seconds - uncounted, seconds);
  return [`note: the invocations of ${known} of what is held are known; the cost per 1,000 is of that part`];
};

const noteTokens = (summary: CostSummary, { counts, outside }: TokenSums): string[] => {
  const known = new Set(summary.rows.map(({ component }) => component));
  const foreign = [...counts.keys()].filter((component) => !known.has(component));
  return [
    ...(outside === 0 ? [] : [`note: ${tellOutside(outside)}`]),
    ...(foreign.length === 0
      ? []
      : [`note: tokens of ${foreign.join(', ')}, which cost nothing, are left out`]),
  ];
};

/** What a reader must know beside unit costs: what was not counted, which tokens are in no figure. */
export const unitCostNotes = (summary: CostSummary, tokens: TokenSums): string[] => [
  ...noteUncounted(summary),
  ...noteTokens(summary, tokens),
];
