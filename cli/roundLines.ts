import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { type Money, money, roundTogether, zeroMoney } from '#shared/domain/money.ts';
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

/**
 * Rounds lines for print: their exact total once, and every part of every line by largest remainder, so that parts add up to
 * their line and lines to the total. What has no price is left out of it.
 * @param step ledger units in the smallest printed amount.
 */
export const roundLines = (
  lines: readonly CostLine[],
  view: CostView,
  step: bigint,
): { total: bigint; lines: RoundedLine[] } => {
  const parts = lines.map((line) => (line.cost === undefined ? {} : partsOf(line, view)));
  const amounts = parts.flatMap((each) => partNames.flatMap((name) => each[name] ?? []));
  const { total, rows } = roundTogether(amounts, step);
  const rounded = rows.values();
  const next = (): bigint => rounded.next().value ?? 0n;
  return {
    total,
    lines: lines.map((line, index) => {
      const own: CostParts<bigint> = {};
      let cost = 0n;
      for (const name of partNames) {
        if (parts[index]?.[name] === undefined) continue;
        const part = next();
        own[name] = part;
        cost += part;
      }
      return { line, cost: line.cost === undefined ? undefined : cost, parts: own };
    }),
  };
};
