import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { AwsError } from '#local/aws/jsonService.ts';
import { createTimeToLive } from './dynamodb/timeToLive.ts';
import { errorAnswer } from './wire/errorAnswer.ts';
import type { WireAnswer, WireCall, WireService } from './wire/wireService.ts';

/** DynamoDB as it runs here: dynalite in this process, without a port of its own. */
export type DynamoDb = { service: WireService; close(): Promise<void> };

const operations = new Set(
  `BatchGetItem BatchWriteItem CreateTable DeleteItem DeleteTable DescribeTable DescribeTimeToLive GetItem
   ListTables PutItem Query Scan TagResource UntagResource ListTagsOfResource UpdateItem UpdateTable
   UpdateTimeToLive`.split(/\s+/),
);

const keptHeaders = ['content-type', 'x-amz-target', 'x-amz-date', 'date', 'authorization'] as const;

/** Hands dynalite a request as its own server would, less the socket. */
const exchange = (server: Server, call: WireCall): Promise<WireAnswer> => {
  const { promise, resolve } = Promise.withResolvers<WireAnswer>();
  const requestHeaders = Object.fromEntries(keptHeaders.map((name) => [name, call.headers[name]]));
  const request = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers: requestHeaders });
  const headers: Record<string, string> = {};
  const response = {
    statusCode: 200,
    setHeader: (name: string, value: string | number) => {
      headers[name.toLowerCase()] = String(value);
    },
    end: (body = '') => resolve({ status: response.statusCode, headers, body }),
  };
  server.emit('request', request, response);
  request.emit('data', Buffer.from(call.body));
  request.emit('end');
  return promise;
};

/** dynalite takes account and region from this process's environment; the run's own are put in their place. */
const rewriteArns = (answer: WireAnswer, account: string): WireAnswer => {
  const { 'x-amz-crc32': _, ...headers } = answer.headers;
  const body = answer.body.replaceAll(/arn:aws:dynamodb:[a-z0-9-]*:\d*:/g, `arn:aws:dynamodb:${account}:`);
  return { ...answer, headers, body };
};

/**
 * Opens DynamoDB on a folder, or in memory.
 * Time to live is kept for `DescribeTimeToLive`; what has expired is swept by the run's clock, see `sweepExpired`.
 */
export const openDynamoDb = (options: { path?: string; region: string; accountId: string }): DynamoDb => {
  const server = dynalite({
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
    ...(options.path === undefined ? {} : { path: options.path }),
  });
  const form = {
    contentType: 'application/x-amz-json-1.0',
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
  };
  const timeToLive = createTimeToLive();
  const handle = async (call: WireCall): Promise<WireAnswer> => {
    if (!operations.has(call.operation)) {
      const message = `${call.operation} is not in the local DynamoDB (dynalite)`;
      return errorAnswer(form, new AwsError('UnknownOperationException', message));
    }
    const ownAnswer = timeToLive(call);
    if (ownAnswer !== undefined) return ownAnswer;
    const answer = await exchange(server, call);
    const account = `${options.region}:${options.accountId}`;
    return call.operation.endsWith('Table') ? rewriteArns(answer, account) : answer;
  };
  return {
    service: { signingName: 'dynamodb', targetPrefix: 'DynamoDB_20120810', ...form, handle },
    close: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      // dynalite closes its database only behind a server that listens, so it does for this moment.
      server.listen(0, '127.0.0.1', () => server.close(() => resolve()));
      return promise;
    },
  };
};
