import type { Fault } from '#shared/api/fault.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';

/** That a parameter asks for tags which nobody records, each once, and which are recorded. */
export const findUnrecordedTags = (
  parameter: string,
  keys: readonly string[],
  recorded: readonly string[],
): Fault[] =>
  [...new Set(keys)]
    .filter((key) => !recorded.includes(key))
    .map((key) => ({
      parameter,
      detail: `asks for the tag ${quoteInput(key)}, which is not recorded; the owners document says which tags are`,
      allowed: recorded.map((each) => `tag:${each}`),
    }));
