import { ExpressionError } from './expressionError.ts';

export type Lexeme = {
  kind: 'number' | 'text' | 'name' | 'mark' | 'end';
  text: string;
  /** Characters before it in the expression. */
  at: number;
};

const lexemePattern =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|([A-Za-z]\w*)|([-+*/^(),[\]]))/y;

const readLexeme = (match: RegExpExecArray, at: number): Lexeme => {
  const [, number, single, double, name, mark] = match;
  if (number !== undefined) return { kind: 'number', text: number, at };
  if (name !== undefined) return { kind: 'name', text: name, at };
  if (mark !== undefined) return { kind: 'mark', text: mark, at };
  return { kind: 'text', text: single ?? double ?? '', at };
};

/** Cuts an expression into numbers, names, quoted texts (escapes kept for SEARCH) and marks; ends with `end`. */
export const lexExpression = (expression: string): Lexeme[] => {
  const rest = expression.trimEnd();
  const lexemes: Lexeme[] = [];
  lexemePattern.lastIndex = 0;
  while (lexemePattern.lastIndex < rest.length) {
    const at = lexemePattern.lastIndex;
    const match = lexemePattern.exec(rest);
    if (match === null) {
      const found = rest.slice(at).trimStart();
      throw new ExpressionError(
        `'${found.slice(0, 12)}' is not understood at position ${rest.length - found.length + 1}; ` +
          'operators are + - * / ^ and parentheses, and quotes must be closed',
      );
    }
    lexemes.push(readLexeme(match, at));
  }
  return [...lexemes, { kind: 'end', text: 'the end', at: rest.length }];
};
