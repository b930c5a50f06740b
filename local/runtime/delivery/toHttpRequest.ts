import type { Destination } from '#local/template/targetSpec.ts';
import type { HttpRequest } from './httpSender.ts';

type ToHttp = Extract<Destination, { kind: 'http' }>;

const withPath = (endpoint: string, values: readonly string[]): string => {
  const left = [...values];
  return endpoint.replaceAll('*', () => encodeURIComponent(left.shift() ?? '*'));
};

/**
 * EventBridge's request to an API destination: what the connection sets goes before what the target sets, and both before
 * EventBridge's own.
 */
export const toHttpRequest = (
  { apiDestination, parameters }: Pick<ToHttp, 'apiDestination' | 'parameters'>,
  body: string,
): HttpRequest => {
  const { connection, endpoint, method } = apiDestination;
  const url = new URL(withPath(endpoint, parameters?.PathParameterValues ?? []));
  for (const [name, value] of Object.entries({ ...parameters?.QueryStringParameters, ...connection.query }))
    url.searchParams.set(name, value);
  return {
    url: url.href,
    method,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Amazon/EventBridge/ApiDestinations',
      ...parameters?.HeaderParameters,
      ...connection.headers,
    },
    body: ['GET', 'HEAD'].includes(method) ? undefined : body,
  };
};
