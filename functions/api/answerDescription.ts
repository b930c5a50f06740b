import { apiVersion } from '#shared/api/apiVersion.ts';
import { descriptionOperation } from '#shared/api/descriptionOperation.ts';
import { toOpenApi } from '#shared/api/openApi.ts';
import { operations } from '#shared/api/operations.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { once } from '#shared/lambda/once.ts';
import { defineRoute } from './route.ts';

const document = once(() => ({ openapi: '3.1.0', ...toOpenApi(operations, apiVersion) }));

/** The API's own description. */
export const answerDescription = defineRoute(descriptionOperation, async ({ query }) => {
  requireValues(query);
  return { body: document() };
});
