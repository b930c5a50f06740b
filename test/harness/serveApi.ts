import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createApi } from '#functions/api/createApi.ts';
import type { ApiDeps } from '#functions/api/deps.ts';
import type { HttpAnswer } from '#functions/api/respond.ts';
import type { Instant } from '#shared/domain/time.ts';
import { listen } from './listen.ts';
import { verifySigV4 } from './verifySigV4.ts';

export type ServedApi = {
  url: string;
  /** What was asked so far: method, path and query. */
  readonly asked: string[];
  stop(): Promise<void>;
};

type Served = {
  deps: ApiDeps;
  now: Instant;
  /** Tokens that are taken, and the groups of whoever has them. */
  tokens: Readonly<Record<string, readonly string[]>>;
  /** The secret of whoever may sign, and the role that they have assumed. */
  signer?: { secret: string; arn: string };
};

type Authorizer = Record<string, unknown>;

const say = (response: ServerResponse, status: number, message: string): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ message }));
};

/** Who asks, as API Gateway finds out; a status where it lets nobody in. */
const authorize = (request: IncomingMessage, { tokens, signer }: Served): Authorizer | 401 | 403 => {
  if (request.url?.startsWith('/iam/')) {
    const isSigned = signer !== undefined && verifySigV4(request, signer.secret) !== undefined;
    return isSigned ? { iam: { userArn: signer.arn } } : 403;
  }
  const [, token = ''] = /^Bearer (.+)$/.exec(request.headers.authorization ?? '') ?? [];
  const groups = tokens[token];
  return groups === undefined
    ? 401
    : { jwt: { claims: { sub: 'someone', groups: `[${groups.join(' ')}]` } } };
};

const toEvent = ({ method, url = '', headers }: IncomingMessage, authorizer: Authorizer, now: Instant) => {
  const [path = '', query = ''] = url.split('?');
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return {
    version: '2.0',
    rawPath: decodeURIComponent(path),
    rawQueryString: query,
    headers: Object.fromEntries(texts),
    requestContext: { requestId: 'request-1', timeEpoch: now * 1000, http: { method, path }, authorizer },
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
};

/** Serves an API over HTTP as API Gateway does in front of its function: who asks is known by a fixed token, or by a signature. */
export const serveApi = async (served: Served): Promise<ServedApi> => {
  const asked: string[] = [];
  const api = createApi({
    deps: () => served.deps,
    onFailure: (error) => console.error(error),
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked.push(`${request.method} ${request.url}`);
    const isOpen = request.url?.endsWith('/openapi.json') === true;
    const authorizer = isOpen ? {} : authorize(request, served);
    if (authorizer === 401) return say(response, 401, 'Unauthorized');
    if (authorizer === 403) return say(response, 403, 'Forbidden');
    const context = { getRemainingTimeInMillis: () => 20_000 } as Context;
    const given: HttpAnswer & { isBase64Encoded?: boolean } = await api(
      toEvent(request, authorizer, served.now),
      context,
    );
    const body = Buffer.from(given.body ?? '', given.isBase64Encoded === true ? 'base64' : 'utf8');
    response.writeHead(given.statusCode, given.headers).end(body);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  return { asked, ...(await listen(server)) };
};
