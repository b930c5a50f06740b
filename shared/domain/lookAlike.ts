/** What is left of a name when all is taken away in which people write the same name differently. */
const bare = (name: string): string => {
  const letters = name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  // "team" alone is a name of its own.
  return letters.replace(/^team|team$/, '') || letters;
};

/** How many letters must be put in, left out or changed to make one text of another (Levenshtein). */
const editDistance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [other, expected] of [...b].entries()) {
      const changed = (row[other] ?? 0) + Number(letter !== expected);
      next.push(Math.min(changed, (row[other + 1] ?? 0) + 1, (next[other] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
};

/** A letter in four may be another; of shorter names none. */
const isNear = (a: string, b: string): boolean =>
  editDistance(a, b) <= Math.min(2, Math.floor(Math.min(a.length, b.length) / 4));

/**
 * Which of some names another is meant to be, as far as its look tells: the same but for capitals, spaces, hyphens and the
 * word "team", or else a slip of the pen away. Undefined when none or several are as like.
 */
export const findLookAlike = (name: string, others: readonly string[]): string | undefined => {
  const own = bare(name);
  const same = others.filter((other) => bare(other) === own);
  const near = same.length > 0 ? same : others.filter((other) => isNear(bare(other), own));
  return near.length === 1 ? near[0] : undefined;
};
