import { UsageError } from '#cli/usageError.ts';
import { once } from '#shared/lambda/once.ts';
import type { Credentials } from './resolveConnection.ts';
import { type CommandInput, runTokenCommand } from './runTokenCommand.ts';
import { type AwsKeys, type Signable, signRequest } from './signRequest.ts';

/** Gives a request the headers by which its asker is known. */
export type Authorize = (request: Signable) => Promise<Headers>;

/** As every client of AWS's SDK finds them: environment, profile, SSO, role of the machine. */
const findKeys = async (region: string, awsProfile: string | undefined): Promise<AwsKeys> => {
  const { DynamoDBClient } = await import('@aws-sdk/client-dynamodb');
  const client = new DynamoDBClient({ region, ...(awsProfile === undefined ? {} : { profile: awsProfile }) });
  try {
    return await client.config.credentials();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`no AWS credentials were found to sign with: ${reason}`);
  } finally {
    client.destroy();
  }
};

/** How requests are made known to be from whom they are. A token is asked for once, AWS's keys too. */
export const createAuthorize = (
  credentials: Credentials,
  now: () => Date,
  input: CommandInput = 'inherit',
): Authorize => {
  const withToken = (find: () => Promise<string>): Authorize => {
    const token = once(find);
    return async ({ headers }) => {
      const own = new Headers(headers);
      own.set('authorization', `Bearer ${await token()}`);
      return own;
    };
  };
  switch (credentials.kind) {
    case 'none':
      return async ({ headers }) => headers;
    case 'token':
      return withToken(async () => credentials.token);
    case 'command':
      return withToken(() => runTokenCommand(credentials.command, credentials.from, input));
    case 'sigv4': {
      const { region, awsProfile } = credentials;
      const keys = once(() => findKeys(region, awsProfile));
      return async (request) => signRequest(request, { keys: await keys(), region, signedAt: now() });
    }
  }
};
