import { toLineLabels } from '#cli/ask/toLineLabels.ts';
import { parseUsd } from '#cli/parseUsd.ts';
import type { CostRowFields } from '#shared/api/costsOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { usedPerSecond } from '#shared/domain/usage.ts';

const usd = (text: string | undefined) => parseUsd(text ?? '0');

const usageOf = (row: CostRowFields): CostLine['usage'] =>
  row.usedUsd === undefined
    ? undefined
    : {
        used: (row.usedGpuSeconds ?? 0) * usedPerSecond,
        unmeasured: row.unmeasuredGpuSeconds ?? 0,
        cost: { used: usd(row.usedUsd), waste: usd(row.wasteUsd), unmeasured: usd(row.unmeasuredUsd) },
      };

/** An answer's row as the line that it was, so that it is rounded and shown as everywhere. Of what stands for others no part is known. */
export const toCostLine = (row: CostRowFields, aggregate: readonly Aggregate[]): CostLine => ({
  ...toLineLabels(row, aggregate),
  gpuSeconds: row.gpuSeconds,
  vcpuSeconds: row.vcpuSeconds ?? 0,
  cost: row.costUsd === null ? undefined : parseUsd(row.costUsd),
  idle: { gpuSeconds: row.idleGpuSeconds ?? 0, vcpuSeconds: 0, cost: usd(row.idleUsd) },
  usage: usageOf(row),
  traffic: undefined,
});
