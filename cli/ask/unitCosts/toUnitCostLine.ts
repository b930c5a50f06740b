import { labelsIn } from '#cli/ask/toLineLabels.ts';
import { parseUsd } from '#cli/parseUsd.ts';
import type { UnitCostAnswer, UnitCostRow } from '#shared/api/unitCostsOperations.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';

const toNano = (usd: string): bigint => parseUsd(usd) / unitsPerNanoDollar;

const toUnitCost = (each: UnitCostAnswer | undefined): UnitCost => {
  switch (each?.kind) {
    case undefined:
      return { kind: 'unknown', gap: 'no tokens' };
    case 'cost':
      return {
        kind: 'cost',
        own: toNano(each.withoutIdleUsd),
        withIdle: toNano(each.usd),
        isSmallSample: each.smallSample,
      };
    case 'noTraffic':
      return {
        kind: 'no traffic',
        own: parseUsd(each.spentWithoutIdleUsd),
        withIdle: parseUsd(each.spentUsd),
      };
    case 'unknown':
      return { kind: 'unknown', gap: each.reason };
  }
};

/** An answer's row as the line that it was, so that it is shown as everywhere. */
export const toUnitCostLine = (row: UnitCostRow, aggregate: readonly Aggregate[]): UnitCostLine => ({
  labels: labelsIn(row, aggregate),
  cost: row.costUsd === null ? undefined : parseUsd(row.costUsd),
  traffic: { invocations: row.invocations, uncounted: row.uncountedSeconds ?? 0 },
  tokens:
    row.tokensIn === undefined || row.tokensOut === undefined
      ? undefined
      : { in: BigInt(row.tokensIn), out: BigInt(row.tokensOut) },
  per1000Invocations: toUnitCost(row.per1000Invocations),
  perCopyHour: toUnitCost(row.perCopyHour),
  perGpuHour: toUnitCost(row.perGpuHour),
  perMillionTokens: toUnitCost(row.perMillionTokens),
  perMillionTokensIn: toUnitCost(row.perMillionTokensIn),
  perMillionTokensOut: toUnitCost(row.perMillionTokensOut),
});
