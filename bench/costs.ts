/**
 * `npm run bench:costs`: how long the cost API takes to tell a month by team, and by team and day, of 100 and of 10,000
 * components, beside the raw reads of the same items. The table (dynalite) runs in a process of its own, as DynamoDB does.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { createApi } from '#functions/api/createApi.ts';
import { accessForm } from '#shared/access/accessForm.ts';
import { createCache } from '#shared/lambda/createCache.ts';
import { createEndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import { createLedger } from '#shared/ledger/createLedger.ts';
import { createSettings } from '#shared/ledger/createSettings.ts';
import { poolKey } from '#shared/ledger/keys.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';
import { fillMonth, month, poolOf } from './costMonth.ts';
import { connect, serveTable, tableName } from './ledgerTable.ts';

const runs = 5;

/** Counts the items that come over the wire. */
const countItems = (documents: DynamoDBDocumentClient): { items: number } => {
  const counted = { items: 0 };
  documents.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { output } = result as { output?: { Items?: unknown[]; Item?: unknown } };
      counted.items += output?.Items?.length ?? Number(output?.Item !== undefined);
      return result;
    },
    { step: 'initialize' },
  );
  return counted;
};

const best = async (what: () => Promise<unknown>): Promise<number> => {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = performance.now();
    await what();
    least = Math.min(least, performance.now() - before);
  }
  return least;
};

const openApi = async (documents: DynamoDBDocumentClient) => {
  const access = createSettings(documents, tableName, accessForm);
  const text = JSON.stringify({ grants: [{ name: 'all', group: 'all', role: 'admin' }] });
  await access.put({ who: 'bench', at: month.from, note: 'bench', text }, 0);
  const deps = {
    account: '123456789012#us-east-1',
    claims: { groups: 'groups' },
    ledger: createLedger(documents, tableName, { retentionDays: 90 }),
    records: createEndpointRecords(documents, tableName),
    owners: createSettings(documents, tableName, ownersForm),
    rates: createSettings(documents, tableName, ratesForm),
    access,
    readCounts: async () => [],
    bucketRetentionDays: 90,
    collectEveryMinutes: 5,
    listSeries: async () => ({ instances: [], holdings: [] }),
    readValues: async () => [],
    liveAnswers: createCache<never>({ seconds: 30, most: 20 }),
  };
  const onFailure = (error: Error): never => {
    throw error;
  };
  const api = createApi({ deps: () => deps, onFailure });
  const ask = async (query: string): Promise<string> => {
    const event = {
      version: '2.0',
      rawPath: '/v1/costs',
      rawQueryString: query,
      headers: {},
      requestContext: {
        requestId: 'bench',
        timeEpoch: month.to * 1000,
        http: { method: 'GET', path: '/v1/costs' },
        authorizer: { jwt: { claims: { sub: 'bench', groups: '[all]' } } },
      },
      isBase64Encoded: false,
    } as unknown as APIGatewayProxyEventV2;
    const answer = (await api(event, {} as Context)) as { statusCode: number; body: string };
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return answer.body;
  };
  return { deps, ask };
};

/** The same items, as they come over the wire and no more is done with them. */
const readRaw = async (
  documents: DynamoDBDocumentClient,
  pools: number,
  kind: 'day' | 'month',
): Promise<void> => {
  const left = [...Array(pools).keys()].values();
  const take = async () => {
    for (const index of left) {
      const query = {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
        ExpressionAttributeValues: { ':pk': poolKey(poolOf(index)), ':kind': `${kind}#` },
        ConsistentRead: true,
      };
      for await (const _ of paginateQuery({ client: documents }, query));
    }
  };
  await Promise.all(Array.from({ length: 8 }, take));
};

const questions = [
  { name: 'month by team', kind: 'month', query: 'window=2026-05&aggregate=team' },
  { name: 'by team and day', kind: 'day', query: 'window=2026-05&aggregate=team&step=day&limit=1000' },
] as const;

const measure = async (url: string, pools: number, components: number): Promise<void> => {
  const documents = connect(url);
  const counted = countItems(documents);
  const { deps, ask } = await openApi(documents);
  await fillMonth(deps.ledger, deps.records, pools, components);
  process.stdout.write(`\n${pools * components} components in ${pools} pools, May 2026\n`);
  process.stdout.write('question              ms   raw ms   ratio    items   pools × days   heap +MB\n');
  for (const { name, kind, query } of questions) {
    await ask(query);
    counted.items = 0;
    await ask(query);
    const { items } = counted;
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().heapUsed);
    }, 5);
    const own = await best(() => ask(query));
    clearInterval(watch);
    const raw = await best(() => readRaw(documents, pools, kind));
    const grown = (most - before) / 1e6;
    const cells = [
      own.toFixed(0).padStart(6),
      raw.toFixed(0).padStart(8),
      (own / raw).toFixed(2).padStart(7),
      String(items).padStart(8),
      String(pools * 31).padStart(14),
      grown.toFixed(0).padStart(10),
    ];
    process.stdout.write(`${name.padEnd(18)}${cells.join(' ')}\n`);
  }
};

if (process.send !== undefined) {
  const { url } = await serveTable();
  process.send(url);
  process.on('disconnect', () => process.exit());
} else {
  for (const pools of [5, 500]) {
    const table = fork(import.meta.filename);
    const [url] = await once(table, 'message');
    await measure(String(url), pools, 20);
    table.disconnect();
  }
}
