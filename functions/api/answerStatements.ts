import { requireValues } from '#shared/api/readQuery.ts';
import { statementsOperation } from '#shared/api/statementsOperation.ts';
import { defineRoute } from './route.ts';

/** Statements: there are none yet. */
export const answerStatements = defineRoute(statementsOperation, async ({ query }) => {
  requireValues(query);
  return { body: { statements: [] } };
});
