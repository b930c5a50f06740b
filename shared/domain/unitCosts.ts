import { type Aggregate, labelKey } from './aggregate.ts';
import { type Labels, labelsOf } from './aggregateCosts.ts';
import { compareKeys, type OrderKey } from './compareKeys.ts';
import { addRowTraffic } from './costRow.ts';
import { type UnitCost, type UnitCostGap, type UnitKindOfCost, unitCostOf } from './measure.ts';
import { addMoney, type Money } from './money.ts';
import { addRowMeasures, type Measures, measureRow } from './rowMeasures.ts';
import type { SharedRow } from './shareIdle.ts';
import { addTokens, spreadTokens, type TokenCounts, type Tokens, type TokenWeights } from './tokens.ts';
import { noTraffic, type Traffic } from './traffic.ts';

/** Fewer invocations, or tokens, say little: one request more would change the cost of a thousand by a percent or more. */
export const leastInvocations = 100n;
export const leastTokens = 10_000n;

const hour = { scale: 3_600n, leastSample: 0n, none: 'nothing held' } as const;
const tokens = { scale: 1_000_000n, leastSample: leastTokens, none: 'no traffic' } as const;

/** What costs are told per: of which units, and why there may be none. */
const kinds = {
  per1000Invocations: {
    of: 'invocations',
    kind: { scale: 1_000n, leastSample: leastInvocations, none: 'no traffic' },
    gap: 'uncounted',
  },
  perCopyHour: { of: 'copySeconds', kind: hour, gap: 'unknown copies' },
  perGpuHour: { of: 'gpuSeconds', kind: hour, gap: 'no GPUs' },
  perMillionTokens: { of: 'tokens', kind: tokens, gap: 'no tokens' },
  perMillionTokensIn: { of: 'tokensIn', kind: tokens, gap: 'no tokens' },
  perMillionTokensOut: { of: 'tokensOut', kind: tokens, gap: 'no tokens' },
} satisfies Record<string, { of: keyof Measures; kind: UnitKindOfCost; gap: UnitCostGap }>;

export type UnitCosts = Record<keyof typeof kinds, UnitCost>;

/** The unit costs of some rows by some labels. */
export type UnitCostLine = UnitCosts & {
  labels: Labels;
  /** With the idle capacity that it bears; undefined without a price. */
  cost: Money | undefined;
  traffic: Traffic;
  /** Undefined where nobody counted them. */
  tokens: Tokens | undefined;
};

/** What is known besides costs. */
export type UnitFacts = {
  /** Accelerators of one copy; undefined where that is not known, or not the same throughout. */
  unitsPerCopy(endpoint: string, component: string): number | undefined;
  tokens: TokenCounts;
  tokenWeights: TokenWeights;
  /** Which rows are told of, once each has its tokens; all unless it is given. */
  isWanted?: (row: SharedRow) => boolean;
};

const toUnitCosts = (measures: Measures | undefined): UnitCosts => {
  const of = (name: keyof typeof kinds): UnitCost => {
    const each = kinds[name];
    return unitCostOf(measures?.[each.of], each.kind, measures === undefined ? 'unpriced' : each.gap);
  };
  return {
    per1000Invocations: of('per1000Invocations'),
    perCopyHour: of('perCopyHour'),
    perGpuHour: of('perGpuHour'),
    perMillionTokens: of('perMillionTokens'),
    perMillionTokensIn: of('perMillionTokensIn'),
    perMillionTokensOut: of('perMillionTokensOut'),
  };
};

/** By the labels in the order asked, what has none last; then what has no price. */
export const unitCostOrder = ({ labels, cost }: UnitCostLine): OrderKey => [
  ...labels.values(),
  cost === undefined ? 1 : 0,
];

const sumCosts = (rows: readonly SharedRow[]): Money | undefined => {
  const costs = rows.flatMap(({ cost }) => cost ?? []);
  return costs.length === rows.length ? addMoney(costs) : undefined;
};

/**
 * What a thousand invocations, an hour of a copy, an hour of a GPU and a million tokens cost, by some labels, of rows that bear
 * idle capacity as a policy says: each cost by itself and with that. What has no price stands in lines of its own.
 *
 * A line's cost per unit rests on what is known: the cost of the time in which invocations were counted, of rows whose copies
 * are known, of components whose tokens were counted.
 *
 * Law: a unit cost × its units is the cost of what had them, within half a nano-dollar for each; order does not matter.
 */
export const unitCostsOf = (
  rows: readonly SharedRow[],
  by: readonly Aggregate[],
  { unitsPerCopy, tokens: counts, tokenWeights: weights, isWanted = () => true }: UnitFacts,
): UnitCostLine[] => {
  const held = rows.filter(({ kind }) => kind === 'allocated');
  const spread = spreadTokens(held, counts);
  const measureOne = (row: SharedRow) => {
    const host = row.shared?.base ?? row.component ?? '';
    return measureRow(row, {
      unitsPerCopy: unitsPerCopy(row.endpoint, host),
      tokens: spread.get(row),
      weights,
    });
  };
  const wanted = held.filter(isWanted);
  const groups = Map.groupBy(wanted, (row) => JSON.stringify([labelKey(row, by), row.cost === undefined]));
  const lines = [...groups.values()].flatMap((own): UnitCostLine[] => {
    const [first] = own;
    if (first === undefined) return [];
    const measures = own.map(measureOne).reduce(addRowMeasures);
    return [
      {
        labels: labelsOf(first, by),
        ...toUnitCosts(measures),
        cost: sumCosts(own),
        traffic: own.map(({ traffic }) => traffic).reduce(addRowTraffic) ?? noTraffic,
        tokens: own.map((row) => spread.get(row)).reduce(addTokens),
      },
    ];
  });
  return lines.toSorted((a, b) => compareKeys(unitCostOrder(a), unitCostOrder(b)));
};
