import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { afterEach, describe, expect, it } from 'vitest';
import { createCloudWatchService } from '#local/aws/cloudwatch/cloudWatchService.ts';
import { AwsError, type Fault } from '#local/aws/jsonService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { createListSeries } from '#shared/metrics/listSeries.ts';
import { acceleratorMetric, type Metric } from '#shared/metrics/metric.ts';
import { createReadCounts } from '#shared/metrics/readCounts.ts';
import { createReadValues } from '#shared/metrics/readValues.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';

const trace = traceOf({
  instances: { 'ml.g6.12xlarge': [['00:00', 2]] },
  components: { a: { gpus: 4, steps: [['00:00', 1]] }, b: { gpus: 1, steps: [['00:02:30', 2]] } },
});
const now = at('2026-01-01T00:10:00Z');
const range = { from: at('2026-01-01T00:00:00Z'), to: now, period: 300 };

let open: StandIns | undefined;
afterEach(() => open?.close());

type Call = { operation: string; input: unknown };

const tools = { sleep: async () => undefined, random: () => 0 };

/** A client on a port where CloudWatch's calls, in order, meet these faults and then none. */
const connect = async (faults: (Fault | undefined)[], calls: Call[] = []) => {
  const player = createFleetPlayer({ world: worldOfTrace(trace, { publishFrequency: 10 }) });
  const clock = createVirtualClock(now);
  open = await openStandIns({
    clock,
    services: [createCloudWatchService({ clock, sources: [player] })],
    faults: ({ operation, input }) => {
      calls.push({ operation, input });
      return operation === 'GetMetricData' ? faults.shift() : undefined;
    },
  });
  return new CloudWatchClient({ ...open.client, maxAttempts: 1 });
};

const listMetrics = async (client: CloudWatchClient): Promise<Metric[]> => {
  const listed = await createListSeries(client, () => undefined)('ep', now, now);
  return [...(listed?.instances ?? []), ...(listed?.holdings ?? [])].map(({ metric }) => metric);
};

const readAll = async (faults: (Fault | undefined)[], calls: Call[] = []) => {
  const client = await connect(faults, calls);
  const metrics = await listMetrics(client);
  return createReadCounts(client, tools)(metrics, range);
};

const whole = [...Array.from({ length: 6 }, () => [30, 30]), ...Array.from({ length: 2 }, () => [15, 30])];
const sorted = (counts: (number[] | undefined)[]) => counts.toSorted((a, b) => (b?.[0] ?? 0) - (a?.[0] ?? 0));

const throttle: Fault = {
  kind: 'error',
  error: new AwsError('ThrottlingException', 'Rate exceeded', { queryCode: 'Throttling' }),
};
const broken: Fault = { kind: 'error', error: new AwsError('InternalServiceFault', 'boom', { status: 500 }) };
const withStatus = (StatusCode: string, indexes: number[]): Fault => ({
  kind: 'edit',
  edit: (output) => {
    const { MetricDataResults, ...rest } = output as { MetricDataResults: { StatusCode: string }[] };
    const edited = MetricDataResults.map((result, index) =>
      indexes.includes(index) ? { ...result, StatusCode, Timestamps: [], Values: [] } : result,
    );
    return { ...rest, MetricDataResults: edited };
  },
});

describe('readCounts', () => {
  it('reads the samples of each period of many metrics', async () => {
    expect(sorted(await readAll([]))).toEqual(whole);
  });

  it('reads sums beside counts of the same metrics in one call', async () => {
    const calls: Call[] = [];
    const client = await connect([], calls);
    const [metric] = (await listMetrics(client)).filter(({ name }) => name === acceleratorMetric.name);
    const asked = metric === undefined ? [] : [metric, { ...metric, statistic: 'Sum' as const }];
    const [counts, sums] = await createReadCounts(client, tools)(asked, range);
    expect(counts?.[1]).toBe(30);
    // Thirty samples of some load between nothing and all.
    expect(sums?.[1]).toBeGreaterThan(30);
    expect(sums?.[1]).toBeLessThan(3_000);
    expect(calls.filter(({ operation }) => operation === 'GetMetricData')).toHaveLength(1);
  });

  it.each([
    ['throttling', [throttle, throttle]],
    ['a 5xx', [broken]],
    ['a connection cut in the middle of the body', [{ kind: 'cut' } as const]],
    ['PartialData', [withStatus('PartialData', [0, 3])]],
    ['InternalError', [withStatus('InternalError', [1])]],
  ])('tries again after %s', async (_, faults) => {
    expect(sorted(await readAll([...faults]))).toEqual(whole);
  });

  it('asks again only for what is missing', async () => {
    const calls: Call[] = [];
    await readAll([withStatus('PartialData', [0, 3])], calls);
    const reads = calls.filter(({ operation }) => operation === 'GetMetricData');
    const sizes = reads.map(
      ({ input }) => (input as { MetricDataQueries: unknown[] }).MetricDataQueries.length,
    );
    expect(sizes).toEqual([8, 2]);
  });

  it('gives what never becomes whole as undefined, and the rest', async () => {
    const partial = Array.from({ length: 4 }, () => withStatus('PartialData', [0]));
    const counts = await readAll([partial[0], ...partial.slice(1)]);
    expect(counts[0]).toBeUndefined();
    expect(counts.slice(1).every((each) => each !== undefined)).toBe(true);
  });

  it('takes a message about the whole call as a sign that something was left out', async () => {
    const note: Fault = {
      kind: 'edit',
      edit: (output) => ({
        ...(output as object),
        Messages: [{ Code: 'MaxQueryResultsExceeded', Value: 'x' }],
      }),
    };
    expect(await readAll([note, note, note, note])).toEqual(whole.map(() => undefined));
    await open?.close();
    expect(sorted(await readAll([note]))).toEqual(whole);
  });

  it('gives nothing, without an error, while CloudWatch does not answer', async () => {
    expect(await readAll([broken, throttle, broken, { kind: 'cut' }])).toEqual(whole.map(() => undefined));
  });

  it('reads values in the same way: again what is missing, and undefined for what never becomes whole', async () => {
    const calls: Call[] = [];
    const partial = Array.from({ length: 4 }, () => withStatus('PartialData', [0]));
    const client = await connect([broken, ...partial], calls);
    const metrics = (await listMetrics(client)).map((metric) => ({ ...metric, statistic: 'Sum' as const }));
    const values = await createReadValues(client, tools)(metrics, range);
    expect(values[0]).toBeUndefined();
    expect(values.slice(1).every((each) => each?.length === 2)).toBe(true);
  });

  it('throws when CloudWatch refuses the request as such', async () => {
    const denied = new AwsError('AccessDeniedException', 'not allowed', { status: 403 });
    await expect(readAll([{ kind: 'error', error: denied }])).rejects.toThrow('not allowed');
  });

  it('splits by queries and by points, and follows pages', async () => {
    const calls: Call[] = [];
    const client = await connect([], calls);
    const [metric] = await listMetrics(client);
    const many = Array.from({ length: 1_001 }, () => metric as Metric);
    const read = createReadCounts(client, tools);
    expect(await read(many, range)).toEqual(many.map(() => [30, 30]));
    const fine = await read(many.slice(0, 120), { from: at('2025-12-31T21:20:00Z'), to: now, period: 10 });
    expect(fine.map((row) => row?.reduce((a, b) => a + b, 0))).toEqual(many.slice(0, 120).map(() => 60));
    const sizes = calls
      .filter(({ operation }) => operation === 'GetMetricData')
      .map(({ input }) => (input as { MetricDataQueries: unknown[] }).MetricDataQueries.length);
    expect(sizes).toEqual([500, 500, 1, 98, 22]);
  });
});
