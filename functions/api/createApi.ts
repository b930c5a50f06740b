import middy from '@middy/core';
import httpContentEncoding from '@middy/http-content-encoding';
import httpContentNegotiation from '@middy/http-content-negotiation';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { ApiDeps } from './deps.ts';
import { createEndpoint } from './endpoint.ts';
import { plainAccept } from './plainAccept.ts';
import { mediaTypes } from './respond.ts';
import { routes } from './routes.ts';
import { tellProblems } from './tellProblems.ts';

export type ApiTools = {
  /** Built at the first request. */
  deps(): ApiDeps;
  /** Told of what went wrong here, and not with the asker. */
  onFailure(error: Error): void;
};

/** The API as a Lambda handler: what is asked is routed, answered, and given the form and encoding that the client would have. */
export const createApi = ({ deps, onFailure }: ApiTools) =>
  middy<APIGatewayProxyEventV2>()
    .use(httpContentEncoding({ overridePreferredEncoding: ['gzip'] }))
    .use(tellProblems(onFailure))
    .use(plainAccept())
    .use(
      httpContentNegotiation({
        parseCharsets: false,
        parseLanguages: false,
        availableEncodings: ['gzip', 'identity'],
        availableMediaTypes: [...mediaTypes],
      }),
    )
    .handler(httpRouter(routes.flatMap((route) => createEndpoint(route, deps))));
