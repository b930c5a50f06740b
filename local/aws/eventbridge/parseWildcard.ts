/**
 * Reads a wildcard of an event pattern: `*` stands for any text, `\*` and `\\` for the sign itself.
 * @returns what tests a text, or undefined for what EventBridge refuses: two `*` in a row, and a `\` before anything else.
 */
export const parseWildcard = (pattern: string): ((text: string) => boolean) | undefined => {
  const parts = pattern.match(/\\[*\\]|[^\\]/gs) ?? [];
  if (parts.join('') !== pattern) return undefined;
  if (parts.some((part, index) => part === '*' && parts[index + 1] === '*')) return undefined;
  const source = parts.map((part) => (part === '*' ? '.*' : RegExp.escape(part.at(-1) ?? '')));
  const expression = new RegExp(`^${source.join('')}$`, 'su');
  return (text) => expression.test(text);
};
