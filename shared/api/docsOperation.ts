import * as z from 'zod';
import type { Operation } from './operation.ts';

/** The document as a page. */
export const docsOperation = {
  id: 'readDocs',
  method: 'GET',
  path: '/docs',
  summary: 'This page',
  description: 'The description of the API as a page for people, made from `openapi.json`; without a script.',
  role: undefined,
  query: {},
  pathParams: {},
  body: undefined,
  answer: z.string(),
  hasCsv: false,
  isPage: true,
} as const satisfies Operation;
