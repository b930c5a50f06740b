export type Operator = '+' | '-' | '*' | '/' | '^';

/** A parsed metric-math expression. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'text'; text: string }
  /** The Id of another query. */
  | { kind: 'reference'; id: string }
  /** A bare upper-case word, such as FILL's REPEAT. */
  | { kind: 'word'; word: string }
  | { kind: 'call'; name: string; args: readonly Expression[] }
  | { kind: 'array'; items: readonly Expression[] }
  | { kind: 'negate'; operand: Expression }
  | { kind: 'binary'; operator: Operator; left: Expression; right: Expression };
