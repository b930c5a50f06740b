import type { Fault } from '#shared/api/fault.ts';
import type { viewParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import type { CostQuestion, IdleChoice } from '#shared/costs/costQuestion.ts';
import { type Aggregate, isTagLabel, labelOf, tagKeyOf } from '#shared/domain/aggregate.ts';
import { type Filter, matchesFilter } from '#shared/domain/filter.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';

type View = QueryRead<typeof viewParams>['values'];

const toIdle = ({ shareIdle, shareIdleOver: over = 'endpoint', aggregate = [] }: View): IdleChoice => {
  if (shareIdle === undefined) return { kind: 'payers' };
  const [first = 'team'] = aggregate;
  if ('weights' in shareIdle) return { kind: 'weights', over, of: first, weights: shareIdle.weights };
  switch (shareIdle.policy) {
    case 'payers':
    case 'separate':
      return { kind: shareIdle.policy };
    case 'share':
      return { kind: 'share', over };
    case 'even':
      return { kind: 'even', over, among: aggregate };
  }
};

const isLabel = (label: string): label is Aggregate => label !== 'kind' && label !== 'reason';

/** What a filter looks at of a row. */
export const rowLabel = (row: SharedRow, label: string): string | undefined => {
  if (label === 'kind' || label === 'reason') return row[label];
  return isLabel(label) ? labelOf(row, label) : undefined;
};

/** Which rows are wanted, once idle capacity was shared. */
export const isWantedBy =
  ({ filter, includeIdle = true }: View) =>
  (row: SharedRow): boolean =>
    (includeIdle || row.kind !== 'idle') &&
    (filter === undefined || matchesFilter(filter, (label) => rowLabel(row, label)));

const tagsIn = (aggregate: readonly Aggregate[], filter: Filter | undefined): string[] => {
  const labels = [...aggregate, ...(filter?.conditions.map(({ label }) => label) ?? [])];
  return [...new Set(labels.filter(isTagLabel).map(tagKeyOf))];
};

/** Places that rows must be divided by, which a window of whole buckets alone is not. */
export const placesIn = ({ aggregate = [], filter }: View) => {
  const labels: string[] = [...aggregate, ...(filter?.conditions.map(({ label }) => label) ?? [])];
  return { byInstance: labels.includes('instance'), byCopy: labels.includes('copy') };
};

/** Which rows a view asks for. @param faults is told of tags that are not recorded. */
export const toCostQuestion = (
  view: View,
  { account, recordedTags }: { account: string; recordedTags: readonly string[] },
  faults: Fault[],
): Omit<CostQuestion, 'steps'> => {
  const tags = tagsIn(view.aggregate ?? [], view.filter);
  const unknown = tags.filter((key) => !recordedTags.includes(key));
  for (const key of unknown) {
    const detail = `asks for the tag "${key}", which is not recorded; the owners document says which tags are`;
    faults.push({ parameter: 'aggregate', detail, allowed: recordedTags.map((each) => `tag:${each}`) });
  }
  return { account, rate: view.rate ?? 'cost', idle: toIdle(view), tags };
};
