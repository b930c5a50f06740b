/** A piece of a filter's text. */
export type Token = {
  /** `open` is a quote that is never closed; `stray` a character that stands for nothing outside of quotes. */
  kind: 'gap' | 'quoted' | 'open' | 'bare' | 'mark' | 'stray';
  /** As written, with its quotes. */
  text: string;
  /** Its first character's place, counted from 1 in UTF-16 units. */
  at: number;
};

const bare = String.raw`[^\s\p{Cc}\p{Cf}\p{Cs},+:!"*\\]+`;

/** What means itself outside of quotes. */
export const bareForm = new RegExp(`^${bare}$`, 'u');

const tokenForm = new RegExp(
  [
    '(?<gap>[+ ]+)',
    String.raw`(?<quoted>"(?:[^"\\]|\\.)*")`,
    '(?<open>".*)',
    `(?<bare>${bare})`,
    '(?<mark>!:|[:,*])',
    '(?<stray>.)',
  ].join('|'),
  'gsu',
);

const kinds = ['gap', 'quoted', 'open', 'bare', 'mark', 'stray'] as const;

/** Cuts a text into its tokens, with nothing left over. */
export const readTokens = (text: string): Token[] =>
  [...text.matchAll(tokenForm)].map((match) => ({
    kind: kinds.find((kind) => match.groups?.[kind] !== undefined) ?? 'stray',
    text: match[0],
    at: match.index + 1,
  }));
