import * as z from 'zod';
import type { Operation } from './operation.ts';

/** The document itself. */
export const descriptionOperation = {
  id: 'readDescription',
  method: 'GET',
  path: '/openapi.json',
  summary: 'This description of the API',
  description: 'OpenAPI 3.1, made from the schemas that check what is asked and answered.',
  role: undefined,
  query: {},
  pathParams: {},
  body: undefined,
  answer: z.looseObject({ openapi: z.string() }).meta({ id: 'OpenApi' }),
  hasCsv: false,
} as const satisfies Operation;
