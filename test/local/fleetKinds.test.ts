import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLedger, readCosts, readPayerFacts, readReport } from '#cli/readLedger.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { Deployment } from '#local/fleet/deployment.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatDollars } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  minute,
  second,
} from '#test/builders/world.ts';

const hour = { from: instant(minute(0)), to: instant(minute(60)) };

/** An endpoint of one variant with one instance. */
const host = (endpoint: string, instanceType: string, given: Partial<Deployment> = {}) => {
  const variants = [{ variant: 'AllTraffic', instanceTypes: [instanceType] }];
  const deployment = buildDeployment({ configName: `${endpoint}-config`, variants, ...given });
  return {
    endpoint: buildEndpoint([deployment], { endpoint }),
    instance: buildInstance(`i-${endpoint}`, deployment, {
      endpoint,
      instanceType,
      accelerators: instanceType.startsWith('ml.g6') ? 4 : 0,
    }),
  };
};

const whole = host('bert', 'ml.g6.12xlarge', {
  variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g6.12xlarge'], model: 'bert-large' }],
});
const forest = host('forest', 'ml.c5.xlarge', {
  variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.c5.xlarge'], model: 'xgboost' }],
});
const cpu = host('cpu', 'ml.m5.xlarge', { publishFrequency: 60 });
const byCopy = host('by-copy', 'ml.g6.12xlarge', { publishFrequency: 60, isEnhanced: false });
const byGpu = host('by-gpu', 'ml.g6.12xlarge', {
  publishFrequency: 60,
  isEnhanced: false,
  standardSamples: 'accelerator',
});
const pairOfVariants = buildDeployment({
  configName: 'pair-config',
  variants: [
    { variant: 'main', instanceTypes: ['ml.g6.12xlarge'] },
    { variant: 'next', instanceTypes: ['ml.g5.48xlarge'] },
  ],
});
const pair = {
  endpoint: buildEndpoint([pairOfVariants], { endpoint: 'pair' }),
  main: buildInstance('i-main', pairOfVariants, { endpoint: 'pair', variant: 'main' }),
  next: buildInstance('i-next', pairOfVariants, {
    endpoint: 'pair',
    variant: 'next',
    instanceType: 'ml.g5.48xlarge',
    accelerators: 8,
  }),
};
const reserved = host('reserved', 'ml.g6.12xlarge', {
  variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g6.12xlarge'], model: 'llama', isReserved: true }],
});
/** Nothing of it is ever published. */
const mute = host('mute', 'ml.g6.12xlarge', { startedAt: minute(-120), finishedAt: minute(-120) });
const serverless = buildEndpoint(
  [
    buildDeployment({
      configName: 'serverless-config',
      variants: [{ variant: 'AllTraffic', instanceTypes: [], model: 'small', isServerless: true }],
    }),
  ],
  { endpoint: 'serverless' },
);

const world = buildWorld({
  endpoints: [
    whole.endpoint,
    forest.endpoint,
    cpu.endpoint,
    byCopy.endpoint,
    byGpu.endpoint,
    mute.endpoint,
    reserved.endpoint,
    pair.endpoint,
    serverless,
  ],
  instances: [
    whole.instance,
    forest.instance,
    cpu.instance,
    byCopy.instance,
    byGpu.instance,
    mute.instance,
    reserved.instance,
    pair.main,
    pair.next,
  ],
  components: [
    buildComponent('ranker', { endpoint: 'cpu', gpusPerCopy: 0, vcpusPerCopy: 1 }),
    buildComponent('tagger', { endpoint: 'cpu', gpusPerCopy: 0, vcpusPerCopy: 0.5, team: 'ads' }),
    buildComponent('idler', { endpoint: 'cpu', gpusPerCopy: 0, team: 'ads' }),
    buildComponent('chat', { endpoint: 'by-copy', gpusPerCopy: 2 }),
    buildComponent('old', { endpoint: 'pair', variant: 'main', gpusPerCopy: 4 }),
    buildComponent('new', { endpoint: 'pair', variant: 'next', gpusPerCopy: 4 }),
    buildComponent('quiet', { endpoint: 'mute', gpusPerCopy: 3, createdAt: minute(-120) }),
    buildComponent('code', { endpoint: 'by-gpu', gpusPerCopy: 3 }),
  ],
  lost: [
    { instanceId: 'i-mute', from: minute(-120), to: minute(600) },
    { instanceId: 'i-mute', containerId: 'quiet-i-mute', from: minute(-120), to: minute(600) },
  ],
  placements: [
    buildPlacement('ranker', cpu.instance, { accelerators: [] }),
    buildPlacement('ranker', cpu.instance, { accelerators: [], containerId: 'ranker-2' }),
    buildPlacement('tagger', cpu.instance, { accelerators: [], to: minute(30) }),
    buildPlacement('idler', cpu.instance, { accelerators: [] }),
    buildPlacement('chat', byCopy.instance, { accelerators: [0, 1] }),
    buildPlacement('old', pair.main, { accelerators: [0, 1, 2, 3] }),
    buildPlacement('new', pair.next, { accelerators: [0, 1, 2, 3] }),
    buildPlacement('quiet', mute.instance, { accelerators: [0, 1, 2] }),
    buildPlacement('code', byGpu.instance, { accelerators: [0, 1, 2] }),
  ],
});

describe('every kind of endpoint', () => {
  let run: FleetRun | undefined;
  beforeAll(async () => {
    const clock = createVirtualClock(second(0));
    run = await startFleetRun({ world, assembly: await synthesize(), clock, every: '5 minutes', port: 0 });
    await run.playTo(minute(270));
  });
  afterAll(() => run?.cloud.stop());

  const costsOf = async (endpoint: string) => {
    if (run === undefined) throw new Error('the stack did not start');
    const { rows } = await readCosts(openLedger(run.cloud), hour, { isWanted: (name) => name === endpoint });
    return rows.map((row) => [
      row.component ?? row.model ?? row.reason,
      row.unit,
      row.unitSeconds,
      row.cost && formatDollars(row.cost, 4),
    ]);
  };

  it('gives an endpoint without components whole to its model, also where it has no accelerators', async () => {
    expect(await costsOf('bert')).toEqual([['bert-large', 'accelerator', 14_400, '5.7520']]);
    // Four vCPUs, in thousandths.
    expect(await costsOf('forest')).toEqual([['xgboost', 'vcpu', 14_400_000, '0.2040']]);
  });

  it('divides a pool without accelerators by the vCPUs that copies reserve', async () => {
    // $0.23 an hour for four vCPUs: two for an hour, half of one for half an hour, the rest is free.
    expect(await costsOf('cpu')).toEqual([
      ['ranker', 'vcpu', 7_200_000, '0.1150'],
      ['tagger', 'vcpu', 900_000, '0.0144'],
      ['unplaced', 'vcpu', 6_300_000, '0.1006'],
    ]);
  });

  it('meters an endpoint without enhanced metrics, whatever publishes a sample each', async () => {
    expect(await costsOf('by-copy')).toEqual([
      ['chat', 'accelerator', 7_200, '2.8760'],
      ['unplaced', 'accelerator', 7_200, '2.8760'],
    ]);
    expect(await costsOf('by-gpu')).toEqual([
      ['code', 'accelerator', 10_800, '4.3140'],
      ['stranded', 'accelerator', 3_600, '1.4380'],
    ]);
  });

  it('meters every variant, each by its own type', async () => {
    expect(await costsOf('pair')).toEqual([
      ['new', 'accelerator', 14_400, '10.1800'],
      ['old', 'accelerator', 14_400, '5.7520'],
      ['unplaced', 'accelerator', 14_400, '10.1800'],
    ]);
  });

  it('does not price what runs in a capacity reservation at the on-demand price', async () => {
    expect(await costsOf('reserved')).toEqual([['llama', 'accelerator', 14_400, undefined]]);
  });

  it('names what no cost can be of', async () => {
    if (run === undefined) throw new Error('the stack did not start');
    const report = await readReport(openLedger(run.cloud), { range: hour }, await readPayerFacts(run.cloud));
    expect(report.notMetered).toEqual([
      { endpoint: 'cpu', variant: 'AllTraffic', component: 'idler', reason: 'reserves nothing' },
      { endpoint: 'serverless', variant: 'AllTraffic', component: undefined, reason: 'serverless' },
    ]);
  });

  it('goes by what SageMaker describes where nothing is published at all', async () => {
    expect((await costsOf('mute')).map(([name, , seconds]) => [name, seconds])).toEqual([
      // From the first sweep, at a quarter past, on; what was before nothing tells.
      ['quiet', 8_100],
      ['unplaced', 2_700],
      ['silent', 2_400],
    ]);
  });

  it('says how it is known', async () => {
    if (run === undefined) throw new Error('the stack did not start');
    const ledger = openLedger(run.cloud);
    const pools = await ledger.listPools('123456789012#us-east-1');
    const evidence = pools.map(async (pool) => {
      const buckets = await ledger.readSplits(pool, hour.from, hour.to);
      return [pool.endpoint, [...new Set(buckets.map((bucket) => bucket.evidence))].join()];
    });
    expect(new Map((await Promise.all(evidence)) as [string, string][])).toEqual(
      new Map([
        ['bert', 'sampled'],
        ['forest', 'sampled'],
        ['cpu', 'sampled'],
        ['by-copy', 'copies'],
        ['by-gpu', 'copies'],
        ['reserved', 'sampled'],
        ['pair', 'sampled'],
        ['mute', 'sampled,declared'],
      ]),
    );
  });
});
