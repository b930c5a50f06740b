import { metaNotes } from '#cli/ask/metaNotes.ts';
import { hours } from '#cli/formatAmounts.ts';
import { tellOutside } from '#cli/tokens/tellOutside.ts';
import type { UnitCostsAnswer } from '#shared/api/unitCostsOperations.ts';

const noteUncounted = ({ rows }: UnitCostsAnswer): string[] => {
  const seconds = rows.reduce((sum, { uncountedSeconds = 0 }) => sum + uncountedSeconds, 0);
  return seconds === 0
    ? []
    : [`uncounted: of ${hours(seconds)} GPU-hours nobody knows the invocations: in no cost per 1,000`];
};

/** Which tokens are in no figure. */
const noteLeftOut = ({ leftOut }: UnitCostsAnswer): string[] => {
  if (leftOut === undefined) return [];
  const { rowsOutside, componentCount, components } = leftOut;
  const more = componentCount - components.length;
  const names = `${components.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
  return [
    ...(rowsOutside === 0 ? [] : [`tokens: ${tellOutside(rowsOutside)}`]),
    ...(componentCount === 0 ? [] : [`tokens: those of ${names} are left out: no cost of them is known`]),
  ];
};

/** What a reader must know of unit costs. */
export const noteUnitCosts = (answer: UnitCostsAnswer): string[] => [
  ...metaNotes(answer.meta),
  ...noteUncounted(answer),
  ...noteLeftOut(answer),
];
