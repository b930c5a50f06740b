import * as z from 'zod';

/** A JSON schema, as far as a page tells of it. */
export type SchemaNode = {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  default?: unknown;
  examples?: unknown[] | undefined;
  properties?: Record<string, SchemaNode> | undefined;
  required?: string[] | undefined;
  items?: SchemaNode | undefined;
  additionalProperties?: boolean | SchemaNode | undefined;
  anyOf?: SchemaNode[] | undefined;
  oneOf?: SchemaNode[] | undefined;
  minimum?: number | undefined;
  maximum?: number | undefined;
  maxItems?: number | undefined;
};

const schemaNode: z.ZodType<SchemaNode> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    default: z.unknown().optional(),
    examples: z.array(z.unknown()).optional(),
    properties: z.record(z.string(), schemaNode).optional(),
    required: z.array(z.string()).optional(),
    items: schemaNode.optional(),
    additionalProperties: z.union([z.boolean(), schemaNode]).optional(),
    anyOf: z.array(schemaNode).optional(),
    oneOf: z.array(schemaNode).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    maxItems: z.number().optional(),
  }),
);

const content = z.record(z.string(), z.object({ schema: schemaNode }));

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['query', 'path', 'header']),
  required: z.boolean(),
  description: z.string().default(''),
  schema: schemaNode,
  example: z.unknown().optional(),
});
export type ApiParameter = z.infer<typeof parameterSchema>;

const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string(),
  'x-role': z.enum(['none', 'team', 'finance', 'admin']),
  'x-commands': z.array(z.string()).default([]),
  parameters: z.array(parameterSchema),
  requestBody: z.object({ content }).optional(),
  responses: z.record(z.string(), z.object({ description: z.string(), content: content.default({}) })),
});

/** An operation with where it is. */
export type ApiOperation = z.infer<typeof operationSchema> & { method: string; path: string };

export type Schemas = Readonly<Record<string, SchemaNode>>;

const documentSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.object({ url: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaNode) }),
});

/** What a page tells of an OpenAPI document. */
export type ApiDocument = Omit<z.infer<typeof documentSchema>, 'paths' | 'components'> & {
  operations: ApiOperation[];
  schemas: Schemas;
};

/** Reads an OpenAPI document as `toOpenApi` makes it. @throws ZodError for another. */
export const readApiDocument = (document: unknown): ApiDocument => {
  const { paths, components, ...rest } = documentSchema.parse(document);
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    })),
  );
  return { ...rest, operations, schemas: components.schemas };
};
