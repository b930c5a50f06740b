import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { type Money, money, roundTo, roundTogether, zeroMoney } from '#shared/domain/money.ts';
import type { CostView } from './costView.ts';

/** What a line's cost is made of: what it holds (or uses, wastes, and what is not known of it), and idle capacity it bears. */
export const partNames = ['held', 'used', 'waste', 'unmeasured', 'idle'] as const;
export type PartName = (typeof partNames)[number];
export type CostParts<Amount> = Partial<Record<PartName, Amount>>;

/** In steps; undefined without a price. */
export type RoundedLine = { line: CostLine; cost: bigint | undefined; parts: CostParts<bigint> };

/** The parts of a priced line; they add up to its cost. */
const partsOf = ({ cost, usage, idle }: CostLine, { costBasis }: CostView): CostParts<Money> => {
  const borne = idle.cost ?? zeroMoney;
  const held = money((cost ?? zeroMoney) - borne);
  return costBasis === 'usage' && usage?.cost !== undefined
    ? { ...usage.cost, idle: borne }
    : { held, idle: borne };
};

const roundParts = (line: CostLine, cost: bigint, view: CostView, step: bigint): CostParts<bigint> => {
  const parts = partsOf(line, view);
  const names = partNames.filter((name) => parts[name] !== undefined);
  const amounts = names.map((name) => parts[name] ?? zeroMoney);
  const rounded = roundTo(cost, amounts, step);
  return Object.fromEntries(names.map((name, index) => [name, rounded[index] ?? 0n]));
};

/**
 * Rounds lines for print: their exact total once, then the lines, which add up to it, and the parts of each line, which add up
 * to that; each by largest remainder, so that a line is the same whatever it is shown to be made of. What has no price is left
 * out of the total.
 * @param step ledger units in the smallest printed amount.
 */
export const roundLines = (
  lines: readonly CostLine[],
  view: CostView,
  step: bigint,
): { total: bigint; lines: RoundedLine[] } => {
  const { total, rows } = roundTogether(
    lines.flatMap(({ cost }) => cost ?? []),
    step,
  );
  const costs = rows.values();
  return {
    total,
    lines: lines.map((line) => {
      if (line.cost === undefined) return { line, cost: undefined, parts: {} };
      const cost = costs.next().value ?? 0n;
      return { line, cost, parts: roundParts(line, cost, view, step) };
    }),
  };
};
