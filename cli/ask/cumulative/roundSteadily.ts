import { type Money, roundTogether } from '#shared/domain/money.ts';

/** An amount that runs on, and what it is rounded to, in steps. */
export type Running = { exact: Money; steps: bigint };

const floorDivide = (amount: bigint, step: bigint): bigint => {
  const quotient = amount / step;
  return amount % step < 0n ? quotient - 1n : quotient;
};

/** Raised first is what would otherwise fall, and last what would otherwise rise without a reason. */
const rank = (floor: bigint, exact: Money, before: Running | undefined): number => {
  if (before === undefined || exact < before.exact) return 1;
  if (floor < before.steps) return 0;
  return exact === before.exact ? 2 : 1;
};

/**
 * Rounds amounts of one time, by name, so that they add up to their rounded total, by largest remainder; but of what runs on from a
 * time before, nothing seems to fall where it does not, and nothing to rise where it stays, as far as the others have room for that.
 * Law: every amount goes to one of the two steps that it lies between.
 */
export const roundSteadily = (
  amounts: ReadonlyMap<string, Money>,
  before: ReadonlyMap<string, Running>,
  step: bigint,
): { total: bigint; rows: Map<string, Running> } => {
  const { total } = roundTogether([...amounts.values()], step);
  const lines = [...amounts].map(([name, exact]) => {
    const floor = floorDivide(exact, step);
    return { name, exact, floor, above: exact - floor * step, rank: rank(floor, exact, before.get(name)) };
  });
  const left = Number(total - lines.reduce((sum, { floor }) => sum + floor, 0n));
  const inOrder = lines
    .filter(({ above }) => above > 0n)
    .toSorted((a, b) => a.rank - b.rank || (a.above === b.above ? 0 : a.above > b.above ? -1 : 1));
  const raised = new Set(inOrder.slice(0, left).map(({ name }) => name));
  const rows = lines.map(({ name, exact, floor }) => {
    return [name, { exact, steps: floor + (raised.has(name) ? 1n : 0n) }] as const;
  });
  return { total, rows: new Map(rows) };
};
