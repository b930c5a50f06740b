import { createHash } from 'node:crypto';
import type { Amount } from '#shared/domain/amount.ts';
import type { Bucket, Pool } from '#shared/domain/bucket.ts';
import { costOf, money, rate } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import { type Holding, holdingKey, type Samples } from '#shared/domain/samples.ts';
import { type Instant, instant } from '#shared/domain/time.ts';

/** Names as long and as random as real ones. */
const hex = (seed: string, length: number): string =>
  createHash('sha256').update(seed).digest('hex').slice(0, length);

const components = Array.from({ length: 20 }, (_, index) => ({
  name: `component-${hex(`name ${index}`, 6)}`,
  model: `model-${hex(`model ${index % 12}`, 9)}`,
  team: `team-${hex(`team ${index % 6}`, 10)}`,
  accelerators: 1 + (index % 2),
}));
const perInstance = 4;
const held = components.flatMap(({ name, accelerators }) => new Array<string>(accelerators).fill(name));
const instanceIds = Array.from(
  { length: Math.ceil(held.length / perInstance) },
  (_, index) => `i-0${hex(`instance ${index}`, 16)}`,
);

const hourly = rate(5_752_000_000n);
const listRate = {
  perInstanceHour: hourly,
  source: 'AWS Price List 20261120000000 eu-west-1',
  revision: 1,
};
const amountOf = (unitSeconds: number): Amount => ({
  unitSeconds,
  cost: money((costOf(1, hourly) / BigInt(perInstance)) * BigInt(unitSeconds)),
});

/** As random as real ones: at ten seconds a sample a hundredth of a percent is a thousandth of a second. */
const loadOf = (start: Instant, series: number, counts: readonly number[]) => {
  const samples = counts.reduce((sum, count) => sum + count, 0);
  return { samples, sum: Number.parseInt(hex(`load ${start} ${series}`, 8), 16) % (samples * 10_000) };
};

/** Up to four thousand requests in five minutes. */
const trafficOf = (start: Instant, component: string) => ({
  invocations: Number.parseInt(hex(`invocations ${start} ${component}`, 3), 16),
  uncounted: 0,
});

/** A pool of twenty components with one or two accelerators each, thirty on eight ml.g6.12xlarge, all of it made up. */
export const busyPool: Pool = {
  endpointArn: 'arn:aws:sagemaker:eu-west-1:123456789012:endpoint/chat-production',
  endpointCreatedAt: instant(1_767_225_600),
  endpoint: 'chat-production',
  variant: 'AllTraffic',
  instanceType: 'ml.g6.12xlarge',
};

/**
 * Five minutes of the busy pool, sampled every ten seconds.
 * @param isSeen whether a series' sample is there; where it is not, it is a hole.
 */
export const busyBucket = (
  start: Instant,
  isSeen: (series: number, slot: number) => boolean = () => true,
): Bucket => {
  const countsOf = (series: number) =>
    Array.from({ length: 30 }, (_, slot) => (isSeen(series, slot) ? 1 : 0));
  const holdings = held.map((component, index): Holding => {
    const instance = instanceIds[Math.floor(index / perInstance)] ?? '';
    const container = hex(`container ${component} ${instance}`, 40);
    return {
      component,
      instance,
      container,
      accelerator: `gpu_${index % perInstance}`,
      counts: countsOf(index),
      load: loadOf(start, index, countsOf(index)),
    };
  });
  const samples: Samples = {
    kind: 'single',
    publishFrequency: 10,
    instances: new Map(instanceIds.map((instance, index) => [instance, countsOf(100 + index)])),
    holdings: new Map(holdings.map((holding) => [holdingKey(holding), holding])),
  };
  const secondsOf = (name: string): number =>
    holdings
      .filter(({ component }) => component === name)
      .reduce((sum, { counts }) => sum + 10 * counts.reduce((total, count) => total + count, 0), 0);
  const allocated = components.map(({ name, model, team }) => {
    const own = holdings.filter(({ component }) => component === name);
    const used = own.reduce((sum, { load }) => sum + (load?.sum ?? 0), 0);
    const figures = { ...amountOf(secondsOf(name)), used, unmeasured: 0, ...trafficOf(start, name) };
    return { ...unowned, component: name, model, team, shared: undefined, ...figures };
  });
  const instanceSeconds = 300 * instanceIds.length;
  const holes = 300 * held.length - allocated.reduce((sum, { unitSeconds }) => sum + unitSeconds, 0);
  return {
    start,
    unit: { kind: 'accelerator', perInstance },
    instanceSeconds,
    rate: listRate,
    chargeRate: listRate,
    ratesVersion: 0,
    total: amountOf(instanceSeconds * perInstance),
    allocated,
    idle: [
      {
        reason: 'unplaced',
        blocker: undefined,
        ...amountOf(300 * (perInstance * instanceIds.length - held.length)),
      },
    ],
    unknown: holes === 0 ? [] : [{ reason: 'hole', ...amountOf(holes) }],
    ownersVersion: 0,
    overcounted: false,
    evidence: 'sampled',
    backfilled: false,
    samples: [samples],
    invocations: new Map(allocated.map(({ component, invocations }) => [component, invocations])),
    described: undefined,
  };
};
