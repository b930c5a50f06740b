import type { CostRowFields } from '#shared/api/costsOperation.ts';
import { labelCell } from '#shared/api/labelFields.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { CostBasis } from '#shared/domain/costBasis.ts';
import type { Cells } from './respond.ts';

const bases = {
  allocation: ['heldUsd'],
  usage: ['usedUsd', 'wasteUsd', 'unmeasuredUsd', 'usedGpuSeconds', 'unmeasuredGpuSeconds'],
} as const;

/**
 * Rows as a table: times, labels, and what they come to; what a row has none of is an empty cell. The columns are the same on
 * every page, whatever its rows have.
 */
export const rowCells = <Time extends string>(
  times: readonly Time[],
  rows: readonly (CostRowFields & Record<Time, string | null>)[],
  aggregate: readonly Aggregate[],
  costBasis: CostBasis,
): Cells => {
  const amounts = ['gpuSeconds', 'vcpuSeconds', 'costUsd'] as const;
  const borne = ['idleUsd', 'idleGpuSeconds', 'invocations'] as const;
  const names = ['kind', 'reason', 'blocker', ...amounts, ...bases[costBasis], ...borne] as const;
  return [
    [...times, ...aggregate, ...names],
    ...rows.map((row) => [
      ...times.map((time) => row[time] ?? ''),
      ...aggregate.map((label) => labelCell(row, label)),
      ...names.map((name) => row[name] ?? ''),
    ]),
  ];
};
