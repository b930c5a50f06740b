import type * as z from 'zod';
import { AwsError } from '#local/aws/jsonService.ts';

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** The input in the shape an operation wants. @throws AwsError `ValidationException`, worded as AWS words it. */
export const validate = <Input>(schema: z.ZodType<Input>, input: unknown): Input => {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `Value at '${path.join('.')}' failed to satisfy constraint: ${message}`,
  );
  const count = `${faults.length} validation error${faults.length === 1 ? '' : 's'} detected`;
  throw validationError(`${count}: ${faults.join('; ')}`);
};
