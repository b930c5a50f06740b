import { ExpressionError } from '#local/aws/cloudwatch/math/expressionError.ts';
import { lexSearch, type SearchLexeme } from './lexSearch.ts';
import type { SearchQuery, SearchTerm } from './searchQuery.ts';

const LONGEST = 1024;

/** Takes lexemes from the front. */
type Lexemes = {
  peek(ahead?: number): SearchLexeme | undefined;
  take(): SearchLexeme | undefined;
};

const readLexemes = (lexemes: readonly SearchLexeme[]): Lexemes => {
  let at = 0;
  return { peek: (ahead = 0) => lexemes[at + ahead], take: () => lexemes[at++] };
};

const fail = (found: SearchLexeme | undefined, wanted: string): never => {
  const what = found === undefined ? 'its end' : `'${found.text}'`;
  throw new ExpressionError(`SEARCH has ${what} where ${wanted} should be`);
};

const isOperator = (lexeme: SearchLexeme | undefined, operator: string): boolean =>
  lexeme?.kind === 'word' && lexeme.text === operator;

const parseSchema = (from: Lexemes): SearchQuery['schema'] => {
  if (from.peek()?.kind !== '{') return undefined;
  const names: string[] = [];
  do {
    from.take();
    const words: string[] = [];
    for (let next = from.peek(); next?.kind === 'word' || next?.kind === 'quoted'; next = from.peek()) {
      words.push(next.text);
      from.take();
    }
    if (words.length !== 1)
      fail(from.peek(), 'one name (in double quotes if it has spaces) between the commas of {…}');
    names.push(...words);
  } while (from.peek()?.kind === ',');
  if (from.peek()?.kind !== '}') fail(from.peek(), "a ',' or the closing '}' of the schema");
  from.take();
  if (from.peek()?.kind === ',') from.take();
  const [namespace = '', ...dimensions] = names;
  return { namespace, dimensions };
};

const endsTerm = (lexeme: SearchLexeme | undefined): boolean =>
  lexeme === undefined || lexeme.kind === ')' || isOperator(lexeme, 'OR');

const combine = (kind: 'and' | 'or', terms: readonly SearchTerm[]): SearchTerm => {
  const [only] = terms;
  return terms.length === 1 && only !== undefined ? only : { kind, terms };
};

const parseOr = (from: Lexemes, property: string | undefined): SearchTerm => {
  const terms = [parseAnd(from, property)];
  while (isOperator(from.peek(), 'OR')) {
    from.take();
    terms.push(parseAnd(from, property));
  }
  return combine('or', terms);
};

const parseAnd = (from: Lexemes, property: string | undefined): SearchTerm => {
  const terms = [parseNot(from, property)];
  while (!endsTerm(from.peek())) {
    if (isOperator(from.peek(), 'AND')) from.take();
    terms.push(parseNot(from, property));
  }
  return combine('and', terms);
};

const parseNot = (from: Lexemes, property: string | undefined): SearchTerm => {
  if (!isOperator(from.peek(), 'NOT')) return parseLeaf(from, property);
  from.take();
  return { kind: 'not', term: parseNot(from, property) };
};

const parseLeaf = (from: Lexemes, property: string | undefined): SearchTerm => {
  const lexeme = from.take();
  if (lexeme?.kind === '(') {
    const term = parseOr(from, property);
    if (from.take()?.kind !== ')') throw new ExpressionError("SEARCH has a '(' without its ')'");
    return term;
  }
  if (lexeme?.kind !== 'word' && lexeme?.kind !== 'quoted') return fail(lexeme, 'a search term');
  if (from.peek()?.kind === '=') {
    if (property !== undefined) return fail(from.peek(), `a value of ${property}`);
    from.take();
    const { kind } = from.peek() ?? {};
    if (kind !== '(' && kind !== 'word' && kind !== 'quoted')
      return fail(from.peek(), `the value of ${lexeme.text}`);
    return parseLeaf(from, lexeme.text);
  }
  if (lexeme.kind === 'word' && ['AND', 'OR', 'NOT'].includes(lexeme.text))
    return fail(lexeme, 'a search term');
  return { kind: 'text', property, isExact: lexeme.kind === 'quoted', text: lexeme.text };
};

/**
 * Parses the first argument of SEARCH by the grammar of the CloudWatch user guide ("search expression syntax"):
 * an optional schema in braces, then terms with AND (also by adjacency), OR, NOT, parentheses and `Property=`
 * designators, whose value may be a list in parentheses. NOT binds tighter than AND, AND tighter than OR.
 *
 * @throws ExpressionError when it does not parse, is empty or is longer than 1024 characters
 */
export const parseSearch = (query: string): SearchQuery => {
  if (query.length > LONGEST)
    throw new ExpressionError(
      `SEARCH takes a query of at most ${LONGEST} characters; this has ${query.length}`,
    );
  const from = readLexemes(lexSearch(query));
  const schema = parseSchema(from);
  if (from.peek() === undefined) {
    if (schema === undefined)
      throw new ExpressionError('SEARCH needs a schema in braces, a search term or both');
    return { schema, term: undefined };
  }
  const term = parseOr(from, undefined);
  if (from.peek() !== undefined) fail(from.peek(), 'a search term');
  return { schema, term };
};
