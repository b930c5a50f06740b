import type { Aggregate } from '#shared/domain/aggregate.ts';
import type { LineLabels } from '#shared/domain/aggregateCosts.ts';
import type { OrderKey } from '#shared/domain/compareKeys.ts';
import { kindOrder } from '#shared/domain/costRow.ts';

/** Where a line stands in a table: what is held first, then by its columns. An endpoint's own idle and unknown capacity stand with it. */
export const lineOrder = (line: LineLabels, aggregate: readonly Aggregate[]): OrderKey => {
  const [first, ...labels] = aggregate.map((by) => line.labels.get(by));
  return aggregate[0] === 'endpoint'
    ? [first, ...kindOrder(line), ...labels]
    : [...kindOrder(line), first, ...labels];
};
