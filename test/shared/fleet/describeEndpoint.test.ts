import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import { createSageMakerService } from '#local/aws/sagemaker/sageMakerService.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { instant } from '#shared/domain/time.ts';
import { createDescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import { createListEndpoints } from '#shared/fleet/listEndpoints.ts';
import { rememberEndpoints } from '#shared/fleet/rememberEndpoints.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { configOf, describedComponent, snapshotOf } from '#test/builders/endpointRecord.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';

const region = 'us-east-1';
const accountId = '123456789012';

let open: StandIns | undefined;
afterEach(() => open?.close());

const connect = async (trace: Trace, now: number) => {
  const clock = createVirtualClock(now);
  const service = createSageMakerService({
    clock,
    world: worldOfTrace(trace, { publishFrequency: 30 }),
    region,
    accountId,
  });
  open = await openStandIns({ clock, services: [service] });
  return new SageMakerClient(open.client);
};

const firstEndpoint = async (client: SageMakerClient): Promise<EndpointRef> => {
  for await (const [endpoint] of createListEndpoints(client)()) if (endpoint !== undefined) return endpoint;
  throw new Error('no endpoint');
};

describe('describeEndpoint', () => {
  it('gives pools, components with team and model, and the publish frequency', async () => {
    const trace = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 2]] },
      components: {
        a: { gpus: 4, team: 'red', steps: [['00:00', 1]] },
        b: { gpus: 1, steps: [['00:00', 2]] },
      },
    });
    const client = await connect(trace, trace.start + 60);
    const endpoint = await firstEndpoint(client);
    expect(endpoint).toMatchObject({ name: 'ep', createdAt: at('2026-01-01T00:00:00Z') });
    const fleet = createDescribeFleet(client);
    const { components, ...snapshot } = await fleet.describeEndpoint(endpoint);
    expect(components.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      describedComponent({
        acceleratorsPerCopy: 4,
        placements: [{ instanceType: 'ml.g6.12xlarge', copies: 1, acceleratorsPerCopy: 4 }],
      }),
      describedComponent({
        name: 'b',
        model: 'b-model',
        team: undefined,
        copies: 2,
        placements: [{ instanceType: 'ml.g6.12xlarge', copies: 2, acceleratorsPerCopy: 1 }],
      }),
    ]);
    expect(snapshot).toMatchObject({
      status: 'InService',
      config: configOf('ep-config', { AllTraffic: ['ml.g6.12xlarge'] }, 30),
      pending: undefined,
      running: [{ variant: 'AllTraffic', instanceType: 'ml.g6.12xlarge', instances: 2 }],
      publishFrequency: 30,
      pools: [
        {
          typesInVariant: 1,
          currentInstances: 2,
          pool: {
            endpointArn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/ep',
            endpointCreatedAt: at('2026-01-01T00:00:00Z'),
            endpoint: 'ep',
            variant: 'AllTraffic',
            instanceType: 'ml.g6.12xlarge',
          },
        },
      ],
    });
  });

  it('says so when there is no such endpoint any more', async () => {
    const trace = traceOf({ instances: { 'ml.g6.12xlarge': [['00:00', 1]] }, components: {} });
    const { describeEndpoint } = createDescribeFleet(await connect(trace, trace.start));
    const gone = { name: 'gone', arn: 'arn', createdAt: instant(0), modifiedAt: instant(0) };
    await expect(describeEndpoint(gone)).rejects.toMatchObject({ code: 'fleet.no_endpoint' });
  });

  it('takes a later endpoint of the same name for another one, which has no instances of the first', async () => {
    const trace = traceOf({ instances: { 'ml.g6.12xlarge': [['00:00', 1]] }, components: {} });
    const client = await connect(trace, trace.start + 60);
    const { describeEndpoint, countInstances } = createDescribeFleet(client);
    const earlier = { ...(await firstEndpoint(client)), createdAt: at('2025-12-31T23:59:30Z') };
    await expect(describeEndpoint(earlier)).rejects.toMatchObject({
      code: 'fleet.no_endpoint',
      goneBy: at('2026-01-01T00:00:00Z'),
    });
    expect(await countInstances(poolOf({ endpointCreatedAt: earlier.createdAt }))).toBe(0);
    expect(await countInstances(poolOf())).toBe(1);
  });

  it('does not take an earlier endpoint that SageMaker still shows for one that came after', async () => {
    const trace = traceOf({ instances: { 'ml.g6.12xlarge': [['00:00', 1]] }, components: {} });
    const client = await connect(trace, trace.start + 60);
    const { describeEndpoint } = createDescribeFleet(client);
    const young = { ...(await firstEndpoint(client)), createdAt: at('2026-01-01T00:00:50Z') };
    await expect(describeEndpoint(young)).rejects.toMatchObject({ code: 'fleet.no_endpoint' });
  });

  it('makes each type of a variant with instance pools a pool of its own', async () => {
    const trace = traceOf({
      instances: { 'ml.g6.12xlarge': [['00:00', 2]], 'ml.g5.48xlarge': [['00:00', 1]] },
      components: { a: { gpus: 1, steps: [['00:00', 1]] } },
    });
    const client = await connect(trace, trace.start + 60);
    const { describeEndpoint, countInstances } = createDescribeFleet(client);
    const { pools } = await describeEndpoint(await firstEndpoint(client));
    const counted = await Promise.all(
      pools.map(async ({ pool, typesInVariant }) => [
        pool.instanceType,
        typesInVariant,
        await countInstances(pool),
      ]),
    );
    expect(counted.toSorted()).toEqual([
      ['ml.g5.48xlarge', 2, 1],
      ['ml.g6.12xlarge', 2, 2],
    ]);
  });
});

describe('rememberEndpoints', () => {
  const ref: EndpointRef = { name: 'ep', arn: 'arn', createdAt: instant(0), modifiedAt: instant(0) };
  const snapshot = snapshotOf({ components: [describedComponent()] });
  const remember = () => {
    let asked = 0;
    const describeEndpoint = rememberEndpoints(async () => {
      asked += 1;
      return snapshot;
    });
    const describeAt = async (
      now: number,
      components: string[] = ['a'],
      changes: Partial<EndpointRef> = {},
    ) => {
      await describeEndpoint({ ...ref, ...changes }, new Set(components), instant(now));
      return asked;
    };
    return describeAt;
  };

  it('asks SageMaker once an hour', async () => {
    const describeAt = remember();
    expect([await describeAt(0), await describeAt(3_599), await describeAt(3_600)]).toEqual([1, 1, 2]);
  });

  it('asks again after a deployment, and for a later endpoint of the same name', async () => {
    const describeAt = remember();
    await describeAt(0);
    expect(await describeAt(1, ['a'], { modifiedAt: instant(1) })).toBe(2);
    expect(await describeAt(2, ['a'], { modifiedAt: instant(1), createdAt: instant(1) })).toBe(3);
  });

  it('asks once more for a component that it does not know, and not for ever for one that is gone', async () => {
    const describeAt = remember();
    await describeAt(0);
    expect(await describeAt(1, ['a', 'gone'])).toBe(2);
    expect(await describeAt(2, ['a', 'gone'])).toBe(2);
    expect(await describeAt(3, ['a', 'gone', 'new'])).toBe(3);
  });
});
