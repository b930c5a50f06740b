import type { CostLine } from '#shared/domain/aggregateCosts.ts';
import { toAmounts } from './toCostRow.ts';

const sum = (lines: readonly CostLine[], name: 'gpuSeconds' | 'vcpuSeconds'): number =>
  lines.reduce((seconds, line) => seconds + line[name], 0);

/** What all lines come to; what has no price is told apart. @param cost their rounded total. */
export const toTotal = (lines: readonly CostLine[], cost: bigint) => {
  const priced = lines.filter((line) => line.cost !== undefined);
  const unpriced = lines.filter((line) => line.cost === undefined);
  const amounts = { gpuSeconds: sum(priced, 'gpuSeconds'), vcpuSeconds: sum(priced, 'vcpuSeconds') };
  return { ...toAmounts(amounts, cost), unpricedGpuSeconds: sum(unpriced, 'gpuSeconds') };
};
