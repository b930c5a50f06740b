/**
 * `npm run bench`: how long two days of helios-may take, as whole processes, beside the least they could take.
 *
 * The least is the same number of calls to AWS with nothing in them: a bare SDK round trip through the run's own port,
 * measured in the same run on the same machine. The ratios are what to compare; the seconds are this machine's.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { openDynamoDb } from '#local/aws/dynamodb.ts';
import { openFront } from '#local/aws/front.ts';
import { createVirtualClock } from '#local/clock.ts';

const trace = resolve(import.meta.dirname, '../../shared/data/helios-may');
const range = ['--from', '2020-05-01T00:00:00Z', '--to', '2020-05-03T00:00:00Z'];

/** Collects of an endpoint in the two days (48 h and the runs until all is settled, for 16 endpoints), and calls each. */
const endpoints = 16;
const callsPerCollect = 7;

const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e9;
};

const replay = (everyMinutes: number): Promise<number> =>
  secondsOf(async () => {
    const entry = resolve(import.meta.dirname, '../cli/tenner.ts');
    const args = [entry, 'replay', trace, ...range, '--every', `${everyMinutes}`, '--json'];
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    const code = await new Promise((done) => child.on('close', done));
    if (code !== 0) throw new Error(`the replay ended with ${code}`);
  });

/** Seconds of one bare call, four at a time as the collector makes them. */
const measureCall = async (calls: number): Promise<number> => {
  const front = await openFront({ port: 0, clock: createVirtualClock(0) });
  const dynamoDb = openDynamoDb({ region: 'us-east-1', accountId: '123456789012' });
  front.serve(dynamoDb.service);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint: front.url, region: 'us-east-1', credentials });
  const callInTurn = async () => {
    for (let call = 0; call < calls / 4; call += 1) await client.send(new ListTablesCommand({}));
  };
  await callInTurn();
  const seconds = await secondsOf(() =>
    Promise.all([callInTurn(), callInTurn(), callInTurn(), callInTurn()]),
  );
  await front.close();
  await dynamoDb.close();
  return seconds / calls;
};

if (!existsSync(trace)) {
  process.stderr.write(`the bench plays ${trace}, which is not there\n`);
  process.exit(2);
}
await replay(120);
const perCall = await measureCall(4_000);
process.stdout.write(`a bare call: ${(perCall * 1e3).toFixed(2)} ms\n`);
for (const everyMinutes of [30, 5]) {
  const collects = Math.ceil((48 * 60 + 60) / everyMinutes) * endpoints;
  const least = collects * callsPerCollect * perCall;
  const seconds = await replay(everyMinutes);
  process.stdout.write(
    `helios-may, two days, every ${everyMinutes} min: ${seconds.toFixed(1)} s, ` +
      `${(seconds / least).toFixed(2)} × the ${least.toFixed(1)} s of its ${collects * callsPerCollect} calls alone\n`,
  );
}
