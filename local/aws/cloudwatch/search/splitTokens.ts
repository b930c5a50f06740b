const wordPattern = /[\p{L}\p{N}]+/gu;
const tokenPattern = /\p{Lu}+(?!\p{Ll})|\p{Lu}\p{Ll}*|\p{N}+|[^\p{Lu}\p{N}]+/gu;

/**
 * Splits a name into words at other characters than letters and digits, and each word into tokens at camel-case
 * and digit boundaries, as the CloudWatch user guide shows: `SDBFailure` is `SDB`, `Failure`;
 * `Project2-trial333` is `Project`, `2` and `trial`, `333`. Letters keep their case.
 */
export const splitTokens = (name: string): string[][] =>
  (name.match(wordPattern) ?? []).map((word) => word.match(tokenPattern) ?? []);
