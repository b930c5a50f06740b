import { type Condition, type Filter, type FilterValue, tagKeyOf } from './filter.ts';
import { bareForm } from './filterTokens.ts';

/** Bare where it can be, else in quotes. */
const formatText = (text: string): string =>
  bareForm.test(text) ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

const formatValue = ({ kind, text }: FilterValue): string => {
  if (kind === 'exact') return formatText(text);
  return text === '' ? '*' : `${formatText(text)}*`;
};

const formatLabel = (label: string): string => {
  const key = tagKeyOf(label);
  return key === undefined ? label : `tag:${formatText(key)}`;
};

const formatCondition = ({ label, is, values }: Condition): string =>
  `${formatLabel(label)}${is === 'oneOf' ? ':' : '!:'}${values.map(formatValue).join()}`;

/** Each once, by what is written for it. */
const sortBy = <Item>(items: readonly Item[], format: (item: Item) => string): Item[] => {
  const written = new Map(items.map((item) => [format(item), item]));
  return [...written].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
};

/** The same filter with its conditions, and the values of each, once and in order. */
export const orderFilter = ({ conditions }: Filter): Filter => {
  const ordered = conditions.map((each) => ({ ...each, values: sortBy(each.values, formatValue) }));
  return { conditions: sortBy(ordered, formatCondition) };
};

/**
 * A filter as text: the same for filters that differ in order, doubles or needless quotes only. `parseFilter` reads it
 * back as the filter, in order.
 */
export const formatFilter = (filter: Filter): string =>
  orderFilter(filter).conditions.map(formatCondition).join('+');
