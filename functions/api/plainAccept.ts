import type middy from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A media range without its parameters, but for the weight. */
const toPlain = (range: string): string =>
  range
    .split(';')
    .filter((part, index) => index === 0 || /^\s*q\s*=/i.test(part))
    .join(';');

/**
 * Takes parameters such as `charset=utf-8` or `header=present` from what a client accepts: no answer comes in several forms of one
 * media type, and who asks for `application/json; charset=utf-8` is answered.
 */
export const plainAccept = (): middy.MiddlewareObj<APIGatewayProxyEventV2> => ({
  before: (request) => {
    const { accept, ...headers } = request.event.headers ?? {};
    if (accept === undefined) return;
    request.event = {
      ...request.event,
      headers: { ...headers, accept: accept.split(',').map(toPlain).join(',') },
    };
  },
});
