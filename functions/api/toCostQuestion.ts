import type { Fault } from '#shared/api/fault.ts';
import { plainPolicies, type viewParams } from '#shared/api/questionParams.ts';
import type { QueryRead } from '#shared/api/readQuery.ts';
import type { CostQuestion, IdleChoice } from '#shared/costs/costQuestion.ts';
import { mayAs, type Role } from '#shared/domain/access.ts';
import { type Aggregate, isTagLabel, labelOf, tagKeyOf } from '#shared/domain/aggregate.ts';
import { type Filter, matchesFilter } from '#shared/domain/filter.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { findUnrecordedTags } from './findUnrecordedTags.ts';

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

const tagsIn = (labels: readonly string[]): string[] => [...new Set(labels.filter(isTagLabel).map(tagKeyOf))];

const labelsIn = (filter: Filter | undefined): string[] => filter?.conditions.map(({ label }) => label) ?? [];

/** Places that rows must be divided by, which a window of whole buckets alone is not. */
export const placesIn = ({ aggregate = [], filter }: View) => {
  const labels: string[] = [...aggregate, ...labelsIn(filter)];
  return { byInstance: labels.includes('instance'), byCopy: labels.includes('copy') };
};

/** By what a name's weight brings its giver, they would learn whether it is one that others have. */
const refuseWeights = ({ shareIdle }: View, role: Role, faults: Fault[]): void => {
  if (shareIdle === undefined || !('weights' in shareIdle) || mayAs(role, 'finance')) return;
  const detail = `gives weights, which are for the role finance; expected one of ${plainPolicies.join(', ')}`;
  faults.push({ parameter: 'shareIdle', detail, allowed: [...plainPolicies] });
};

/** Which rows a view asks for. @param faults is told of tags that are not recorded, and of weights that are not for the asker to give. */
export const toCostQuestion = (
  view: View,
  { account, recordedTags, role }: { account: string; recordedTags: readonly string[]; role: Role },
  faults: Fault[],
): Omit<CostQuestion, 'steps'> => {
  refuseWeights(view, role, faults);
  const asked = { aggregate: tagsIn(view.aggregate ?? []), filter: tagsIn(labelsIn(view.filter)) };
  for (const [parameter, keys] of Object.entries(asked))
    faults.push(...findUnrecordedTags(parameter, keys, recordedTags));
  const tags = [...new Set([...asked.aggregate, ...asked.filter])];
  return { account, rate: view.rate ?? 'cost', idle: toIdle(view), tags };
};
