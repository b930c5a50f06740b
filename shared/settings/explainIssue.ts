import type * as z from 'zod';

/** What a schema finds wrong, in the words of this house where the schema has none of its own: `has an unknown key: "colour"`. */
export const explainIssue = ({ message }: z.core.$ZodIssue): string => {
  const [, expected, received] = /^Invalid input: expected (.*), received (.*)$/.exec(message) ?? [];
  if (received === 'undefined') return `is missing; expected ${expected}`;
  if (expected === 'int') return 'is no whole number; expected one';
  if (expected !== undefined) return `is of type ${received}; expected ${expected}`;
  return message.replace(/^Unrecognized key/, 'has an unknown key').replace(/^Invalid option: /, '');
};
