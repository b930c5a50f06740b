import * as z from 'zod';
import type { Fault } from '#shared/api/fault.ts';
import type { Operation } from '#shared/api/operation.ts';
import { type QueryShape, readQuery } from '#shared/api/readQuery.ts';

/** What a tool is called with: parameters of path and query as the API takes them, or what is wrong with them. */
export type ReadArguments =
  | { kind: 'given'; given: Readonly<Record<string, string>> }
  | { kind: 'faulty'; faults: readonly Fault[] };

/** Models write `10` and `true` where a text is expected: it says the same. */
const toText = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;

/** Names in a path: a dot or two would lead to another path. */
const placeSchema = (schema: z.ZodType<string, string>) => {
  const { description = 'a name' } = schema.meta() ?? {};
  const expected = `expected ${description.charAt(0).toLowerCase()}${description.slice(1)}`;
  const error = ({ input }: { input?: unknown }) => `is ${JSON.stringify(input)}; ${expected}`;
  return z
    .string(expected)
    .refine((text) => !['', '.', '..'].includes(text), { error })
    .pipe(schema);
};

const shapeOf = ({ query, pathParams }: Operation): QueryShape => ({
  ...Object.fromEntries(Object.entries(pathParams).map(([name, schema]) => [name, placeSchema(schema)])),
  ...query,
});

/** ` such as team or endpoint,component` */
const suchAs = (schema: z.ZodType | undefined): string => {
  const examples = schema?.meta()?.examples;
  return Array.isArray(examples) ? ` such as ${examples.join(' or ')}` : '';
};

/**
 * Reads what a tool is called with. Only what cannot be asked of the API is refused here (arguments that it has no parameter for,
 * lists, a path that is not whole), and then with all else that is wrong; the rest is for the API to say.
 * @param given by name; null is as good as none.
 */
export const readArguments = (
  operation: Operation,
  given: Readonly<Record<string, unknown>>,
): ReadArguments => {
  const entries = Object.entries(given).filter(([, value]) => value !== null && value !== undefined);
  const texts = entries.flatMap(([name, value]) => {
    const text = toText(value);
    return text === undefined ? [] : [[name, text] as const];
  });
  const shape = shapeOf(operation);
  const malformed = entries
    .filter(([name, value]) => toText(value) === undefined && Object.hasOwn(shape, name))
    .map(([parameter, value]): Fault => {
      const what = Array.isArray(value) ? 'a list' : 'an object';
      return { parameter, detail: `is ${what}; expected a text${suchAs(shape[parameter])}` };
    });
  const isMalformed = ({ parameter }: Fault) => malformed.some((fault) => fault.parameter === parameter);
  const unknown = entries
    .filter(([name]) => !Object.hasOwn(shape, name))
    .map(([name]) => [name, ''] as const);
  const read = readQuery(shape, new URLSearchParams(Object.fromEntries([...unknown, ...texts])));
  const faults = [...malformed, ...read.faults.filter((fault) => !isMalformed(fault))];
  const isOurs = ({ parameter = '' }: Fault) =>
    !Object.hasOwn(operation.query, parameter) || Object.hasOwn(operation.pathParams, parameter);
  return malformed.length > 0 || faults.some(isOurs)
    ? { kind: 'faulty', faults }
    : { kind: 'given', given: Object.fromEntries(texts) };
};
