import { createHash } from 'node:crypto';
import { docsOperation } from '#shared/api/docsOperation.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { pageStyle } from '#shared/apiPage/pageStyle.ts';
import { renderApiPage } from '#shared/apiPage/renderApiPage.ts';
import { once } from '#shared/lambda/once.ts';
import { describeApi } from './describeApi.ts';
import { defineRoute } from './route.ts';

/** Nothing but the page's own style: no script, no picture, no frame around it, nothing from elsewhere. */
const policy = once(() => {
  const hash = createHash('sha256').update(pageStyle).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
});

const page = once(() => renderApiPage(describeApi()));

/** The API's own description, for people. */
export const answerDocs = defineRoute(docsOperation, async ({ query }) => {
  requireValues(query);
  return { body: page(), page: { policy: policy() } };
});
