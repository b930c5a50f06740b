/**
 * Whether all of a text matches a pattern: `*` stands for any characters or none, `?` for one, everything else for
 * itself. Capitals matter, as they do to SageMaker. Takes at most pattern × text steps, whatever the pattern.
 */
export const matchesPattern = (pattern: string, text: string): boolean => {
  let at = 0;
  let index = 0;
  let star: { at: number; index: number } | undefined;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = { at, index };
      at += 1;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[index])) {
      at += 1;
      index += 1;
    } else if (star !== undefined) {
      // The last star takes one character more.
      star.index += 1;
      at = star.at + 1;
      index = star.index;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
};
