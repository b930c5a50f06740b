import { metaNotes } from '#cli/ask/metaNotes.ts';
import { toLineLabels } from '#cli/ask/toLineLabels.ts';
import { hours } from '#cli/formatAmounts.ts';
import { labelCells } from '#cli/labelCells.ts';
import type { ChangesAnswer } from '#shared/api/changesOperation.ts';
import type { Aggregate } from '#shared/domain/aggregate.ts';

type Unpriced = ChangesAnswer['unpriced'][number];

/** `2.00 GPU-hours before, 1.00 after` */
const describeSides = ({ before, after }: Unpriced): string => {
  const gpus = before.gpuSeconds + after.gpuSeconds;
  return gpus === 0
    ? `${hours(before.vcpuSeconds ?? 0)} vCPU-hours before, ${hours(after.vcpuSeconds ?? 0)} after`
    : `${hours(before.gpuSeconds)} GPU-hours before, ${hours(after.gpuSeconds)} after`;
};

const noteUnpriced = (row: Unpriced, aggregate: readonly Aggregate[]): string => {
  const what = labelCells(toLineLabels(row, aggregate), aggregate).filter((cell) => cell !== '');
  return `unpriced: ${what.join(', ')}: ${describeSides(row)}; in no sum`;
};

/** Both periods, what else the figures are, and what is in none of them. */
export const noteChanges = (answer: ChangesAnswer, aggregate: readonly Aggregate[]): string[] => {
  const [window = '', ...others] = metaNotes(answer.meta);
  const { from, to, zone } = answer.against;
  return [
    window,
    `against: ${from} to ${to}, ${zone}`,
    ...others,
    ...answer.unpriced.map((row) => noteUnpriced(row, aggregate)),
  ];
};
