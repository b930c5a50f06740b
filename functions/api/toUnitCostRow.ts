import { toLabelFields } from '#shared/api/labelFields.ts';
import type { UnitCostAnswer, UnitCostRow } from '#shared/api/unitCostsOperations.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import { formatDollars } from '#shared/domain/money.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';
import { toUsd } from './costFigures.ts';

const toUnitCost = (each: UnitCost): UnitCostAnswer => {
  switch (each.kind) {
    case 'cost':
      return {
        kind: 'cost',
        usd: toUsd(each.withIdle),
        withoutIdleUsd: toUsd(each.own),
        smallSample: each.isSmallSample,
      };
    case 'no traffic':
      return {
        kind: 'noTraffic',
        spentUsd: formatDollars(each.withIdle),
        spentWithoutIdleUsd: formatDollars(each.own),
      };
    case 'unknown':
      return { kind: 'unknown', reason: each.gap };
  }
};

/** Unit costs as a row of an answer; what has no tokens counted has none of their fields. */
export const toUnitCostRow = ({ labels, cost, traffic, tokens, ...line }: UnitCostLine): UnitCostRow => ({
  ...toLabelFields(labels),
  costUsd: cost === undefined ? null : formatDollars(cost),
  invocations: traffic.invocations,
  ...(traffic.uncounted === 0 ? {} : { uncountedSeconds: traffic.uncounted }),
  per1000Invocations: toUnitCost(line.per1000Invocations),
  perCopyHour: toUnitCost(line.perCopyHour),
  perGpuHour: toUnitCost(line.perGpuHour),
  ...(tokens === undefined
    ? {}
    : {
        tokensIn: Number(tokens.in),
        tokensOut: Number(tokens.out),
        perMillionTokens: toUnitCost(line.perMillionTokens),
        perMillionTokensIn: toUnitCost(line.perMillionTokensIn),
        perMillionTokensOut: toUnitCost(line.perMillionTokensOut),
      }),
});
