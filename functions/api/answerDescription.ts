import { descriptionOperation } from '#shared/api/descriptionOperation.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { describeApi } from './describeApi.ts';
import { defineRoute } from './route.ts';

/** The API's own description. */
export const answerDescription = defineRoute(descriptionOperation, async ({ query }) => {
  requireValues(query);
  return { body: describeApi() };
});
