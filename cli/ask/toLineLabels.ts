import type { CostRowFields } from '#shared/api/costsOperation.ts';
import type { LabelFields } from '#shared/api/labelFields.ts';
import { type Aggregate, isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { Labels, LineLabels } from '#shared/domain/aggregateCosts.ts';

/** The labels of an answer's row, in the order asked. */
export const labelsIn = (row: LabelFields, aggregate: readonly Aggregate[]): Labels =>
  new Map(
    aggregate.map((label) => [
      label,
      (isTagLabel(label) ? row.tags?.[tagKeyOf(label)] : row[label]) ?? undefined,
    ]),
  );

type LabelledRow = LabelFields & Pick<CostRowFields, 'kind' | 'reason' | 'blocker'>;

/** What an answer's row is of, as a line is. What stands for others is of no known kind. */
export const toLineLabels = (row: LabelledRow, aggregate: readonly Aggregate[]): LineLabels => ({
  kind: row.kind === 'rest' ? 'unknown' : row.kind,
  reason: row.reason,
  blocker: row.blocker,
  labels: labelsIn(row, aggregate),
});
