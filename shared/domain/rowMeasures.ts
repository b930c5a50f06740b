import { allocate } from './allocate.ts';
import { addMeasures, type Measure } from './measure.ts';
import { type Money, money, zeroMoney } from './money.ts';
import { type Ratio, wholeRatio } from './ratio.ts';
import { ownSecondsOf, type SharedRow } from './shareIdle.ts';
import type { Tokens, TokenWeights } from './tokens.ts';

/** What a row's cost can be told per unit of; undefined where the units are not known. */
export type Measures = {
  invocations: Measure | undefined;
  copySeconds: Measure | undefined;
  gpuSeconds: Measure | undefined;
  tokens: Measure | undefined;
  tokensIn: Measure | undefined;
  tokensOut: Measure | undefined;
};

/** What is known besides the row. */
export type RowUnits = {
  /** Accelerators of one of its copies; undefined where that is not known. */
  unitsPerCopy: number | undefined;
  /** Undefined where nobody counted them. */
  tokens: Tokens | undefined;
  weights: TokenWeights;
};

type Costs = { own: Money; withIdle: Money };

/** By themselves, and with the idle capacity that it bears. Undefined without a price. */
const costsOf = ({ cost, idle }: SharedRow): Costs | undefined =>
  cost === undefined ? undefined : { own: money(cost - (idle.cost ?? zeroMoney)), withIdle: cost };

/** Splits both costs by weights, at least one of which is positive. */
const splitCosts = ({ own, withIdle }: Costs, weights: readonly bigint[]): Costs[] => {
  const parts = allocate(own, weights);
  const all = allocate(withIdle, weights);
  return weights.map((_, index) => ({ own: money(parts[index] ?? 0n), withIdle: money(all[index] ?? 0n) }));
};

const measure = (units: Ratio, costs: Costs | undefined): Measure => ({
  units,
  own: costs?.own ?? zeroMoney,
  withIdle: costs?.withIdle ?? zeroMoney,
});

/** Only what it cost while somebody counted is told per invocation. */
const invocationsOf = (row: SharedRow, costs: Costs): Measure | undefined => {
  const { invocations = 0, uncounted = 0 } = row.traffic ?? {};
  const seconds = ownSecondsOf(row);
  if (seconds === 0) return measure(wholeRatio(invocations), costs);
  if (uncounted === seconds) return undefined;
  const [counted] = splitCosts(costs, [BigInt(seconds - uncounted), BigInt(uncounted)]);
  return measure(wholeRatio(invocations), counted);
};

const copySecondsOf = (row: SharedRow, costs: Costs, unitsPerCopy: number | undefined) =>
  row.unit !== 'accelerator' || unitsPerCopy === undefined
    ? undefined
    : measure({ numerator: BigInt(ownSecondsOf(row)), denominator: BigInt(unitsPerCopy) }, costs);

/** Without a token the cost is split as one token of each would split it. */
const tokenMeasures = (costs: Costs, { tokens, weights }: RowUnits) => {
  if (tokens === undefined) return { tokens: undefined, tokensIn: undefined, tokensOut: undefined };
  const total = tokens.in + tokens.out;
  const parts = total === 0n ? [weights.in, weights.out] : [weights.in * tokens.in, weights.out * tokens.out];
  const [costIn, costOut] = splitCosts(costs, parts);
  return {
    tokens: measure(wholeRatio(total), costs),
    tokensIn: measure(wholeRatio(tokens.in), costIn),
    tokensOut: measure(wholeRatio(tokens.out), costOut),
  };
};

/**
 * What a row has of each unit, and what those cost. Its cost is split between tokens in and out by their number × weight.
 * Undefined without a price. Law: the costs of tokens in and out add up to the row's.
 */
export const measureRow = (row: SharedRow, units: RowUnits): Measures | undefined => {
  const costs = costsOf(row);
  if (costs === undefined) return undefined;
  return {
    invocations: invocationsOf(row, costs),
    copySeconds: copySecondsOf(row, costs, units.unitsPerCopy),
    gpuSeconds: row.unit === 'accelerator' ? measure(wholeRatio(ownSecondsOf(row)), costs) : undefined,
    ...tokenMeasures(costs, units),
  };
};

export const addRowMeasures = (a: Measures | undefined, b: Measures | undefined): Measures | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    invocations: addMeasures(a.invocations, b.invocations),
    copySeconds: addMeasures(a.copySeconds, b.copySeconds),
    gpuSeconds: addMeasures(a.gpuSeconds, b.gpuSeconds),
    tokens: addMeasures(a.tokens, b.tokens),
    tokensIn: addMeasures(a.tokensIn, b.tokensIn),
    tokensOut: addMeasures(a.tokensOut, b.tokensOut),
  };
};
