import type { ExplainedChild } from '#shared/api/explainedChild.ts';
import type { Cells } from './respond.ts';

const amounts = [
  'gpuSeconds',
  'vcpuSeconds',
  'costUsd',
  'unpricedGpuSeconds',
  'idleUsd',
  'aloneUsd',
] as const;
const facts = ['completeness', 'evidence', 'state'] as const;
const series = [
  'instance',
  'component',
  'container',
  'accelerator',
  'publishSeconds',
  'seen',
  'expected',
] as const;

/** A version where there is one item alone. */
const versionCell = ({ items = [] }: ExplainedChild): string | number =>
  (items.length === 1 ? items[0]?.version : undefined) ?? '';

/** Children as a table: times, what they come to, how that is known, and the series that it rests on. */
export const explainCells = (children: readonly ExplainedChild[]): Cells => [
  [
    'from',
    'to',
    ...amounts,
    ...facts,
    'backfilled',
    'version',
    'kind',
    'reason',
    ...series,
    'text',
    'window',
  ],
  ...children.map((child) => [
    child.from,
    child.to,
    ...amounts.map((name) => child[name] ?? ''),
    ...facts.map((name) => child[name] ?? ''),
    String(child.backfilled),
    versionCell(child),
    child.kind ?? '',
    child.reason ?? '',
    ...series.map(
      (name) => child.series?.[name] ?? (name === 'component' ? child.component : undefined) ?? '',
    ),
    child.text ?? '',
    child.window ?? '',
  ]),
];
