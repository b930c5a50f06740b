import type { Expression, Operator } from './expression.ts';
import { ExpressionError } from './expressionError.ts';
import { type Lexeme, lexExpression } from './lexExpression.ts';

const operators: Readonly<Record<string, Operator>> = { '+': '+', '-': '-', '*': '*', '/': '/', '^': '^' };

/** No dashboard nests as deep; beyond it the parser would run out of stack. */
const DEEPEST = 200;

const checkDepth = (lexemes: readonly Lexeme[]): void => {
  let depth = 0;
  for (const { kind, text, at } of lexemes) {
    if (kind !== 'mark') continue;
    if (text === '(' || text === '[') depth++;
    if (text === ')' || text === ']') depth--;
    if (depth > DEEPEST)
      throw new ExpressionError(`parentheses are nested more than ${DEEPEST} deep at position ${at + 1}`);
  }
};

/** Recursive descent over the lexemes; each function reads one level of precedence. */
const createParser = (lexemes: readonly Lexeme[]) => {
  let position = 0;
  const peek = (): Lexeme => lexemes[position] ?? { kind: 'end', text: 'the end', at: 0 };
  const isAt = (mark: string): boolean => peek().kind === 'mark' && peek().text === mark;

  const fail = (wanted: string): never => {
    throw new ExpressionError(`'${peek().text}' at position ${peek().at + 1} where ${wanted} should be`);
  };

  const expect = (mark: string): void => {
    if (!isAt(mark)) fail(`'${mark}'`);
    position++;
  };

  const takeOperator = (marks: readonly string[]): Operator | undefined => {
    if (!marks.some(isAt)) return undefined;
    return operators[lexemes[position++]?.text ?? ''];
  };

  const parseLeftToRight = (marks: readonly string[], parseOperand: () => Expression): Expression => {
    let left = parseOperand();
    for (let operator = takeOperator(marks); operator !== undefined; operator = takeOperator(marks))
      left = { kind: 'binary', operator, left, right: parseOperand() };
    return left;
  };

  const parseSum = (): Expression => parseLeftToRight(['+', '-'], parseProduct);
  const parseProduct = (): Expression => parseLeftToRight(['*', '/'], parseNegation);

  const parseNegation = (): Expression => {
    if (!isAt('-')) return parsePower();
    position++;
    return { kind: 'negate', operand: parseNegation() };
  };

  const parsePower = (): Expression => {
    const left = parseOperand();
    if (takeOperator(['^']) === undefined) return left;
    return { kind: 'binary', operator: '^', left, right: parseNegation() };
  };

  const parseList = (end: string): Expression[] => {
    const items: Expression[] = [];
    while (!isAt(end)) {
      if (items.length > 0) expect(',');
      items.push(parseSum());
    }
    expect(end);
    return items;
  };

  const parseName = (name: string): Expression => {
    if (/^[a-z]/.test(name)) return { kind: 'reference', id: name };
    if (!isAt('(')) return { kind: 'word', word: name };
    position++;
    return { kind: 'call', name, args: parseList(')') };
  };

  const parseOperand = (): Expression => {
    const lexeme = peek();
    position++;
    if (lexeme.kind === 'number') return { kind: 'number', value: Number(lexeme.text) };
    if (lexeme.kind === 'text') return { kind: 'text', text: lexeme.text };
    if (lexeme.kind === 'name') return parseName(lexeme.text);
    if (lexeme.kind === 'mark' && lexeme.text === '[') return { kind: 'array', items: parseList(']') };
    position--;
    if (!isAt('(')) return fail('a number, an Id, a function or a parenthesis');
    position++;
    const inner = parseSum();
    expect(')');
    return inner;
  };

  return () => {
    const expression = parseSum();
    if (peek().kind !== 'end') fail('an operator or the end');
    return expression;
  };
};

/**
 * Parses a metric-math expression: + - * / ^, unary minus, parentheses, arrays in brackets, functions, Ids.
 * Precedence is the usual: ^ (to the right) before unary minus before * and / before + and -. AWS does not write
 * it down.
 *
 * @throws ExpressionError with the position of what is not understood
 */
export const parseExpression = (expression: string): Expression => {
  const lexemes = lexExpression(expression);
  checkDepth(lexemes);
  return createParser(lexemes)();
};
