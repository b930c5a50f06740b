import * as z from 'zod';

/**
 * A document that people write, in a body. It is only described here, by the schema of its file: it is checked by who reads it, in
 * the same words as a file that is given to the command.
 * @param id its name in the description of the API.
 */
export const describedDocument = (id: string, file: () => z.ZodType, description: string) =>
  z.lazy(() => {
    const { $schema: _, ...own } = z.toJSONSchema(file(), { io: 'input' });
    return z
      .unknown()
      .refine((document) => document !== undefined, 'is missing; expected the document')
      .meta({ id, description, ...own });
  });

export const noteField = z
  .string('is needed: why it is changed, for whoever asks later')
  .trim()
  .min(1, 'is empty; expected why it is changed, for whoever asks later')
  .max(1_000, 'is longer than 1,000 characters')
  .meta({ description: 'Why it is changed, for whoever asks later' });
