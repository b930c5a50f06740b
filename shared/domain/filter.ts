/** What a label may be: exactly a text, `''` for having none; or anything, but not nothing, that begins with a text. */
export type FilterValue = { kind: 'exact' | 'prefix'; text: string };

/** What must hold of a label, such as `team` or, of a tag, `tag:env`. */
export type Condition = {
  label: string;
  is: 'oneOf' | 'noneOf';
  /** At least one. */
  values: readonly FilterValue[];
};

/** Holds of what all its conditions hold of; with none, of everything. */
export type Filter = { conditions: readonly Condition[] };

const tagPrefix = 'tag:';

/** A tag's label. */
export const tagLabel = (key: string): string => `${tagPrefix}${key}`;

/** The key of the tag that a label is of; undefined for other labels. */
export const tagKeyOf = (label: string): string | undefined =>
  label.startsWith(tagPrefix) ? label.slice(tagPrefix.length) : undefined;

const isValue = ({ kind, text }: FilterValue, value: string): boolean =>
  kind === 'exact' ? value === text : value !== '' && value.startsWith(text);

/**
 * Whether a filter holds. Capitals matter.
 *
 * @param labelOf what a row's label is; undefined, or `''`, for none.
 */
export const matchesFilter = (filter: Filter, labelOf: (label: string) => string | undefined): boolean =>
  filter.conditions.every(({ label, is, values }) => {
    const own = labelOf(label) ?? '';
    return values.some((value) => isValue(value, own)) === (is === 'oneOf');
  });

/** The names that a filter asks for, or leaves out, by a label, each once: to tell of those that nothing has. */
export const exactValuesOf = (filter: Filter, label: string): string[] => {
  const values = filter.conditions.flatMap((condition) =>
    condition.label === label ? condition.values : [],
  );
  const named = values.filter(({ kind, text }) => kind === 'exact' && text !== '');
  return [...new Set(named.map(({ text }) => text))].toSorted();
};
