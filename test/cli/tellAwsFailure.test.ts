import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '#cli/exitCodes.ts';
import { tellAwsFailure } from '#cli/tellAwsFailure.ts';
import { runTennerWith } from '#test/harness/runTenner.ts';
import { serveAnswers } from '#test/harness/serveAnswers.ts';

/** Nothing of this machine's own says which region and whose keys. */
const bare = {
  AWS_REGION: undefined,
  AWS_DEFAULT_REGION: undefined,
  AWS_PROFILE: undefined,
  AWS_ENDPOINT_URL: undefined,
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nowhere/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials',
};

const local = 'for a local run, set what npm start prints';

/** What the SDK throws of a client that cannot reach anybody. */
const failureOf = async (endpoint: string): Promise<unknown> => {
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const client = new DynamoDBClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 });
  return await client.send(new ListTablesCommand({})).catch((error: unknown) => error);
};

describe('a command that goes to AWS', () => {
  it.each([
    ['owners', 'show'],
    ['check', '--from', '2026-01-01T00:00:00Z', '--to', '2026-01-02T00:00:00Z'],
    ['backfill', '--from', '2026-01-01T00:00:00Z'],
  ])('says what to set where no region is known: %s', async (...args) => {
    expect(await runTennerWith(bare, ...args)).toEqual({
      code: 2,
      stdout: '',
      stderr: `tenner: it is not said which AWS region is meant: set AWS_REGION, or AWS_PROFILE to a profile with a region; ${local}\n`,
    });
  });

  it('says the same of a region that is set to nothing', async () => {
    const { code, stderr } = await runTennerWith({ ...bare, AWS_REGION: '' }, 'access', 'show');
    expect([code, stderr]).toEqual([2, expect.stringContaining('set AWS_REGION')]);
  });

  it('says what to set where there are no credentials', async () => {
    const { code, stderr } = await runTennerWith({ ...bare, AWS_REGION: 'us-east-1' }, 'rates', 'show');
    expect([code, stderr]).toEqual([
      2,
      `tenner: no AWS credentials were found (Could not load credentials from any providers): set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; ${local}\n`,
    ]);
  });
});

describe('tellAwsFailure', () => {
  it('says where nothing answers', async () => {
    const { url, stop } = await serveAnswers();
    await stop();
    const told = tellAwsFailure(await failureOf(url));
    expect([told, exitCodeOf(told)]).toEqual([
      expect.objectContaining({
        message: `nothing answers at ${new URL(url).host} (connection refused): is AWS_ENDPOINT_URL another? ${local}`,
      }),
      2,
    ]);
  });

  it('says which host there is not', async () => {
    const told = tellAwsFailure(await failureOf('http://nowhere.invalid'));
    expect(told).toMatchObject({
      message: expect.stringMatching(
        /^there is no host nowhere\.invalid \(E[A-Z_]+\): is AWS_REGION or AWS_ENDPOINT_URL another\?$/,
      ),
    });
  });

  it('leaves alone what is not of AWS’s clients, and what AWS itself says', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const denied = Object.assign(new Error('not yours'), { name: 'AccessDeniedException', $metadata: {} });
    for (const error of [refused, denied, 'text', undefined]) expect(tellAwsFailure(error)).toBe(error);
  });
});
