import type { CostLine } from './aggregateCosts.ts';
import type { CostBasis } from './costBasis.ts';
import { addMoney, type Money, money, roundTo, roundTogether, zeroMoney } from './money.ts';

/** What a held line's cost is made of: what it holds (or uses, wastes, and what is not known of it), and idle capacity it bears. */
export type PartName = 'held' | 'used' | 'waste' | 'unmeasured' | 'idle';
export type CostParts = Partial<Record<PartName, bigint>>;

/** In steps; undefined without a price. Only what is held is made of parts. */
export type RoundedLine = { line: CostLine; cost: bigint | undefined; parts: CostParts };

type HeldAndRest = { held: Money; rest: Money };

/** What a line holds itself, and the rest: the idle capacity that it bears, or all of what nobody holds. */
const splitLine = ({ kind, idle }: CostLine, cost: Money): HeldAndRest => {
  const rest = kind === 'allocated' ? (idle.cost ?? zeroMoney) : cost;
  return { held: money(cost - rest), rest };
};

const roundParts = (
  { kind, usage }: CostLine,
  { held, rest }: { held: bigint; rest: bigint },
  costBasis: CostBasis,
  step: bigint,
): CostParts => {
  if (kind !== 'allocated') return {};
  if (costBasis === 'allocation' || usage?.cost === undefined) return { held, idle: rest };
  const amounts = [usage.cost.used, usage.cost.waste, usage.cost.unmeasured];
  const [used = 0n, waste = 0n, unmeasured = 0n] = roundTo(held, amounts, step);
  return { used, waste, unmeasured, idle: rest };
};

/**
 * Rounds lines for print in two groups, so that what a team holds itself is not told otherwise because of what others leave idle:
 * what is held, and the rest (idle capacity that lines bear, and lines of what is idle, unknown or variance). The exact total is
 * rounded once (half up), and so is the exact sum of what is held; the rest gets what remains between the two. Within each group
 * amounts go by largest remainder, and what is held is used, wasted and unmeasured by largest remainder within its own. What has no
 * price is left out of the total.
 *
 * The remainder is the exact rest rounded down or up: rounding half up moves an amount by at least −½ and less than ½ a step, so
 * the difference of two amounts rounded so is less than one step from their exact difference.
 *
 * Laws: the lines add up to the rounded total; a line's parts add up to the line; every part is less than a step from what it is
 * exactly, and a line so less than two; held parts depend on what is held alone; a line's cost is the same by either basis.
 * @param step ledger units in the smallest printed amount.
 */
export const roundLines = (
  lines: readonly CostLine[],
  costBasis: CostBasis,
  step: bigint,
): { total: bigint; lines: RoundedLine[] } => {
  const priced = lines.flatMap((line) => (line.cost === undefined ? [] : [splitLine(line, line.cost)]));
  const all = addMoney(priced.flatMap(({ held, rest }) => [held, rest]));
  const { total } = roundTogether([all], step);
  const held = roundTogether(
    priced.map((each) => each.held),
    step,
  );
  const rest = roundTo(
    total - held.total,
    priced.map((each) => each.rest),
    step,
  );
  const [heldParts, restParts] = [held.rows.values(), rest.values()];
  return {
    total,
    lines: lines.map((line) => {
      if (line.cost === undefined) return { line, cost: undefined, parts: {} };
      const own = { held: heldParts.next().value ?? 0n, rest: restParts.next().value ?? 0n };
      return { line, cost: own.held + own.rest, parts: roundParts(line, own, costBasis, step) };
    }),
  };
};
