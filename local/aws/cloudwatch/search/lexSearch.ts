import { ExpressionError } from '#local/aws/cloudwatch/math/expressionError.ts';

export type SearchLexeme =
  | { kind: 'word' | 'quoted'; text: string }
  | { kind: '(' | ')' | '=' | '{' | '}' | ','; text: string };

const lexemePattern = /\s*(?:"((?:[^"\\]|\\.)*)"|([(){}=,])|([^\s"(){}=,]+))/y;

const isMark = (text: string): text is '(' | ')' | '=' | '{' | '}' | ',' => '(){}=,'.includes(text);

/** Cuts the string inside SEARCH into words, double-quoted texts (unescaped) and marks. */
export const lexSearch = (query: string): SearchLexeme[] => {
  const lexemes: SearchLexeme[] = [];
  const rest = query.trimEnd();
  lexemePattern.lastIndex = 0;
  while (lexemePattern.lastIndex < rest.length) {
    const at = lexemePattern.lastIndex;
    const match = lexemePattern.exec(rest);
    if (match === null)
      throw new ExpressionError(`SEARCH has an unclosed double quote at position ${at + 1}`);
    const [, quoted, mark, word] = match;
    if (quoted !== undefined) lexemes.push({ kind: 'quoted', text: quoted.replace(/\\(.)/g, '$1') });
    else if (mark !== undefined && isMark(mark)) lexemes.push({ kind: mark, text: mark });
    else lexemes.push({ kind: 'word', text: (word ?? '').replace(/\\(.)/g, '$1') });
  }
  return lexemes;
};
