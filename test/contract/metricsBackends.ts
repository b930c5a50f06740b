import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { createCloudWatchService } from '#local/aws/cloudwatch/cloudWatchService.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createFleetPlayer } from '#local/fleet/fleetPlayer.ts';
import type { World } from '#local/fleet/world.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createListSeries } from '#shared/metrics/listSeries.ts';
import { createReadCounts, type ReadCounts } from '#shared/metrics/readCounts.ts';
import { createReadValues, type ReadValues } from '#shared/metrics/readValues.ts';
import type { EndpointSeries } from '#shared/metrics/series.ts';
import { createWorldMetrics } from '#test/fakes/worldMetrics.ts';
import { openStandIns } from '#test/harness/openStandIns.ts';

/** What the collector asks of CloudWatch, whoever answers. */
export type Metrics = {
  listSeries(endpoint: string, since: Instant, now: Instant): Promise<EndpointSeries | undefined>;
  readCounts: ReadCounts;
  readValues: ReadValues;
};

export type MetricsBackend = { metrics: Metrics; close(): Promise<void> };

export type OpenMetrics = (world: World, now: Instant, listingLagSeconds?: number) => Promise<MetricsBackend>;

const openFake: OpenMetrics = async (world, now, lag = 0) => {
  const fake = createWorldMetrics(createFleetPlayer({ world }));
  const asking = { now, listingLag: () => lag };
  return {
    metrics: {
      listSeries: async (endpoint, since, asked) => fake.listSeries(endpoint, since, asked, asking),
      readCounts: async (metrics, range) => fake.readCounts(metrics, range, asking),
      readValues: async (metrics, range) => fake.readValues(metrics, range, asking),
    },
    close: async () => {},
  };
};

const openStandIn: OpenMetrics = async (world, now, listingLagSeconds = 0) => {
  const clock = createVirtualClock(now);
  const sources = [createFleetPlayer({ world })];
  const service = createCloudWatchService({ clock, sources, listingLagSeconds });
  const standIns = await openStandIns({ clock, services: [service] });
  const client = new CloudWatchClient(standIns.client);
  const tools = { sleep: async () => undefined, random: () => 0 };
  return {
    metrics: {
      listSeries: createListSeries(client, () => {}),
      readCounts: createReadCounts(client, tools),
      readValues: createReadValues(client, tools),
    },
    close: standIns.close,
  };
};

/** CloudWatch over a world at a time: [what it is, how to open it]. */
export const metricsBackends: [string, OpenMetrics][] = [
  ['the fake', openFake],
  ['the stand-in', openStandIn],
];
