import type { Instant } from './time.ts';

/** The values that a tag had, each from when it was seen on, in order of time; undefined where it was not there. */
export type TagValues = readonly { from: Instant; value: string | undefined }[];

/** Tags of one thing by key, as they were when they were seen. */
export type TagHistory = ReadonlyMap<string, TagValues>;

/** Tags as they are at one moment: every key that is looked for, with its value where the thing has it. */
export type SeenTags = ReadonlyMap<string, string | undefined>;

export const noTags: TagHistory = new Map();

/** Only what differs from what was before it; of two sightings in one second the one that sorts last counts. */
const compress = (values: TagValues): TagValues => {
  const inOrder = values.toSorted(
    (a, b) => a.from - b.from || ((a.value ?? '') < (b.value ?? '') ? -1 : Number(a.value !== b.value)),
  );
  const counting = inOrder.filter(({ from }, index) => inOrder[index + 1]?.from !== from);
  return counting.filter(({ value }, index) => index === 0 || value !== counting[index - 1]?.value);
};

/**
 * The history with tags that were seen at a time: a changed value is another entry from then on, what was before stays.
 * Laws: seeing the same again changes nothing; the sightings of a creation and of what follows may come in any order.
 */
export const addTags = (history: TagHistory, seen: SeenTags, at: Instant): TagHistory => {
  const next = new Map(history);
  for (const [key, value] of seen)
    next.set(key, compress([...(history.get(key) ?? []), { from: at, value }]));
  return next;
};

/** The tags at a time. A tag's first value holds for all before it too: nothing else is known of it. */
export const tagsAt = (history: TagHistory, time: Instant): ReadonlyMap<string, string> => {
  const tags = new Map<string, string>();
  for (const [key, values] of history) {
    const { value } = values.findLast(({ from }) => from <= time) ?? values[0] ?? {};
    if (value !== undefined) tags.set(key, value);
  }
  return tags;
};
