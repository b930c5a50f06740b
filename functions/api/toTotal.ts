import type { ArrangedLine } from '#shared/costs/arrangeLines.ts';
import { toAmounts } from './toCostRow.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** What all lines come to together; of what has no price the accelerator-seconds stand apart. @param cost as it is printed. */
export const toTotal = (lines: readonly ArrangedLine[], cost: bigint) => {
  const priced = lines.filter(({ line }) => line.cost !== undefined);
  const unpriced = lines.filter(({ line }) => line.cost === undefined);
  const seconds = (of: readonly ArrangedLine[], name: 'gpuSeconds' | 'vcpuSeconds') =>
    sum(of.map(({ line }) => line[name]));
  const amounts = { gpuSeconds: seconds(priced, 'gpuSeconds'), vcpuSeconds: seconds(priced, 'vcpuSeconds') };
  return { ...toAmounts(amounts, cost), unpricedGpuSeconds: seconds(unpriced, 'gpuSeconds') };
};
