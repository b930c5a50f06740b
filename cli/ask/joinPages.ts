type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rows of an answer: what it calls so, or else its first list. */
export const rowsName = (answer: Json): string | undefined =>
  Array.isArray(answer.rows) ? 'rows' : Object.keys(answer).find((name) => Array.isArray(answer[name]));

/** The cursor of the next page, where an answer has one. */
export const nextOf = (answer: unknown): string | undefined =>
  isObject(answer) && typeof answer.next === 'string' ? answer.next : undefined;

/** An answer of several pages as one: the last page's, with the rows of all. */
export const joinPages = (pages: readonly unknown[]): unknown => {
  const last = pages.at(-1);
  if (pages.length === 1 || !isObject(last)) return last;
  const name = rowsName(last);
  if (name === undefined) return last;
  return { ...last, [name]: pages.flatMap((page) => (isObject(page) ? page[name] : [])) };
};

const revisionOf = (page: unknown): unknown =>
  isObject(page) && isObject(page.meta) ? page.meta.revision : undefined;

/** Whether figures have changed while the pages were read, so that they are not of one time. */
export const areTorn = (pages: readonly unknown[]): boolean => new Set(pages.map(revisionOf)).size > 1;
