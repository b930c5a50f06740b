import type { APIGatewayEventRequestContextV2, APIGatewayProxyEventV2WithRequestContext } from 'aws-lambda';
import { type HttpCall, headerOf } from '#local/aws/wire/httpCall.ts';
import type { RouteMatch } from './chooseRoute.ts';
import { eventBody } from './eventBody.ts';
import { eventCookies, eventHeaders } from './eventHeaders.ts';

/** What an authorizer has found out of the caller, as `requestContext.authorizer` has it. */
export type AuthorizerContext =
  | { jwt: { claims: Readonly<Record<string, string>>; scopes: readonly string[] | null } }
  | {
      iam: {
        accessKey: string;
        accountId: string;
        callerId: string;
        cognitoIdentity: null;
        principalOrgId: null;
        userArn: string;
        userId: string;
      };
    };

/** A request in payload format 2.0. */
export type HttpApiEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & { authorizer?: AuthorizerContext }
>;

/** One request that has found its route and may go on. */
export type Admitted = {
  call: HttpCall;
  match: RouteMatch;
  /** Decoded, see `decodePath`. */
  path: string;
  body: Buffer;
  /** Undefined on a route that is open to all. */
  authorizer: AuthorizerContext | undefined;
  requestId: string;
};

/** `?a=1&a=2` to `{ a: '1,2' }`, names and values decoded; undefined without a query. */
const readQuery = (query: string): Record<string, string> | undefined => {
  const pairs = [...new URLSearchParams(query)];
  if (pairs.length === 0) return undefined;
  const values = Map.groupBy(pairs, ([name]) => name);
  return Object.fromEntries(
    [...values].map(([name, found]) => [name, found.map(([, value]) => value).join(',')]),
  );
};

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** As access logs have it: `12/Mar/2020:19:03:58 +0000`. */
const formatLogTime = (milliseconds: number): string => {
  const date = new Date(milliseconds);
  const [day = '', time = ''] = date.toISOString().split('T');
  return `${day.slice(8)}/${months[date.getUTCMonth()]}/${day.slice(0, 4)}:${time.slice(0, 8)} +0000`;
};

/**
 * The event that a function gets for a request, in payload format 2.0; what is empty is absent, `rawQueryString` aside.
 * The query stands there as it was sent, percent-encoded, while the path is decoded.
 *
 * @param now epoch seconds.
 */
export const createEvent = (
  { call, match, path, body, authorizer, requestId }: Admitted,
  { apiId, stage, accountId, now }: { apiId: string; stage: string; accountId: string; now: number },
): HttpApiEvent => {
  const { routeKey } = match.route;
  const [, rawQueryString = ''] = /\?(.*)$/s.exec(call.target) ?? [];
  const query = readQuery(rawQueryString);
  const cookies = eventCookies(call);
  const timeEpoch = Math.floor(now * 1000);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies === undefined ? {} : { cookies }),
    headers: eventHeaders(call, body, now),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId,
      apiId,
      ...(authorizer === undefined ? {} : { authorizer }),
      domainName: headerOf(call, 'host') ?? '',
      domainPrefix: apiId,
      http: {
        method: call.method,
        path,
        protocol: `HTTP/${call.httpVersion}`,
        sourceIp: call.sourceIp,
        userAgent: headerOf(call, 'user-agent') ?? '',
      },
      requestId,
      routeKey,
      stage,
      time: formatLogTime(timeEpoch),
      timeEpoch,
    },
    ...(Object.keys(match.pathParameters).length === 0 ? {} : { pathParameters: match.pathParameters }),
    ...eventBody(call, body),
  };
};
