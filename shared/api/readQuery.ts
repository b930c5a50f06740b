import type * as z from 'zod';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { type Fault, FaultyRequestError } from './fault.ts';

/** The parameters of a request by name. Each takes the text that was given, or undefined. */
export type QueryShape = Readonly<Record<string, z.ZodType<unknown, string | undefined>>>;

/** What a shape's parameters are once they are read. */
export type QueryValues<Shape extends QueryShape> = { [Name in keyof Shape]: z.output<Shape[Name]> };

/** Of a request with faults only what is right is there. */
export type QueryRead<Shape extends QueryShape> = {
  values: Partial<QueryValues<Shape>>;
  faults: Fault[];
};

/** Longer than any right value; more is a mistake, or an attack. */
const mostCharacters = 4_000;

const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

const findUnknown = (name: string, known: readonly string[]): Fault => {
  const near = findLookAlike(name.slice(0, 100), known);
  const hint = near === undefined ? '' : `; is ${near} meant?`;
  return { parameter: name.slice(0, 100), detail: `is no parameter here${hint}`, allowed: [...known] };
};

/** What a schema allows where it is a choice; its own words for the rest. */
const toFault = (parameter: string, text: string | undefined, issue: z.core.$ZodIssue): Fault => {
  if (text === undefined) return { parameter, detail: `is needed: ${issue.message}` };
  if (issue.code === 'custom') return { parameter, detail: issue.message };
  if (issue.code !== 'invalid_value') return { parameter, detail: `is ${quote(text)}; ${issue.message}` };
  const allowed = issue.values.map(String);
  return { parameter, detail: `is ${quote(text)}; expected one of ${allowed.join(', ')}`, allowed };
};

/**
 * Reads a query by a shape: every fault at once, unknown parameters and those that are given twice among them.
 * @param repeatable names whose values are joined by `+` when they are given more than once.
 */
export const readQuery = <Shape extends QueryShape>(
  shape: Shape,
  query: URLSearchParams,
  repeatable: readonly string[] = [],
): QueryRead<Shape> => {
  const known = Object.keys(shape);
  const values: Record<string, unknown> = {};
  const faults = [...new Set(query.keys())]
    .filter((name) => !Object.hasOwn(shape, name))
    .slice(0, 20)
    .map((name) => findUnknown(name, known));
  for (const [parameter, schema] of Object.entries(shape)) {
    const given = query.getAll(parameter);
    const text = given.length === 0 ? undefined : given.join('+');
    if (given.length > 1 && !repeatable.includes(parameter)) {
      faults.push({ parameter, detail: `is given ${given.length} times; expected it once` });
    } else if (text !== undefined && text.length > mostCharacters) {
      faults.push({ parameter, detail: `has ${text.length} characters; expected ${mostCharacters} at most` });
    } else {
      const parsed = schema.safeParse(text);
      if (parsed.success) values[parameter] = parsed.data;
      else faults.push(...parsed.error.issues.map((issue) => toFault(parameter, text, issue)));
    }
  }
  return { values: values as Partial<QueryValues<Shape>>, faults };
};

/** Everything that was asked. @throws FaultyRequestError with every fault where there is any. */
export const requireValues = <Shape extends QueryShape>({
  values,
  faults,
}: QueryRead<Shape>): QueryValues<Shape> => {
  if (faults.length > 0) throw new FaultyRequestError(faults);
  return values as QueryValues<Shape>;
};
