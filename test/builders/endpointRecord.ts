import type { TagHistory } from '#shared/domain/tagHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Deployment, EndpointRecord, RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import type {
  DescribedComponent,
  DescribedConfig,
  EndpointRef,
  EndpointSnapshot,
} from '#shared/fleet/endpointSnapshot.ts';
import { at } from './samples.ts';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/ep';
const createdAt = at('2026-01-01T00:00:00Z');

export const refOf = (changes: Partial<EndpointRef> = {}): EndpointRef => ({
  name: 'ep',
  arn,
  createdAt,
  modifiedAt: createdAt,
  ...changes,
});

/** One variant of one type, unless other variants are given as `{ AllTraffic: ['ml.g6.12xlarge'] }`. */
export const configOf = (
  name = 'config-1',
  variants: Record<string, string[]> = { AllTraffic: ['ml.g6.12xlarge'] },
  publishFrequency = 10,
): DescribedConfig => ({
  name,
  publishFrequency,
  isEnhanced: true,
  isAsync: false,
  variants: Object.entries(variants).map(([variant, instanceTypes]) => ({ variant, instanceTypes })),
});

export const deploymentOf = (
  changes: Partial<Deployment> & { config?: DescribedConfig } = {},
): Deployment => {
  const { config = configOf(), ...rest } = changes;
  const { name: configName, publishFrequency, isEnhanced, isAsync, variants } = config;
  return {
    configName,
    publishFrequency,
    isEnhanced,
    isAsync,
    variants,
    startedAt: createdAt,
    endedBy: undefined,
    ...rest,
  };
};

/** A history of the tag that names a team: `teamTags(['red', noon], [undefined, one])`. */
export const teamTags = (...values: [value: string | undefined, from: Instant][]): TagHistory =>
  new Map([['Team', values.map(([value, from]) => ({ from, value }))]]);

export const recordedComponent = (changes: Partial<RecordedComponent> = {}): RecordedComponent => ({
  name: 'a',
  variant: 'AllTraffic',
  model: 'a-model',
  base: undefined,
  tags: teamTags(['red', changes.createdAt ?? createdAt]),
  acceleratorsPerCopy: 1,
  createdAt,
  deletedBy: undefined,
  ...changes,
});

export const recordOf = (changes: Partial<EndpointRecord> = {}): EndpointRecord => ({
  name: 'ep',
  arn,
  createdAt,
  deletedBy: undefined,
  deployments: [deploymentOf()],
  components: [],
  tags: new Map(),
  modelTags: new Map(),
  ...changes,
});

export const describedComponent = (changes: Partial<DescribedComponent> = {}): DescribedComponent => ({
  name: 'a',
  variant: 'AllTraffic',
  model: 'a-model',
  base: undefined,
  tags: new Map([['Team', 'red']]),
  createdAt,
  acceleratorsPerCopy: 1,
  copies: 1,
  placements: [{ instanceType: 'ml.g6.12xlarge', copies: 1, acceleratorsPerCopy: 1 }],
  ...changes,
});

/** An endpoint in service; its pools and running instances follow from its configuration, one instance a type. */
export const snapshotOf = (changes: Partial<EndpointSnapshot> = {}): EndpointSnapshot => {
  const config = changes.config ?? configOf();
  const running = config.variants.flatMap(({ variant, instanceTypes }) =>
    instanceTypes.map((instanceType) => ({ variant, instanceType, instances: 1 })),
  );
  return {
    ...refOf(),
    status: 'InService',
    config,
    pending: undefined,
    pools: running.map(({ variant, instanceType, instances }) => ({
      pool: { endpointArn: arn, endpointCreatedAt: createdAt, endpoint: 'ep', variant, instanceType },
      typesInVariant: running.filter((each) => each.variant === variant).length,
      currentInstances: instances,
    })),
    running,
    components: [],
    tags: new Map(),
    modelTags: new Map(),
    publishFrequency: config.publishFrequency,
    ...changes,
  };
};
