/** What one leaf of a search looks for. */
export type SearchText = {
  kind: 'text';
  /** `MetricName`, `Namespace`, `:aws.AccountId` or a dimension's name; undefined looks everywhere. */
  property: string | undefined;
  /** Double-quoted: the whole string, letter by letter. Otherwise by tokens. */
  isExact: boolean;
  text: string;
};

export type SearchTerm =
  | SearchText
  | { kind: 'and' | 'or'; terms: readonly SearchTerm[] }
  | { kind: 'not'; term: SearchTerm };

/** The first argument of SEARCH. The schema's dimensions are the exact set, in whatever order. */
export type SearchQuery = {
  schema: { namespace: string; dimensions: readonly string[] } | undefined;
  term: SearchTerm | undefined;
};
