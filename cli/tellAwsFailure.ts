import * as z from 'zod';
import { UsageError } from './usageError.ts';

const asForLocal = 'for a local run, set what npm start prints';

/** A connection that the SDK could not open, as it hands it on. */
const unopened = z.object({
  $metadata: z.object(),
  code: z.string(),
  address: z.string().optional(),
  port: z.number().optional(),
  hostname: z.string().optional(),
});

const tell = (error: Error): string | undefined => {
  // Of a variable that is set to nothing, too.
  if (error.message === 'Region is missing' || error.message.startsWith('Region not accepted: region=""'))
    return `it is not said which AWS region is meant: set AWS_REGION, or AWS_PROFILE to a profile with a region; ${asForLocal}`;
  if (error.name === 'CredentialsProviderError')
    return `no AWS credentials were found (${error.message}): set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; ${asForLocal}`;
  const { code, address, port, hostname } = unopened.safeParse(error).data ?? {};
  if (code === 'ECONNREFUSED')
    return `nothing answers at ${address}:${port} (connection refused): is AWS_ENDPOINT_URL another? ${asForLocal}`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `there is no host ${hostname} (${code}): is AWS_REGION or AWS_ENDPOINT_URL another?`;
  return undefined;
};

/**
 * What the AWS SDK says in a word or two, when it knows neither where to ask nor as whom or reaches nobody, as a fault that says what
 * to set; anything else as it is. What AWS itself answers stays in its own words.
 */
export const tellAwsFailure = (error: unknown): unknown => {
  const told = error instanceof Error ? tell(error) : undefined;
  return told === undefined ? error : new UsageError(told, { cause: error });
};
