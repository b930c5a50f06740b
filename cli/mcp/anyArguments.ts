import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import { isObject } from '#cli/ask/joinPages.ts';

type Arguments = Readonly<Record<string, unknown>>;

/**
 * Arguments that clients are told the schema of, and that are taken as they are: `callTool` reads them, and says of all that is wrong
 * what would be right.
 */
export const anyArguments = (schema: Record<string, unknown>): StandardSchemaWithJSON<Arguments> => ({
  '~standard': {
    version: 1,
    vendor: 'tenner',
    validate: (value) =>
      isObject(value) ? { value } : { issues: [{ message: 'expected an object of arguments' }] },
    jsonSchema: { input: () => schema, output: () => schema },
  },
});
