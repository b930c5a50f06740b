import { parseUsd } from '#cli/parseUsd.ts';
import type { CostAnswerRow } from '#shared/api/costsOperation.ts';
import { type Aggregate, isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { usedPerSecond } from '#shared/domain/usage.ts';

const usd = (text: string | undefined) => parseUsd(text ?? '0');

const usageOf = (row: CostAnswerRow): CostLine['usage'] =>
  row.usedUsd === undefined
    ? undefined
    : {
        used: (row.usedGpuSeconds ?? 0) * usedPerSecond,
        unmeasured: row.unmeasuredGpuSeconds ?? 0,
        cost: { used: usd(row.usedUsd), waste: usd(row.wasteUsd), unmeasured: usd(row.unmeasuredUsd) },
      };

const labelOf = (row: CostAnswerRow, label: Aggregate): string | undefined =>
  (isTagLabel(label) ? row.tags?.[tagKeyOf(label)] : row[label]) ?? undefined;

/** An answer's row as the line that it was, so that it is rounded and shown as everywhere. Of what stands for others no part is known. */
export const toCostLine = (row: CostAnswerRow, aggregate: readonly Aggregate[]): CostLine => ({
  kind: row.kind === 'rest' ? 'unknown' : row.kind,
  reason: row.reason,
  blocker: row.blocker,
  labels: new Map(aggregate.map((label) => [label, labelOf(row, label)])),
  gpuSeconds: row.gpuSeconds,
  vcpuSeconds: row.vcpuSeconds ?? 0,
  cost: row.costUsd === null ? undefined : parseUsd(row.costUsd),
  idle: { gpuSeconds: row.idleGpuSeconds ?? 0, vcpuSeconds: 0, cost: usd(row.idleUsd) },
  usage: usageOf(row),
  traffic: undefined,
});
