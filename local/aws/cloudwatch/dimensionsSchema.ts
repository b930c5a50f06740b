import * as z from 'zod';

const dimensionSchema = z.strictObject({
  Name: z.string().min(1).max(255),
  Value: z.string().min(1).max(1024),
});

/** A metric's dimensions on the wire: at most 30, each once. */
export const dimensionsSchema = z
  .array(dimensionSchema)
  .max(30)
  .refine(
    (all) => new Set(all.map(({ Name }) => Name)).size === all.length,
    'a dimension stands in it twice',
  );

/** Wire dimensions as a record by name. */
export const readDimensions = (
  dimensions: z.infer<typeof dimensionsSchema> | undefined,
): Record<string, string> => {
  // Not by assignment, which loses a dimension called `__proto__`.
  return Object.fromEntries((dimensions ?? []).map(({ Name, Value }) => [Name, Value]));
};
