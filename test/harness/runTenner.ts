import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export type Finished = { code: number | null; stdout: string; stderr: string };

/** Runs the real command as a user does and waits for its end. */
export const runTenner = (...args: string[]): Promise<Finished> => runTennerWith({}, ...args);

/** The same with more in its environment. */
export const runTennerWith = async (
  variables: Record<string, string | undefined>,
  ...args: string[]
): Promise<Finished> => {
  const entry = resolve(import.meta.dirname, '../../cli/tenner.ts');
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const finished: Finished = { code: null, stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    finished.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    finished.stderr += text;
  });
  finished.code = await new Promise((done) => child.on('close', done));
  return finished;
};

/** Runs it with the tables and services of a local cloud, and answers without colour. */
export const runTennerOn = (
  cloud: { url: string },
  args: readonly string[],
  variables: Record<string, string> = {},
): Promise<Finished> =>
  runTennerWith(
    {
      AWS_ENDPOINT_URL: cloud.url,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      NO_COLOR: '1',
      ...variables,
    },
    ...args,
  );
