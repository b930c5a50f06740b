import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';
import { bucketRetention } from './names.ts';

/** `5 minutes`, as in a rate expression, to minutes. */
export const everyMinutes = z
  .string()
  .regex(/^(1 minute|[1-9]\d* minutes)$/, 'expected a period such as "5 minutes"')
  .transform((text) => Number.parseInt(text, 10));

/** `90`: how many days buckets are kept. */
export const retentionDays = z
  .string()
  .regex(/^\d+$/, 'expected a whole number of days')
  .transform(Number)
  .pipe(z.int().min(bucketRetention.minDays).max(bucketRetention.maxDays));

/** Reads a function's environment. @throws BadInputError with every fault in one message. */
export const parseEnvironment = <Output>(
  schema: z.ZodType<Output>,
  variables: Record<string, string | undefined>,
): Output => {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const name = path.join('.');
    return variables[name] === undefined
      ? `${name} is not set`
      : `${name} is "${variables[name]}": ${message}`;
  });
  throw new BadInputError('config.environment', `the function's environment is wrong: ${faults.join('; ')}`);
};
