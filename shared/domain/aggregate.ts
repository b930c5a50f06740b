import type { CostRow } from './costRow.ts';

/** What costs can be added up by, in the order in which lines are sorted; and what alone stands in every row. */
export const plainLabels = [
  'endpoint',
  'component',
  'model',
  'team',
  'costCentre',
  'product',
  'variant',
  'instanceType',
] as const;
/** What only rows that were divided further have: of what a component holds, its copy and the instance that it is on. */
export const placeLabels = ['instance', 'copy'] as const;
export const aggregates = [...plainLabels, ...placeLabels] as const;

/** A tag of what holds capacity, by its key: `tag:env`. */
export type TagLabel = `tag:${string}`;

export type PlainLabel = (typeof plainLabels)[number];
export type PlaceLabel = (typeof placeLabels)[number];
export type Aggregate = PlainLabel | PlaceLabel | TagLabel;

const tagPrefix = 'tag:';
export const isTagLabel = (label: string): label is TagLabel =>
  label.startsWith(tagPrefix) && label.length > tagPrefix.length;
export const tagKeyOf = (label: TagLabel): string => label.slice(tagPrefix.length);

const isNamed = (label: string): label is (typeof aggregates)[number] =>
  aggregates.some((each) => each === label);

export const isAggregate = (label: string): label is Aggregate => isNamed(label) || isTagLabel(label);

/** What a row is of; undefined for none. A component without a model, as a bare container is, stands for its own. */
export const labelOf = (row: CostRow, by: Aggregate): string | undefined => {
  if (by === 'model') return row.model ?? row.component;
  return isTagLabel(by) ? row.tags?.get(tagKeyOf(by)) : row[by];
};

/** Tells rows of other labels apart. */
export const labelKey = (row: CostRow, by: readonly Aggregate[]): string =>
  JSON.stringify(by.map((each) => labelOf(row, each) ?? 0));
