import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createApi } from '#functions/api/createApi.ts';
import type { ApiDeps } from '#functions/api/deps.ts';
import type { HttpAnswer } from '#functions/api/respond.ts';
import { accessForm } from '#shared/access/accessForm.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createCache } from '#shared/lambda/createCache.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createMemorySettings } from '#test/fakes/memorySettings.ts';

export type Asking = {
  method?: 'GET' | 'POST' | 'PUT';
  /** Groups of who asks; without any there is no token. */
  groups?: readonly string[];
  headers?: Readonly<Record<string, string>>;
  body?: string;
};

export type Answered = {
  status: number;
  headers: Readonly<Record<string, string>>;
  text: string;
  json: unknown;
};

/** What an API in memory rests on, with grants for the groups `admins`, `finance` and `team-<code>` of some teams. */
export const memoryApiDeps = async (teams: readonly string[] = ['red', 'blue']): Promise<ApiDeps> => {
  const access = createMemorySettings(accessForm);
  const grants = [
    { name: 'admins', group: 'admins', role: 'admin' },
    { name: 'finance', group: 'finance', role: 'finance' },
    ...teams.map((team) => ({ name: team, group: `team-${team}`, role: 'team', teams: [team] })),
  ];
  const text = JSON.stringify({ grants });
  await access.put({ who: 'test', at: at('2026-01-01T00:00:00Z'), note: 'test', text }, 0);
  return {
    account: '123456789012#us-east-1',
    claims: { groups: 'groups' },
    ledger: createMemoryLedger(),
    records: createMemoryEndpointRecords(),
    owners: createMemorySettings(ownersForm),
    rates: createMemorySettings(ratesForm),
    access,
    readCounts: async () => [],
    bucketRetentionDays: 90,
    collectEveryMinutes: 5,
    listSeries: async () => ({ instances: [], holdings: [] }),
    readValues: async () => [],
    liveAnswers: createCache({ seconds: 30, most: 20 }),
  };
};

/** So that a test that expects no failure sees what it was. */
const rethrow = (error: Error): never => {
  throw error;
};

/** Asks an API as API Gateway would have its function asked. */
export const createAskApi = (deps: ApiDeps, now: Instant, onFailure: (error: Error) => void = rethrow) => {
  const api = createApi({ deps: () => deps, onFailure });
  return async (url: string, { method = 'GET', groups = ['finance'], headers = {}, body }: Asking = {}) => {
    const [path = '', query = ''] = url.split('?');
    const claims = { sub: 'someone', groups: `[${groups.join(' ')}]` };
    const event = {
      version: '2.0',
      rawPath: path,
      rawQueryString: query,
      headers,
      requestContext: {
        requestId: 'request-1',
        timeEpoch: now * 1000,
        http: { method, path },
        ...(groups.length === 0 ? {} : { authorizer: { jwt: { claims } } }),
      },
      ...(body === undefined ? {} : { body }),
      isBase64Encoded: false,
    } as unknown as APIGatewayProxyEventV2;
    const answer: HttpAnswer & { isBase64Encoded?: boolean } = await api(event, {
      getRemainingTimeInMillis: () => 20_000,
    } as Context);
    const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
    const own = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    );
    const text = (own['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
    const isJson = /json/.test(own['content-type'] ?? '');
    return {
      status: answer.statusCode,
      headers: own,
      text,
      json: isJson ? JSON.parse(text) : undefined,
    } as Answered;
  };
};
