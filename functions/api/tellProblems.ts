import type middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { problemOf } from './problemOf.ts';

const problemType = 'application/problem+json';

/** Turns whatever was thrown into problem details; what went wrong here is told to `onFailure` too. */
export const tellProblems = (
  onFailure: (error: Error) => void,
): middy.MiddlewareObj<APIGatewayProxyEventV2> => ({
  onError: async (request) => {
    const { error } = request;
    const problem = problemOf(error, request.event.requestContext?.requestId);
    if (problem.status >= 500) onFailure(error instanceof Error ? error : new Error(String(error)));
    request.response = {
      statusCode: problem.status,
      headers: {
        'content-type': problemType,
        'cache-control': 'no-store',
        ...(problem.status === 503 ? { 'retry-after': '5' } : {}),
      },
      body: JSON.stringify(problem),
    };
  },
});
