import { afterEach, describe, expect, it } from 'vitest';
import type { World } from '#local/fleet/world.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { second } from '#test/builders/world.ts';
import { createWorld } from '#test/simulation/createWorld.ts';
import { createRandom } from '#test/simulation/random.ts';
import { chooseSpan } from '#test/simulation/world/chooseSpan.ts';
import { chatWorld } from './chatWorld.ts';
import { type Fleet, type FleetBackend, fleetBackends } from './fleetBackends.ts';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat';
const refOf = (createdAt: number): EndpointRef => ({
  name: 'chat',
  arn,
  createdAt: instant(second(createdAt)),
  modifiedAt: instant(second(createdAt)),
});

let opened: FleetBackend[] = [];
afterEach(async () => {
  for (const backend of opened) await backend.close();
  opened = [];
});

describe.each(fleetBackends)('SageMaker by %s', (_, open) => {
  const at = async (seconds: number): Promise<Fleet> => {
    const backend = await open(chatWorld, second(seconds));
    opened.push(backend);
    return backend.fleet;
  };
  const countOf = async (seconds: number, instanceType: string, createdAt = 0) => {
    const pool = poolOf({
      endpoint: 'chat',
      endpointArn: arn,
      endpointCreatedAt: instant(second(createdAt)),
      instanceType,
    });
    return (await at(seconds)).countInstances(pool);
  };

  it('lists the life that there is, and when it was last modified', async () => {
    expect(await (await at(300)).listEndpoints()).toEqual([
      { name: 'chat', arn, createdAt: second(0), modifiedAt: second(120) },
    ]);
    expect(await (await at(7_000)).listEndpoints()).toEqual([]);
    expect(await (await at(7_300)).listEndpoints()).toMatchObject([{ createdAt: second(7_200) }]);
  });

  it('describes pools, components and the publish frequency', async () => {
    const snapshot = await (await at(600)).describeEndpoint(refOf(0));
    expect(snapshot.publishFrequency).toBe(10);
    expect(
      snapshot.pools.map(({ pool, currentInstances }) => [pool.variant, pool.instanceType, currentInstances]),
    ).toEqual([['AllTraffic', 'ml.g6.12xlarge', 1]]);
    expect(
      snapshot.components
        .map(({ name, tags, acceleratorsPerCopy, copies }) => [
          name,
          tags.get('Team'),
          acceleratorsPerCopy,
          copies,
        ])
        .toSorted(),
    ).toEqual([
      ['a', 'search', 1, 1],
      ['b', 'search', 2, 1],
    ]);
  });

  it('describes what is in force and what is on its way to replace it', async () => {
    const { config, pending, running } = await (await at(1_900)).describeEndpoint(refOf(0));
    expect(config.name).toBe('chat-config');
    expect(pending).toMatchObject({
      startedAt: second(1_800),
      config: {
        name: 'chat-green',
        publishFrequency: 60,
        variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g5.48xlarge', 'ml.g6.12xlarge'] }],
      },
    });
    expect(running).toContainEqual({ variant: 'AllTraffic', instanceType: 'ml.g6.12xlarge', instances: 2 });
  });

  it('counts the instances of a pool, of the fleet in force and of one on its way', async () => {
    expect(await countOf(600, 'ml.g6.12xlarge')).toBe(1);
    expect(await countOf(1_900, 'ml.g6.12xlarge')).toBe(2);
    expect(await countOf(3_000, 'ml.g6.12xlarge')).toBe(1);
  });

  it('counts none of a pool that there is not, of another type or of another life', async () => {
    expect(await countOf(600, 'ml.g5.48xlarge')).toBe(0);
    expect(await countOf(7_000, 'ml.g6.12xlarge')).toBe(0);
    expect(await countOf(7_300, 'ml.g6.12xlarge')).toBe(0);
    expect(await countOf(7_300, 'ml.g6.12xlarge', 7_200)).toBe(1);
  });

  it('knows no endpoint that is gone, nor an earlier one of a name', async () => {
    await expect((await at(7_000)).describeEndpoint(refOf(0))).rejects.toThrow(NotFoundError);
    await expect((await at(7_300)).describeEndpoint(refOf(0))).rejects.toThrow(NotFoundError);
  });

  it('finds what bears a name now', async () => {
    const fleet = await at(600);
    expect(await fleet.findEndpoint('chat')).toMatchObject({ createdAt: second(0) });
    expect(await fleet.findEndpoint('other')).toBeUndefined();
    expect(await fleet.findComponent('b')).toEqual({ endpoint: 'chat', createdAt: second(70) });
    expect(await (await at(1_600)).findComponent('b')).toBeUndefined();
  });

  it('tells an asynchronous endpoint from one that is not', async () => {
    expect((await (await at(600)).describeEndpoint(refOf(0))).config.isAsync).toBe(false);
    expect((await (await at(7_300)).describeEndpoint(refOf(7_200))).config.isAsync).toBe(true);
    expect((await (await at(7_300)).describeConfig('chat-again'))?.isAsync).toBe(true);
  });

  it('describes a configuration also after its endpoint is gone', async () => {
    expect(await (await at(7_000)).describeConfig('chat-green')).toMatchObject({ publishFrequency: 60 });
    expect(await (await at(600)).describeConfig('nothing')).toBeUndefined();
  });
});

/** Everything that one of the two says of a world at a time. */
const describeAll = async (open: (typeof fleetBackends)[number][1], world: World, time: number) => {
  const backend = await open(world, time);
  try {
    const endpoints = await backend.fleet.listEndpoints();
    const snapshots = await Promise.all(endpoints.map((ref) => backend.fleet.describeEndpoint(ref)));
    return snapshots
      .map((snapshot) => ({
        ...snapshot,
        components: snapshot.components
          .map((component) => ({
            ...component,
            placements: component.placements.toSorted((a, b) => (a.instanceType < b.instanceType ? -1 : 1)),
          }))
          .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  } finally {
    await backend.close();
  }
};

describe('the fake of SageMaker', () => {
  it.each([1, 2, 3, 4, 5, 6])('says of world %i what the stand-in says', async (seed) => {
    const random = createRandom(seed);
    const span = chooseSpan(random);
    const world = createWorld(span, random, { canLose: false });
    const time = random.whole(span.start, span.end);
    const [fake, standIn] = await Promise.all(
      fleetBackends.map(([, open]) => describeAll(open, world, time)),
    );
    expect(fake).toEqual(standIn);
  });
});
