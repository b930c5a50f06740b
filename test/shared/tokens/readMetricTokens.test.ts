import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCloudWatchService } from '#local/aws/cloudwatch/cloudWatchService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';
import { readMetricTokens } from '#shared/tokens/readMetricTokens.ts';
import { at } from '#test/builders/samples.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';

const [from, to] = [at('2026-01-01T00:00:00Z'), at('2026-01-01T01:00:00Z')];
const metric = { namespace: 'App/LLM', in: 'PromptTokens', out: 'AnswerTokens', dimension: 'Component' };

describe('tokens of a CloudWatch metric', () => {
  let standIns: StandIns | undefined;
  let client = new CloudWatchClient();

  beforeAll(async () => {
    const clock = createVirtualClock(to);
    standIns = await openStandIns({ clock, services: [createCloudWatchService({ clock, sources: [] })] });
    client = new CloudWatchClient(standIns.client);
    const put = (MetricName: string, component: string, time: string, Value: number) => {
      const Dimensions = [{ Name: metric.dimension, Value: component }];
      return { MetricName, Dimensions, Timestamp: new Date(`2026-01-01T${time}Z`), Value };
    };
    const MetricData = [
      put('PromptTokens', 'chat', '00:05:00', 1_000),
      put('PromptTokens', 'chat', '00:59:00', 234),
      put('AnswerTokens', 'chat', '00:06:00', 50),
      put('PromptTokens', 'code', '00:07:00', 7),
    ];
    await client.send(new PutMetricDataCommand({ Namespace: metric.namespace, MetricData }));
  });
  afterAll(() => standIns?.close());

  it('are its Sum, by the values of its dimension; of what never published nothing is known', async () => {
    const readCounts = createReadCounts(client, { sleep: async () => undefined, random: () => 0 });
    const components = ['chat', 'code', 'quiet'];
    const read = await readMetricTokens(metric, components, { from, to, now: to }, readCounts);
    expect(Object.fromEntries(read)).toEqual({
      chat: { in: 1_234n, out: 50n },
      code: { in: 7n, out: 0n },
    });
  });

  it('are not known where CloudWatch would not give them', async () => {
    const read = await readMetricTokens(metric, ['chat'], { from, to, now: to }, async () => [
      [1],
      undefined,
    ]);
    expect(read.size).toBe(0);
  });
});
