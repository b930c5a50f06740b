import { generateSource } from 'oazapfts';
import * as z from 'zod';
import { apiVersion } from '#shared/api/apiVersion.ts';
import { toOpenApi } from '#shared/api/openApi.ts';
import { operations } from '#shared/api/operations.ts';

type Spec = Parameters<typeof generateSource>[0];

/** Our own document, of whose form the API's own tests take care. */
const specSchema = z.custom<Spec>((value) => typeof value === 'object' && value !== null && 'paths' in value);

/** What is generated passes options on that the runtime's types take only where absent is not undefined. */
const unchecked = '// @ts-nocheck\n';

/** The source of the typed client: a function for each operation of the API's own description, and the types of what they answer. */
export const generateClient = async (): Promise<string> => {
  const source = await generateSource(specSchema.parse(structuredClone(toOpenApi(operations, apiVersion))), {
    argumentStyle: 'object',
    useUnknown: true,
    futureStripLegacyMethods: true,
  });
  return `${unchecked}${source}`;
};
