import type { Deployment, PublishFrequency } from '#local/fleet/deployment.ts';
import type { WorldEndpoint } from '#local/fleet/world.ts';
import type { Random } from '../random.ts';
import type { Span } from './chooseSpan.ts';

const minute = 60;

type Variants = Deployment['variants'];

/** What an endpoint's deployments have in common, so that lives of one name resemble each other. */
export type EndpointHabits = {
  frequency: PublishFrequency;
  acceleratorDimension: Deployment['acceleratorDimension'];
  isAsync: boolean;
  variants: Variants;
};

const types = [
  'ml.g6.12xlarge',
  'ml.g5.2xlarge',
  'ml.g5.48xlarge',
  'ml.inf2.24xlarge',
  'ml.trn1.32xlarge',
  'ml.g7.12xlarge',
] as const;

const chooseFrequency = (random: Random): PublishFrequency =>
  random.weigh<PublishFrequency>([50, 10], [20, 30], [15, 60], [4, 120], [4, 180], [4, 240], [3, 300]);

const chooseTypes = (random: Random): string[] => {
  const first = random.pick(types);
  if (random.chance(0.75)) return [first];
  const others = types.filter((type) => type !== first && random.chance(0.3)).slice(0, 2);
  return others.length === 0 ? [first] : [first, ...others];
};

export const chooseHabits = (random: Random): EndpointHabits => ({
  frequency: chooseFrequency(random),
  acceleratorDimension: random.pick(['GpuId', 'AcceleratorId']),
  isAsync: random.fork('async').chance(0.15),
  variants: (random.chance(0.75) ? ['AllTraffic'] : ['AllTraffic', 'canary']).map((variant) => {
    return { variant, instanceTypes: chooseTypes(random) };
  }),
});

const isPooled = ({ variants }: EndpointHabits): boolean =>
  variants.some(({ instanceTypes }) => instanceTypes.length > 1);

/**
 * What an update changes: instance types, publish frequency, the accelerator dimension's name, or nothing that shows. A
 * variant with instance pools keeps its frequency and stays one, as a plain one stays plain: CloudWatch then has nothing
 * that tells the two fleets apart.
 */
const changeHabits = (habits: EndpointHabits, random: Random): EndpointHabits => {
  const pooled = isPooled(habits);
  return {
    frequency: !pooled && random.chance(0.4) ? chooseFrequency(random) : habits.frequency,
    acceleratorDimension: random.chance(0.3)
      ? random.pick(['GpuId', 'AcceleratorId'])
      : habits.acceleratorDimension,
    isAsync: habits.isAsync,
    variants: habits.variants.map(({ variant, instanceTypes }) => ({
      variant,
      instanceTypes: instanceTypes.length === 1 && random.chance(0.4) ? [random.pick(types)] : instanceTypes,
    })),
  };
};

const deploy = (
  configName: string,
  startedAt: number,
  habits: EndpointHabits,
  random: Random,
): Deployment => ({
  configName,
  startedAt,
  finishedAt: startedAt + random.whole(1 * minute, 9 * minute),
  publishFrequency: habits.frequency,
  acceleratorDimension: habits.acceleratorDimension,
  isAsync: habits.isAsync,
  variants: habits.variants,
});

/** The first runs know nothing of fleets that were replaced before: those are gone by then. */
const quietSeconds = 70 * minute;

/**
 * Deployments of one life: each starts when the one before has finished, and none in the hour before the collector is there.
 */
const planDeployments = (
  name: string,
  { createdAt, deletedAt, firstEventAt }: { createdAt: number; deletedAt: number; firstEventAt: number },
  first: EndpointHabits,
  random: Random,
): Deployment[] => {
  let habits = first;
  const deployments = [deploy(`${name}-${createdAt}`, createdAt, habits, random)];
  while (random.chance(0.4) && deployments.length < 4) {
    const last = deployments.at(-1)?.finishedAt ?? createdAt;
    const wanted = last + random.whole(30, 120 * minute);
    const isUnheard = firstEventAt - quietSeconds < wanted && wanted < firstEventAt;
    const startedAt = isUnheard ? firstEventAt + random.whole(0, 30 * minute) : wanted;
    if (startedAt + 10 * minute > deletedAt) break;
    habits = changeHabits(habits, random);
    deployments.push(deploy(`${name}-${createdAt}-${deployments.length}`, startedAt, habits, random));
  }
  return deployments;
};

/** Lives of one endpoint name: some last, some are a few minutes, some come again, at times within minutes. */
export const planEndpoint = (endpoint: string, span: Span, random: Random): WorldEndpoint[] => {
  const habits = chooseHabits(random);
  const lives: WorldEndpoint[] = [];
  let createdAt = random.chance(0.5)
    ? span.start - random.whole(0, 3_600)
    : span.start + random.whole(0, Math.floor((span.end - span.start) / 2));
  while (createdAt < span.end && lives.length < 5) {
    const seconds = random.weigh(
      [50, Number.POSITIVE_INFINITY],
      [25, random.whole(20 * minute, 150 * minute)],
      [25, random.whole(4 * minute, 12 * minute)],
    );
    const deletedAt = createdAt + seconds;
    const deployments = planDeployments(
      endpoint,
      { createdAt, deletedAt, firstEventAt: span.firstEventAt },
      habits,
      random,
    );
    lives.push({ endpoint, createdAt, deletedAt, deployments });
    if (deletedAt === Number.POSITIVE_INFINITY || random.chance(0.35)) break;
    createdAt =
      deletedAt +
      random.weigh([50, random.whole(1, 10 * minute)], [50, random.whole(10 * minute, 90 * minute)]);
  }
  return lives;
};
