import { collectEndpoint } from '#functions/collect/collectEndpoint.ts';
import type { Metric } from '#local/aws/cloudwatch/metricSource.ts';
import type { PublishFrequency } from '#local/fleet/deployment.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { acceleratorUnitOf } from '#shared/domain/acceleratorCounts.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { rate } from '#shared/domain/money.ts';
import { defaultOwners, type OwnersInForce } from '#shared/domain/owners.ts';
import { defaultRates, type RatesInForce } from '#shared/domain/rates.ts';
import { type Instant, instant, theBeginning } from '#shared/domain/time.ts';
import type { EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { GoneError } from '#shared/fleet/goneError.ts';
import { createMarkVersion } from '#shared/ledger/createMarkVersion.ts';
import { invocationsMetric } from '#shared/metrics/metric.ts';
import type { AskedMetric, Counts, ReadCounts } from '#shared/metrics/readCounts.ts';
import {
  createMemoryEndpointRecords,
  type MemoryEndpointRecords,
} from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger, type MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createWorldMetrics, type WorldMetrics } from '#test/fakes/worldMetrics.ts';

export type Playing = {
  trace: Trace;
  publishFrequency?: PublishFrequency;
  acceleratorDimension?: 'GpuId' | 'AcceleratorId';
  /** Undefined: no price is known. */
  nanoDollarsPerHour?: bigint | undefined;
  /** When the price came into force; when absent, at the event that asks. */
  priceFrom?: Instant;
  everySeconds?: number;
  lookBackSeconds?: number;
  until: Instant;
  ledger?: MemoryLedger;
  records?: MemoryEndpointRecords;
  /** What CloudWatch answers instead, at an event's time. */
  tamper?: (
    answer: Counts,
    metric: Metric,
    eventTime: Instant,
    range: { from: Instant; period: number },
  ) => Counts;
  /** What every accelerator's utilisation is instead, in percent; undefined when CloudWatch would not say. */
  utilisation?: () => number | undefined;
  /** Whether `ListMetrics` fails at an event's time. */
  isUnlisted?: (eventTime: Instant) => boolean;
  /** Events that the rule skips. */
  isSkipped?: (eventTime: Instant) => boolean;
  countInstances?: (eventTime: Instant) => number;
  /** Components that SageMaker does not know any more. */
  unnamed?: readonly string[];
  /** When another endpoint of the name was created. */
  recreatedAt?: Instant;
  /** What the bus does with events at an event's time; it takes them when absent. */
  putEvents?: (events: readonly OutgoingEvent[], eventTime: Instant) => Promise<void>;
  /** The owners document in force at an event's time; the default when absent. */
  owners?: (eventTime: Instant) => OwnersInForce;
  /** The rates document, likewise. */
  rates?: (eventTime: Instant) => RatesInForce;
};

const endpointArn = (endpoint: string) => `arn:aws:sagemaker:us-east-1:123456789012:endpoint/${endpoint}`;

const snapshotOf = (trace: Trace, publishFrequency: number): EndpointSnapshot => {
  const endpoint = trace.components[0]?.endpoint ?? '';
  const types = [...new Set(trace.instances.map(({ instanceType }) => instanceType))];
  const toPool = (instanceType: string): Pool => ({
    endpointArn: endpointArn(endpoint),
    endpointCreatedAt: instant(trace.start),
    endpoint,
    variant: 'AllTraffic',
    instanceType,
  });
  return {
    name: endpoint,
    arn: endpointArn(endpoint),
    createdAt: instant(trace.start),
    modifiedAt: instant(trace.start),
    status: 'InService',
    config: {
      name: `${endpoint}-config`,
      publishFrequency,
      isEnhanced: true,
      isAsync: false,
      variants: [{ variant: 'AllTraffic', instanceTypes: types }],
    },
    pending: undefined,
    running: [],
    tags: new Map(),
    modelTags: new Map(),
    publishFrequency,
    pools: types.map((type) => ({ pool: toPool(type), typesInVariant: types.length, currentInstances: 0 })),
    components: trace.components.map(({ component: name, variant, model, base, team, gpusPerCopy }) => {
      const life = { createdAt: instant(trace.start), copies: 1, placements: [] };
      const tags = new Map([['Team', team]]);
      const reserved = gpusPerCopy === 0 ? undefined : gpusPerCopy;
      return {
        name,
        variant,
        model: base === undefined ? model : undefined,
        base,
        tags,
        acceleratorsPerCopy: reserved,
        ...life,
      };
    }),
  };
};

const readCountsFrom =
  (
    metrics: WorldMetrics,
    eventTime: Instant,
    { tamper = (answer) => answer, utilisation }: Pick<Playing, 'tamper' | 'utilisation'>,
  ): ReadCounts =>
  async (wanted, range) => {
    const isLoad = ({ name, statistic }: AskedMetric) =>
      name !== invocationsMetric.name && statistic === 'Sum';
    const asked = wanted.map(({ statistic, ...metric }): AskedMetric => {
      const isOwn =
        statistic === undefined || (utilisation !== undefined && isLoad({ ...metric, statistic }));
      return isOwn ? metric : { ...metric, statistic };
    });
    const answers = metrics.readCounts(asked, range, { now: eventTime });
    return wanted.map((metric, index) => {
      const percent = utilisation !== undefined && isLoad(metric) ? utilisation() : 1;
      const answer = percent === undefined ? undefined : answers[index]?.map((count) => count * percent);
      return tamper(answer, metric, eventTime, range);
    });
  };

/** Plays a one-endpoint trace and runs the collector at every period until `until`; gives the ledger. */
export const playCollector = async (playing: Playing): Promise<MemoryLedger> => {
  const {
    trace,
    publishFrequency = 10,
    everySeconds = 300,
    lookBackSeconds = everySeconds + 1_800,
  } = playing;
  const { acceleratorDimension = 'GpuId', ledger = createMemoryLedger() } = playing;
  const world = worldOfTrace(trace, { publishFrequency, acceleratorDimension });
  const metrics = createWorldMetrics(createFleetPlayer({ world }));
  const described = snapshotOf(trace, publishFrequency);
  const unnamed = new Set(playing.unnamed);
  const components = described.components.filter(({ name }) => !unnamed.has(name));
  const snapshot = { ...described, components };
  const endpoint = snapshot.pools[0]?.pool.endpoint ?? '';
  const ref = {
    name: endpoint,
    arn: endpointArn(endpoint),
    createdAt: instant(trace.start),
    modifiedAt: instant(0),
  };
  const records = playing.records ?? createMemoryEndpointRecords();
  const price = 'nanoDollarsPerHour' in playing ? playing.nanoDollarsPerHour : 5_752_000_000n;
  for (let time = trace.start + everySeconds; time <= playing.until; time += everySeconds) {
    const eventTime = instant(time);
    if (playing.isSkipped?.(eventTime)) continue;
    const input = { endpoint: ref, eventTime, now: eventTime, hasTime: () => true };
    await collectEndpoint(input, {
      ledger,
      lookBackSeconds,
      records,
      readOwners: async () => playing.owners?.(eventTime) ?? { version: 0, document: defaultOwners },
      readFirstRun: async () => instant(trace.start),
      describeEndpoint: async ({ name }) => {
        const { recreatedAt } = playing;
        if (recreatedAt !== undefined && recreatedAt <= eventTime) throw new GoneError(name, recreatedAt);
        return { snapshot, describedAt: eventTime };
      },
      putEvents: async (events) => playing.putEvents?.(events, eventTime),
      onBusOutage: () => undefined,
      askEvaluation: async () => undefined,
      countInstances: async () => playing.countInstances?.(eventTime) ?? 0,
      listSeries: async (name, since, now, held) =>
        playing.isUnlisted?.(eventTime)
          ? undefined
          : metrics.listSeries(name, since, now, { now: eventTime }, held),
      readCounts: readCountsFrom(metrics, eventTime, playing),
      readRates: async () => playing.rates?.(eventTime) ?? { version: 0, document: defaultRates },
      markRates: createMarkVersion(ledger, { changesSince: async () => theBeginning }, 'ratesVersion'),
      rateOf: async ({ instanceType }) => ({
        rate:
          price === undefined
            ? undefined
            : { perInstanceHour: rate(price), source: 'test', effectiveFrom: playing.priceFrom ?? eventTime },
        unit: acceleratorUnitOf(instanceType),
      }),
    });
  }
  return ledger;
};
