import type { UtilizationAnswer } from '#shared/api/utilizationOperation.ts';
import type { Cells } from './respond.ts';

const names = [
  'metric',
  'statistic',
  'unit',
  'variant',
  'component',
  'model',
  'instance',
  'copy',
  'accelerator',
] as const;

/** A row for each series, and a column for the start of each step; a step without a sample is an empty cell, and no 0. */
export const utilizationCells = ({ times, series }: UtilizationAnswer): Cells => [
  [...names, 'isWhole', ...times],
  ...series.map((each) => [
    ...names.map((name) => each[name] ?? ''),
    String(each.isWhole),
    ...each.values.map((value) => value ?? ''),
  ]),
];
