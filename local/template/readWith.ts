import { TemplateError } from './templateError.ts';

/**
 * Reads a value of a resource by `parse`.
 * @throws TemplateError naming the resource, for what `parse` refuses.
 */
export const readWith = <Input, Output>(
  logicalId: string,
  parse: (input: Input) => Output,
  input: Input,
): Output => {
  try {
    return parse(input);
  } catch (error) {
    throw new TemplateError(logicalId, error instanceof Error ? error.message : String(error), error);
  }
};
