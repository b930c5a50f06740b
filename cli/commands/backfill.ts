import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { parseBucketEdge, parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { retryTools } from '#shared/aws/retry.ts';
import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import { createListEndpoints } from '#shared/fleet/listEndpoints.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createQueueCollectMessages } from '#shared/queue/queueCollectMessages.ts';

export const backfillHelp = `tenner backfill: builds history before the first run, from what CloudWatch still has (455 days)

  --from ISO        build from this bucket edge on (needed)
  --endpoint NAME   only this endpoint (default: all that there are)
  --stack NAME      the deployed stack (default Tenner)

The collector does it, oldest first, in the time that its runs have left; what it builds is marked as backfilled. Samples
older than three hours are read as sums of a minute, than 15 days of five minutes, than 63 days of an hour: with the same
GPU-seconds. Where, what and as whom is asked as by any AWS client: AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL.

  tenner backfill --from 2026-09-01T00:00:00Z
  AWS_ENDPOINT_URL=http://127.0.0.1:4570 tenner backfill --from 2026-11-20T00:00:00Z --endpoint chat`;

/** CloudWatch keeps hourly sums for 455 days. */
const reachSeconds = 455 * 86_400;

const parseFrom = (text: string | undefined, now: Instant): Instant => {
  if (text === undefined) throw new UsageError('--from is needed: the bucket edge to build from');
  const from = parseBucketEdge('from', text);
  const oldest = after(now, -reachSeconds);
  if (from < oldest)
    throw new UsageError(`--from is ${text}; CloudWatch keeps nothing from before ${formatInstant(oldest)}`);
  if (from >= now) throw new UsageError(`--from is ${text}, which is not in the past`);
  return from;
};

/** The stack's queue of collect messages. @throws UsageError when there is not exactly one. */
const findQueue = async (client: SQSClient, stack: string): Promise<string> => {
  const prefix = `${stack}-CollectionQueue`;
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  const [url, ...others] = QueueUrls;
  if (url !== undefined && others.length === 0) return url;
  throw new UsageError(
    `there are ${QueueUrls.length} queues whose names begin with ${prefix}, not one: is --stack, AWS_REGION or AWS_PROFILE another?`,
  );
};

const listAll = async (client: SageMakerClient): Promise<EndpointRef[]> => {
  const endpoints: EndpointRef[] = [];
  for await (const page of createListEndpoints(client)()) endpoints.push(...page);
  return endpoints;
};

/** Queues a backfill for every endpoint that is asked for. */
export const backfill = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    from: { type: 'string' },
    endpoint: { type: 'string' },
    stack: { type: 'string', default: 'Tenner' },
  });
  if (positionals.length > 0)
    throw new UsageError(`backfill takes no "${positionals[0]}"; see tenner backfill --help`);
  const now = wallClock();
  const from = parseFrom(values.from, now);
  const sqs = new SQSClient();
  const queueUrl = await findQueue(sqs, values.stack);
  const all = await listAll(new SageMakerClient());
  const wanted = all.filter(({ name }) => name === (values.endpoint ?? name));
  if (wanted.length === 0) {
    const names = all.map(({ name }) => name).toSorted((a, b) => (a < b ? -1 : 1));
    throw new UsageError(
      values.endpoint === undefined
        ? 'there are no endpoints'
        : `there is no endpoint "${values.endpoint}"; there are ${names.join(', ') || 'none'}`,
    );
  }
  const queue = createQueueCollectMessages(sqs, queueUrl, retryTools);
  await queue(wanted.map((endpoint) => ({ endpoint, eventTime: now, backfillFrom: from })));
  process.stdout.write(
    `Queued for ${wanted.length} endpoint${wanted.length === 1 ? '' : 's'}: history from ${formatInstant(from)}.\n` +
      'The collector builds it oldest first, in the time that its runs have left.\n',
  );
};
