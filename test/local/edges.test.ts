import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { giveDocument } from '#cli/documents/traceDocument.ts';
import { openLedger, readCosts } from '#cli/readLedger.ts';
import { createVirtualClock } from '#local/clock.ts';
import type { Deployment } from '#local/fleet/deployment.ts';
import type { Instance, Placement } from '#local/fleet/fleet.ts';
import type { WorldComponent, WorldEndpoint } from '#local/fleet/world.ts';
import { type FleetRun, startFleetRun } from '#local/fleetRun.ts';
import { synthesize } from '#local/synthesize.ts';
import { formatSteps, roundTogether } from '#shared/domain/money.ts';
import { instant } from '#shared/domain/time.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  second,
} from '#test/builders/world.ts';

/** Minutes from the midnight before 15 January 2026. */
const minute = (minutes: number) => second(14 * 86_400 + 60 * minutes);
const range = { from: instant(minute(-120)), to: instant(minute(120)) };
const forever = Number.POSITIVE_INFINITY;

type Case = {
  endpoint: WorldEndpoint;
  components?: readonly WorldComponent[];
  instances: readonly Instance[];
  placements?: readonly Placement[];
  /** Requests in the four hours. */
  invocations?: Readonly<Record<string, number>>;
};

const deploy = (name: string, types: readonly string[], given: Partial<Deployment> = {}) =>
  buildDeployment({
    configName: `${name}-config`,
    startedAt: minute(-240),
    variants: [{ variant: 'AllTraffic', instanceTypes: types }],
    ...given,
  });

const accelerators: Record<string, number> = {
  'ml.g4dn.xlarge': 1,
  'ml.g6.12xlarge': 4,
  'ml.g6.24xlarge': 4,
  'ml.g5.48xlarge': 8,
  'ml.p6-b200.48xlarge': 8,
};

const run = (endpoint: string, type: string, deployment: Deployment, given: Partial<Instance> = {}) =>
  buildInstance(`i-${endpoint}-${type}`, deployment, {
    endpoint,
    instanceType: type,
    accelerators: accelerators[type] ?? 0,
    ...given,
  });

const numbers = (count: number, from = 0) => Array.from({ length: count }, (_, index) => from + index);

/** One instance of a type, and on it a component of so many accelerators a copy, with copies from `from` to `to`. */
const plain = (
  name: string,
  type: string,
  gpus: number,
  given: {
    team?: string | undefined;
    deployment?: Partial<Deployment>;
    copies?: number;
    from?: number;
    to?: number;
  } = {},
): Case => {
  const deployment = deploy(name, [type], given.deployment);
  const instance = run(name, type, deployment);
  const { copies = 1, from = instance.from, to = forever } = given;
  const team = 'team' in given ? given.team : 'search';
  return {
    endpoint: buildEndpoint([deployment], { endpoint: name }),
    components: [
      buildComponent(`${name}-a`, { endpoint: name, gpusPerCopy: gpus, team, createdAt: minute(-240) }),
    ],
    instances: [instance],
    placements: numbers(copies).map((copy) =>
      buildPlacement(`${name}-a`, instance, {
        containerId: `${name}-${copy}`,
        accelerators: numbers(gpus, copy * gpus),
        from,
        to,
      }),
    ),
  };
};

const twoTypes = (): Case => {
  const deployment = deploy('mixed', ['ml.g5.48xlarge', 'ml.g6.12xlarge']);
  const small = run('mixed', 'ml.g6.12xlarge', deployment);
  const large = run('mixed', 'ml.g5.48xlarge', deployment);
  return {
    endpoint: buildEndpoint([deployment], { endpoint: 'mixed' }),
    components: [buildComponent('mixed-a', { endpoint: 'mixed', gpusPerCopy: 4, createdAt: minute(-240) })],
    instances: [small, large],
    placements: [
      buildPlacement('mixed-a', small, { accelerators: numbers(4) }),
      buildPlacement('mixed-a', large, { accelerators: numbers(4) }),
    ],
  };
};

/** Two adapters on one base that holds all of an instance. */
const adapters = (name: string, invocations: Record<string, number>): Case => {
  const whole = plain(name, 'ml.g6.12xlarge', 4);
  const given = { endpoint: name, gpusPerCopy: 0, base: `${name}-a`, createdAt: minute(-240) };
  const own = [
    buildComponent(`${name}-x`, { ...given, team: 'red' }),
    buildComponent(`${name}-y`, { ...given, team: 'blue' }),
  ];
  return { ...whole, components: [...(whole.components ?? []), ...own], invocations };
};

const idle = (): Case => {
  const deployment = deploy('idle', ['ml.g6.12xlarge']);
  return {
    endpoint: buildEndpoint([deployment], { endpoint: 'idle' }),
    instances: [run('idle', 'ml.g6.12xlarge', deployment)],
  };
};

const scaledToZero = (): Case => {
  const whole = plain('zero', 'ml.g6.12xlarge', 2, { to: minute(-60) });
  return {
    ...whole,
    instances: whole.instances.map((instance) => Object.assign(instance, { to: minute(-60) })),
  };
};

/** Green is started an hour before midnight and takes over at -40; blue is gone at -35. */
const blueGreen = (): Case => {
  const blue = deploy('green', ['ml.g6.12xlarge']);
  const green = deploy('green', ['ml.g6.12xlarge'], {
    configName: 'green-2',
    startedAt: minute(-60),
    finishedAt: minute(-40),
  });
  const old = run('green', 'ml.g6.12xlarge', blue, { to: minute(-35) });
  const fresh = run('green', 'ml.g6.12xlarge', green, { instanceId: 'i-green-2', from: minute(-55) });
  return {
    endpoint: buildEndpoint([blue, green], { endpoint: 'green' }),
    components: [buildComponent('green-a', { endpoint: 'green', gpusPerCopy: 4, createdAt: minute(-240) })],
    instances: [old, fresh],
    placements: [
      buildPlacement('green-a', old, { accelerators: numbers(4), to: minute(-40) }),
      buildPlacement('green-a', fresh, { accelerators: numbers(4), from: minute(-40) }),
    ],
  };
};

/** Created and deleted between two plans that see nothing else of it: twelve minutes. */
const brief = (): Case => {
  const deployment = deploy('brief', ['ml.g6.12xlarge'], { startedAt: minute(-89), finishedAt: minute(-89) });
  const instance = run('brief', 'ml.g6.12xlarge', deployment, { to: minute(-77) });
  const life = { createdAt: minute(-89), deletedAt: minute(-77) };
  return {
    endpoint: buildEndpoint([deployment], { endpoint: 'brief', ...life }),
    components: [buildComponent('brief-a', { endpoint: 'brief', gpusPerCopy: 2, ...life })],
    instances: [instance],
    placements: [buildPlacement('brief-a', instance, { accelerators: [0, 1] })],
  };
};

/** [component or reason, team, GPU-seconds, dollars] */
type Row = [string, string | undefined, number, string | undefined];

// $5.752 an hour for ml.g6.12xlarge (4 GPUs), $20.36 for ml.g5.48xlarge (8), $8.344 and from midnight $8 for ml.g6.24xlarge (4),
// $0.7364 for ml.g4dn.xlarge (1); four hours.
const cases: [string, Case, Row[]][] = [
  [
    'two instance types in one variant, each at its own price and number of GPUs',
    twoTypes(),
    [
      // Half of 4 h × $20.36, and 4 h × $5.752.
      ['mixed-a', 'search', 57_600, '40.720000000'],
      ['mixed-a', 'search', 57_600, '23.008000000'],
      ['unplaced', undefined, 57_600, '40.720000000'],
    ],
  ],
  [
    'an owner that changes in mid-month',
    plain('moved', 'ml.g6.12xlarge', 4),
    [
      ['moved-a', 'blue', 28_800, '11.504000000'],
      ['moved-a', 'search', 28_800, '11.504000000'],
    ],
  ],
  [
    'a price that changes at midnight',
    plain('repriced', 'ml.g6.24xlarge', 4),
    // 2 h × $8.344 + 2 h × $8.
    [['repriced-a', 'search', 57_600, '32.688000000']],
  ],
  [
    'adapters with traffic, by their share of it',
    adapters('lora', { 'lora-x': 28_800, 'lora-y': 9_600 }),
    [
      ['lora-x', 'red', 43_200, '17.256000000'],
      ['lora-y', 'blue', 14_400, '5.752000000'],
    ],
  ],
  [
    'adapters without traffic, in equal shares',
    adapters('calm', {}),
    [
      ['calm-x', 'red', 28_800, '11.504000000'],
      ['calm-y', 'blue', 28_800, '11.504000000'],
    ],
  ],
  ['a fully idle endpoint', idle(), [['empty', undefined, 57_600, '23.008000000']]],
  [
    'GPUs that are stranded: copies of three on a host of eight',
    plain('stranded', 'ml.g5.48xlarge', 3, { copies: 2 }),
    [
      ['stranded-a', 'search', 86_400, '61.080000000'],
      ['stranded', undefined, 28_800, '20.360000000'],
    ],
  ],
  [
    'an endpoint that is scaled to zero',
    scaledToZero(),
    [
      ['zero-a', 'search', 7_200, '2.876000000'],
      ['unplaced', undefined, 7_200, '2.876000000'],
    ],
  ],
  [
    'an old and a new fleet side by side',
    blueGreen(),
    [
      ['green-a', 'search', 57_600, '23.008000000'],
      // Blue waits five minutes for its end, green fifteen for its copy: 20 of 60 minutes of $5.752.
      ['empty', undefined, 1_200, '0.479333333'],
      ['deploying', undefined, 3_600, '1.438000000'],
    ],
  ],
  [
    'a component that two teams share 60 to 40, of an odd amount',
    plain('shared', 'ml.g4dn.xlarge', 1, { from: minute(-100), to: minute(-100) + 10 }),
    [
      // 10 s × $0.7364 / 3,600 = $0.002045555…, of which 6 s and 4 s.
      ['shared-a', 'blue', 4, '0.000818222'],
      ['shared-a', 'red', 6, '0.001227333'],
      ['empty', undefined, 14_390, '2.943554445'],
    ],
  ],
  [
    'a component that nobody owns',
    plain('unowned', 'ml.g4dn.xlarge', 1, { team: undefined }),
    [['unowned-a', undefined, 14_400, '2.945600000']],
  ],
  [
    'a type of which no price is known',
    plain('unpriced', 'ml.p6-b200.48xlarge', 8),
    [['unpriced-a', 'search', 115_200, undefined]],
  ],
  [
    'an endpoint without enhanced metrics',
    plain('standard', 'ml.g6.12xlarge', 2, { deployment: { isEnhanced: false, publishFrequency: 60 } }),
    [
      ['standard-a', 'search', 28_800, '11.504000000'],
      ['unplaced', undefined, 28_800, '11.504000000'],
    ],
  ],
  [
    'an endpoint that lives for twelve minutes',
    brief(),
    // 12 of 60 minutes of $5.752, half of it held.
    [
      ['brief-a', 'search', 1_440, '0.575200000'],
      ['unplaced', undefined, 1_440, '0.575200000'],
    ],
  ],
];

const owners = JSON.stringify({
  tags: { component: ['Team'], endpoint: [], model: [] },
  rules: [
    { name: 'moved', from: '2026-01-15T00:00:00Z', match: { component: 'moved-a' }, team: 'blue' },
    {
      name: 'shared',
      match: { component: 'shared-a' },
      shares: [
        { team: 'red', parts: 60 },
        { team: 'blue', parts: 40 },
      ],
    },
    { name: 'tags', match: { tag: { key: 'Team', of: ['component'] } }, teamFromTag: true },
  ],
});

describe('costs at the edges', () => {
  let cloud: FleetRun['cloud'] | undefined;
  beforeAll(async () => {
    const all = cases.map(([, each]) => each);
    const clock = createVirtualClock(minute(-150));
    const fleet = await startFleetRun({
      world: buildWorld({
        endpoints: all.map(({ endpoint }) => endpoint),
        components: all.flatMap(({ components = [] }) => components),
        instances: all.flatMap(({ instances }) => instances),
        placements: all.flatMap(({ placements = [] }) => placements),
        invocations: all.flatMap(({ invocations = {} }) =>
          Object.entries(invocations).map(([component, count]) => {
            return { time: range.from, seconds: range.to - range.from, component, invocations: count };
          }),
        ),
      }),
      assembly: await synthesize(),
      clock,
      every: '30 minutes',
      port: 0,
      priceChanges: [{ instanceType: 'ml.g6.24xlarge', from: minute(0), usdPerHour: '8' }],
    });
    cloud = fleet.cloud;
    await giveDocument(cloud, ownersForm, owners, instant(minute(-150)));
    // The price is read once a day, and then given to what is stored.
    await fleet.playTo(minute(26 * 60));
  });
  afterAll(() => cloud?.stop());

  it.each(cases)('are right for %s', async (_, { endpoint: { endpoint } }, expected) => {
    if (cloud === undefined) throw new Error('the stack did not start');
    const { rows } = await readCosts(openLedger(cloud), range, { isWanted: (name) => name === endpoint });
    const dollars = roundTogether(rows.flatMap(({ cost }) => cost ?? [])).rows.values();
    expect(
      rows.map(({ component, reason, team, unitSeconds, cost }) => [
        component ?? reason,
        team,
        unitSeconds,
        cost === undefined ? undefined : formatSteps(dollars.next().value ?? 0n, 9),
      ]),
    ).toEqual(expected);
  });
});
