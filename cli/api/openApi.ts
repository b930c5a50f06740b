import type { RequestOpts } from '@oazapfts/runtime';
import { UsageError } from '#cli/usageError.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { ApiError } from '#shared/client/apiError.ts';
import { ApiFailure } from './apiFailure.ts';
import type { ConnectionFlags } from './connectionOptions.ts';
import { createApiFetch, usualTimeoutSeconds } from './createApiFetch.ts';
import { createAuthorize } from './createAuthorize.ts';
import { configFileOf, readProfiles } from './readProfiles.ts';
import { resolveConnection } from './resolveConnection.ts';
import type { CommandInput } from './runTokenCommand.ts';
import { tellNetworkFailure } from './tellNetworkFailure.ts';
import { tellProblem } from './tellProblem.ts';

/** The API as whoever asks may use it. */
export type OpenApi = {
  /** What the client's functions are called with. */
  opts: RequestOpts;
  /** Tells why a question has no answer; what is no failure of a question comes back as it is. */
  tell(error: unknown, nameOf: (parameter: string) => string): unknown;
};

/** `fetch` throws a TypeError with a cause where it did not get through, and a DOMException when the time was over. */
const isNetworkFailure = (error: unknown): boolean =>
  error instanceof Error && (error.cause !== undefined || error.name === 'TimeoutError' || 'code' in error);

const warn = (text: string): void => {
  process.stderr.write(`tenner: warning: ${text}\n`);
};

/**
 * Opens the API that flags, environment and config file say, as whom they say. @throws UsageError when these are wrong.
 * @param input what a command that gives a token may read.
 */
export const openApi = async (flags: ConnectionFlags, input: CommandInput = 'inherit'): Promise<OpenApi> => {
  const configFile = configFileOf(process.env);
  const profiles = await readProfiles(configFile, warn);
  const connection = resolveConnection({ flags, variables: process.env, profiles, configFile });
  const { url, credentials } = connection;
  return {
    opts: {
      baseUrl: `${url}${credentials.kind === 'sigv4' ? '/iam/v1' : '/v1'}`,
      fetch: createApiFetch({
        fetch,
        authorize: createAuthorize(credentials, () => new Date(), input),
        sleep: retryTools.sleep,
        now: Date.now,
        timeoutSeconds: usualTimeoutSeconds,
      }),
    },
    tell: (error, nameOf) => {
      if (error instanceof UsageError) return error;
      if (error instanceof ApiError) return tellProblem(error, { ...connection, configFile, nameOf });
      // Of a body that is no JSON; what it says shows some of it.
      if (error instanceof SyntaxError)
        return new ApiFailure(
          'failed',
          `${url} answers with something else than the API does: is the URL right?`,
        );
      if (!isNetworkFailure(error)) return error;
      const message = tellNetworkFailure(error, { url, configFile, timeoutSeconds: usualTimeoutSeconds });
      return new ApiFailure('failed', message, { cause: error });
    },
  };
};
