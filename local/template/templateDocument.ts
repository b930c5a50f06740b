import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { TemplateError } from './templateError.ts';

const parameter = z.object({
  Type: z.string(),
  Default: z.union([z.string(), z.number()]).optional(),
  AllowedValues: z.array(z.union([z.string(), z.number()])).optional(),
  AllowedPattern: z.string().optional(),
  ConstraintDescription: z.string().optional(),
  MinValue: z.coerce.number().optional(),
  MaxValue: z.coerce.number().optional(),
  MinLength: z.coerce.number().optional(),
  MaxLength: z.coerce.number().optional(),
  Description: z.string().optional(),
  NoEcho: z.union([z.boolean(), z.string()]).optional(),
});

const resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});

const document = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  // The CDK's own rule checks the version of its bootstrap stack, which a local run does not need.
  Rules: z.strictObject({ CheckBootstrapVersion: z.unknown().optional() }).optional(),
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Condition: z.string().optional() }))
    .default({}),
});

export type TemplateDocument = z.infer<typeof document>;
export type TemplateParameter = z.infer<typeof parameter>;
export type TemplateResource = z.infer<typeof resource>;

/** Checks the outer form of a template. @throws TemplateError naming each fault. */
export const parseTemplate = (json: unknown, name: string): TemplateDocument => {
  const parsed = document.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new TemplateError(name, faults.join('; '), parsed.error);
};

/** Reads a synthesized template. @throws TemplateError when it is absent, no JSON, or no template. */
export const readTemplate = (file: string): TemplateDocument => {
  try {
    return parseTemplate(JSON.parse(readFileSync(file, 'utf8')), file);
  } catch (error) {
    if (error instanceof TemplateError) throw error;
    throw new TemplateError(file, 'cannot be read as a JSON file; has it been synthesized?', error);
  }
};
