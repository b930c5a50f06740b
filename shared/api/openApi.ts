import * as z from 'zod';
import { problemSchema } from './fault.ts';
import type { Operation } from './operation.ts';

type Json = Readonly<Record<string, unknown>>;

/** Schemas as a document has them: each with an id once, under `components`. */
const createSchemas = () => {
  const components: Record<string, unknown> = {};
  const toSchema = (schema: z.ZodType): Json => {
    const { $defs, $schema: _, ...own } = z.toJSONSchema(schema, { io: 'input' });
    const moved = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'));
    for (const [id, each] of Object.entries($defs ?? {})) components[id] ??= moved(each);
    return moved(own) as Json;
  };
  return { components, toSchema };
};

type Schemas = ReturnType<typeof createSchemas>;

const toParameter = (
  name: string,
  place: 'query' | 'path',
  schema: z.ZodType,
  { toSchema }: Schemas,
): Json => {
  const { description, ...own } = toSchema(schema);
  // Of a text that is read into something else a schema tells neither: they are of the text.
  const { examples = own.examples, default: preset = own.default } = schema.meta() ?? {};
  const [example]: unknown[] = Array.isArray(examples) ? examples : [];
  const isNeeded = place === 'path' || !schema.safeParse(undefined).success;
  return {
    name,
    in: place,
    required: isNeeded,
    description,
    schema: {
      ...own,
      ...(preset === undefined ? {} : { default: preset }),
      ...(examples === undefined ? {} : { examples }),
    },
    ...(example === undefined ? {} : { example }),
  };
};

const problemResponse = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What may go wrong with an operation, as far as a client can do something about it. */
const problemsOf = ({ role, method, query, pathParams }: Operation): Json => ({
  '400': problemResponse(
    'What was asked cannot be answered as it is; `errors` has everything that is wrong with it',
  ),
  ...(role === undefined
    ? {}
    : {
        '401': { description: 'No token, or none that is valid' },
        '403': problemResponse('Not for the asker to see or do'),
      }),
  ...(Object.keys({ ...query, ...pathParams }).length === 0
    ? {}
    : { '404': problemResponse('There is nothing of that name, or it is not kept that finely any more') }),
  ...(query.cursor === undefined ? {} : { '409': problemResponse('The cursor is outdated') }),
  ...(method === 'PUT'
    ? {
        '412': problemResponse('Another version is in force by now'),
        '428': problemResponse('`If-Match` is missing'),
      }
    : {}),
});

/** What names the version that a change replaces. */
const ifMatch: Json = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The version that is replaced, as `ETag` of a read has it; "0" for the first',
  schema: { type: 'string' },
  example: '"3"',
};

const contentOf = ({ answer, hasCsv, isPage }: Operation, { toSchema }: Schemas): Json =>
  isPage === true
    ? { 'text/html': { schema: { type: 'string' } } }
    : {
        'application/json': { schema: toSchema(answer) },
        ...(hasCsv ? { 'text/csv': { schema: { type: 'string' } } } : {}),
      };

const toRequestBody = (body: z.ZodType, { toSchema }: Schemas): Json => {
  const examples = body.meta()?.examples;
  const schema = { ...toSchema(body), ...(examples === undefined ? {} : { examples }) };
  return { required: true, content: { 'application/json': { schema } } };
};

const toOperation = (operation: Operation, schemas: Schemas): Json => {
  const { id, method, summary, description, query, pathParams, body, role, commands } = operation;
  return {
    operationId: id,
    summary,
    description:
      role === undefined || role === 'team' ? description : `${description} Asks for the role ${role}.`,
    'x-role': role ?? 'none',
    ...(commands === undefined ? {} : { 'x-commands': commands }),
    parameters: [
      ...Object.entries(pathParams).map(([name, schema]) => toParameter(name, 'path', schema, schemas)),
      ...Object.entries(query).map(([name, schema]) => toParameter(name, 'query', schema, schemas)),
      ...(method === 'PUT' ? [ifMatch] : []),
    ],
    ...(body === undefined ? {} : { requestBody: toRequestBody(body, schemas) }),
    responses: {
      '200': {
        description: 'The answer',
        headers: { ETag: { schema: { type: 'string' } } },
        content: contentOf(operation, schemas),
      },
      ...(method === 'GET'
        ? { '304': { description: 'The same as the client has by `If-None-Match`' } }
        : {}),
      ...problemsOf(operation),
    },
    ...(role === undefined ? { security: [] } : {}),
  };
};

const about =
  'What every model, copy, GPU and team costs on Amazon SageMaker AI endpoints. Amounts are decimals of dollars as text, exact to ' +
  'nine places; rows add up to their total. A reader of some teams sees the rows of these teams and nothing of others.';

/** The OpenAPI 3.1 document of some operations, made from the schemas that check what is asked and answered. */
export const toOpenApi = (operations: readonly Operation[], version: string): Json => {
  const schemas = createSchemas();
  const problem = schemas.toSchema(problemSchema);
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const own = paths[operation.path] ?? {};
    own[operation.method.toLowerCase()] = toOperation(operation, schemas);
    paths[operation.path] = own;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tenner',
      version,
      description: about,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { url: '/v1', description: 'With a token of the OpenID Connect issuer' },
      { url: '/iam/v1', description: 'With a request signed by AWS Signature Version 4' },
    ],
    security: [{ token: [] }, { signature: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        signature: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
      schemas: {
        Problem: problem.$ref === undefined ? problem : schemas.components.Problem,
        ...schemas.components,
      },
    },
  };
};
