import * as z from 'zod';
import { type Aggregate, aggregates, isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { Labels } from '#shared/domain/aggregateCosts.ts';

const label = z.string().nullable().optional();

/** A row's labels: those that it is the sum by, null where it has none. */
export const labelFields = {
  endpoint: label,
  component: label,
  model: label,
  team: label,
  costCentre: label,
  product: label,
  variant: label,
  instanceType: label,
  instance: label,
  copy: label,
  tags: z.record(z.string(), z.string().nullable()).optional(),
} satisfies Record<(typeof aggregates)[number] | 'tags', z.ZodType>;

export type LabelFields = z.infer<z.ZodObject<typeof labelFields>>;

export const toLabelFields = (labels: Labels): LabelFields => {
  const plain = aggregates.flatMap((name) =>
    labels.has(name) ? [[name, labels.get(name) ?? null] as const] : [],
  );
  const tags = [...labels].flatMap(([name, value]) =>
    isTagLabel(name) ? [[tagKeyOf(name), value ?? null] as const] : [],
  );
  return { ...Object.fromEntries(plain), ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }) };
};

/** A row's label as a cell of a table; empty for none. */
export const labelCell = (row: LabelFields, name: Aggregate): string =>
  (isTagLabel(name) ? row.tags?.[tagKeyOf(name)] : row[name]) ?? '';
