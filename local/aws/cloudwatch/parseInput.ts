import type * as z from 'zod';
import type { AwsError } from '#local/aws/jsonService.ts';

/** How an operation answers to input that its schema refuses. */
export type Refusal = {
  invalid: (message: string) => AwsError;
  /** For a member that is needed and absent; `invalid` when the operation makes no difference. */
  missing?: (message: string) => AwsError;
};

/** A path as AWS writes it: `MetricDataQueries.member.1.Id`. */
const writePath = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `member.${part + 1}` : String(part))).join('.');

const isAbsent = (input: unknown, path: readonly PropertyKey[]): boolean => {
  let value: unknown = input;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = Reflect.get(value, part);
  }
  return value === undefined;
};

/**
 * Checks an operation's input.
 * @throws AwsError for the first fault, with its place in the request
 */
export const parseInput = <T>(schema: z.ZodType<T>, input: unknown, refusal: Refusal): T => {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue === undefined) throw refusal.invalid('The request is not valid.');
  const path = writePath(issue.path);
  if (path === '') throw refusal.invalid(`The request is not valid: ${issue.message}.`);
  if (issue.code === 'invalid_type' && isAbsent(input, issue.path))
    throw (refusal.missing ?? refusal.invalid)(`The parameter ${path} is required.`);
  throw refusal.invalid(`The value for parameter ${path} is invalid: ${issue.message}.`);
};
