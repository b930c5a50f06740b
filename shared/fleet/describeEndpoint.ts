import {
  DescribeEndpointCommand,
  type DescribeEndpointOutput,
  type PendingProductionVariantSummary,
  type ProductionVariantSummary,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Pool } from '#shared/domain/bucket.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import type { AllowedTags } from '#shared/domain/owners.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { createDescribeComponents } from './describeComponents.ts';
import { createDescribeConfig } from './describeConfig.ts';
import type {
  DescribedConfig,
  DescribedPool,
  EndpointRef,
  EndpointSnapshot,
  RunningInstances,
} from './endpointSnapshot.ts';
import { GoneError } from './goneError.ts';
import { readFrequency } from './readFrequency.ts';
import { createReadModelTags } from './readModelTags.ts';
import { createReadTags } from './readTags.ts';
import { toInstant } from './toInstant.ts';
import { isGone } from './undefinedWhenGone.ts';

type Variant = ProductionVariantSummary | PendingProductionVariantSummary;

/** A plain variant is of one type; one with instance pools of several. */
const countByType = (variant: Variant, config: DescribedConfig): RunningInstances[] => {
  const name = variant.VariantName ?? '';
  const configured = config.variants.find((each) => each.variant === name);
  const types = variant.InstancePools?.length
    ? variant.InstancePools
    : [{ ...variant, InstanceType: configured?.instanceTypes[0] }];
  return types.flatMap(({ InstanceType: instanceType, CurrentInstanceCount: instances = 0 }) =>
    instanceType === undefined ? [] : { variant: name, instanceType, instances },
  );
};

const sumByType = (running: readonly RunningInstances[]): RunningInstances[] =>
  [...Map.groupBy(running, ({ variant, instanceType }) => `${variant} ${instanceType}`).values()].flatMap(
    (same) =>
      same.slice(0, 1).map((first) => ({
        ...first,
        instances: same.reduce((sum, { instances }) => sum + instances, 0),
      })),
  );

const toPools = (ref: EndpointRef, inForce: readonly RunningInstances[]): DescribedPool[] => {
  const typesIn = Map.groupBy(inForce, ({ variant }) => variant);
  return inForce.map(({ variant, instanceType, instances }) => ({
    pool: {
      endpointArn: ref.arn,
      endpointCreatedAt: ref.createdAt,
      endpoint: ref.name,
      variant,
      instanceType,
    },
    typesInVariant: typesIn.get(variant)?.length ?? 1,
    currentInstances: instances,
  }));
};

const variantsOf = (deployed: {
  ProductionVariants?: Variant[] | undefined;
  ShadowProductionVariants?: Variant[] | undefined;
}): Variant[] => [...(deployed.ProductionVariants ?? []), ...(deployed.ShadowProductionVariants ?? [])];

export type DescribeFleet = {
  /**
   * Describes one endpoint: what is deployed, its pools, its components, their tags, and how often it publishes.
   * @throws NotFoundError when there is none of that name (any more), or only a later one of that name.
   */
  describeEndpoint(ref: EndpointRef): Promise<EndpointSnapshot>;
  /** How many instances a pool has this moment: 0 when its endpoint is gone, or has no such pool any more. */
  countInstances(pool: Pool): Promise<number>;
};

/**
 * @param readAllowedTags the keys of the tags that are read, asked at each description.
 * @param clock the wall clock: when SageMaker answered that an endpoint is gone.
 */
export const createDescribeFleet = (
  client: SageMakerClient,
  readAllowedTags: () => Promise<AllowedTags>,
  clock = wallClock,
): DescribeFleet => {
  const describeConfig = createDescribeConfig(client);
  const readTags = createReadTags(client);
  const describeComponents = createDescribeComponents(client, readTags);
  const readModelTags = createReadModelTags(client, readTags);

  const describe = async ({ name, createdAt }: Pick<EndpointRef, 'name' | 'createdAt'>) => {
    const command = new DescribeEndpointCommand({ EndpointName: name });
    const endpoint = await client.send(command).catch((error: unknown) => {
      throw isGone(error) ? new GoneError(name, clock(), { cause: error }) : error;
    });
    const foundAt = toInstant(endpoint.CreationTime) ?? createdAt;
    if (foundAt === createdAt) return endpoint;
    if (foundAt > createdAt) throw new GoneError(name, foundAt);
    throw new NotFoundError('fleet.no_endpoint', `the endpoint ${name} is still an earlier one of the name`);
  };

  /** A configuration may be deleted while its endpoint lives: then the endpoint tells what it can. */
  const configOf = async (endpoint: DescribeEndpointOutput): Promise<DescribedConfig> => {
    const name = endpoint.EndpointConfigName ?? endpoint.PendingDeploymentSummary?.EndpointConfigName ?? '';
    const known = await describeConfig(name);
    const publishFrequency =
      endpoint.MetricsConfig === undefined && known !== undefined
        ? known.publishFrequency
        : readFrequency(`the endpoint ${endpoint.EndpointName}`, endpoint.MetricsConfig);
    const variants = variantsOf(endpoint).map(({ VariantName = '', InstancePools = [] }) => ({
      variant: VariantName,
      instanceTypes: InstancePools.map((pool) => pool.InstanceType).filter((type) => type !== undefined),
    }));
    const isEnhanced = endpoint.MetricsConfig?.EnableEnhancedMetrics ?? known?.isEnhanced ?? false;
    const isAsync = endpoint.AsyncInferenceConfig !== undefined || (known?.isAsync ?? false);
    return { name, publishFrequency, isEnhanced, isAsync, variants: known?.variants ?? variants };
  };

  const pendingOf = async (
    { PendingDeploymentSummary: pending }: DescribeEndpointOutput,
    inForce: DescribedConfig,
  ): Promise<EndpointSnapshot['pending']> => {
    const name = pending?.EndpointConfigName;
    if (pending === undefined || name === undefined || name === inForce.name) return undefined;
    const config = await describeConfig(name);
    return config && { config, startedAt: toInstant(pending.StartTime) };
  };

  /** What is deployed and on its way, and the instances of each and of both together. */
  const readDeployed = async (endpoint: DescribeEndpointOutput) => {
    const config = await configOf(endpoint);
    const pending = await pendingOf(endpoint, config);
    const inForce = variantsOf(endpoint).flatMap((variant) => countByType(variant, config));
    // Of an endpoint that is being created both sides may be given, and both are the same fleet.
    const isOneFleet = pending === undefined && inForce.length > 0;
    const onTheirWay = (isOneFleet ? [] : variantsOf(endpoint.PendingDeploymentSummary ?? {})).flatMap(
      (variant) => countByType(variant, pending?.config ?? config),
    );
    return { config, pending, inForce, running: sumByType([...inForce, ...onTheirWay]) };
  };

  return {
    describeEndpoint: async (ref) => {
      const endpoint = await describe(ref);
      const allowed = await readAllowedTags();
      const [deployed, components, tags] = await Promise.all([
        readDeployed(endpoint),
        describeComponents(ref.name, allowed.component),
        readTags(ref.arn, allowed.endpoint),
      ]);
      const modelTags = await readModelTags(
        components.map(({ model }) => model),
        allowed.model,
      );
      const { config, pending, inForce, running } = deployed;
      return {
        name: ref.name,
        arn: ref.arn,
        createdAt: ref.createdAt,
        modifiedAt: toInstant(endpoint.LastModifiedTime) ?? ref.modifiedAt,
        status: endpoint.EndpointStatus ?? '',
        config,
        pending,
        pools: toPools(ref, inForce),
        running,
        components,
        tags,
        modelTags,
        publishFrequency: config.publishFrequency,
      };
    },
    countInstances: async ({ endpoint, endpointCreatedAt, variant, instanceType }) => {
      const found = await describe({ name: endpoint, createdAt: endpointCreatedAt }).catch((error) => {
        if (error instanceof NotFoundError) return undefined;
        throw error;
      });
      if (found === undefined) return 0;
      // The configuration tells a variant's type: the pool may be one that was replaced.
      const { running } = await readDeployed(found);
      const own = running.find((each) => each.variant === variant && each.instanceType === instanceType);
      return own?.instances ?? 0;
    },
  };
};
