import * as z from 'zod';
import type { Operation } from '#shared/api/operation.ts';
import { kebab } from './kebab.ts';

/** A parameter of the API's as an option of a command. */
export type Parameter = {
  /** As the API calls it: `shareIdle`. */
  name: string;
  /** `share-idle` */
  option: string;
  description: string;
  /** What it may be, where that can be listed. */
  choices: readonly string[];
  /** Whether it is true or false: then it takes no value. */
  isFlag: boolean;
  /** Whether several are one, joined by `+`. */
  isRepeatable: boolean;
  /** What the command gives where it is not given; undefined where the API decides. */
  given: string | undefined;
  /** What holds where it is not given; undefined for none. */
  usually: string | undefined;
};

const enumSchema = z.object({ enum: z.array(z.string()) });

const choicesOf = (schema: z.ZodType): string[] =>
  enumSchema.safeParse(z.toJSONSchema(schema, { io: 'input' })).data?.enum ?? [];

/** A default as it would be given: what is read into a list was names with commas, what is read into one word that word. */
const describeValue = (value: unknown): string | undefined => {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value !== 'object' || value === null) return value === undefined ? undefined : String(value);
  const [only, ...more] = Object.values(value);
  return typeof only === 'string' && more.length === 0 ? only : undefined;
};

/** What may be asked so often that nobody should have to say it. */
const usualValues: Readonly<Record<string, string>> = { window: 'month' };

const toParameter = (
  name: string,
  schema: z.ZodType<unknown, string | undefined>,
  defaults: Readonly<Record<string, string>>,
): Parameter => {
  const without = schema.safeParse(undefined);
  const given = without.success ? defaults[name] : (defaults[name] ?? usualValues[name]);
  const choices = choicesOf(schema);
  const isFlag = choices.length === 2 && choices.includes('true') && choices.includes('false');
  return {
    name,
    option: kebab(name),
    description: schema.meta()?.description ?? '',
    choices: isFlag ? [] : choices,
    isFlag,
    isRepeatable: name === 'filter',
    given,
    usually: given ?? describeValue(without.data),
  };
};

/** The options of the command that asks an operation. */
export const parametersOf = (
  { query }: Operation,
  defaults: Readonly<Record<string, string>> = {},
): Parameter[] => Object.entries(query).map(([name, schema]) => toParameter(name, schema, defaults));
