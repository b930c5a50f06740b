import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointConfigOutput,
  type DescribeEndpointOutput,
  DescribeInferenceComponentCommand,
  ListTagsCommand,
  paginateListInferenceComponents,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { Pool } from '#shared/domain/bucket.ts';
import { BrokenDataError, NotFoundError } from '#shared/domain/errors.ts';
import type { DescribedComponent, DescribedPool, EndpointRef, EndpointSnapshot } from './endpointSnapshot.ts';

/** The tag of a component that names its team. */
export const teamTag = 'Team';

/** SageMaker's own default for `MetricPublishFrequencyInSeconds`. */
const defaultFrequency = 60;

const supportedFrequencies: readonly number[] = [10, 30, 60, 120, 180, 240, 300];

const readFrequency = (ref: EndpointRef, { MetricsConfig }: DescribeEndpointOutput): number => {
  const frequency = MetricsConfig?.MetricPublishFrequencyInSeconds ?? defaultFrequency;
  if (supportedFrequencies.includes(frequency)) return frequency;
  const message = `${ref.arn} publishes metrics every ${frequency} s; expected one of ${supportedFrequencies.join()}`;
  throw new BrokenDataError('fleet.unsupported_frequency', message);
};

type Variant = NonNullable<DescribeEndpointOutput['ProductionVariants']>[number];

/** A plain variant is one pool; a variant with instance pools is one for each of its types. */
const toPools = (
  ref: EndpointRef,
  variant: Variant,
  config: DescribeEndpointConfigOutput,
): DescribedPool[] => {
  const name = variant.VariantName ?? '';
  const configured = config.ProductionVariants?.find(({ VariantName }) => VariantName === name);
  const types = variant.InstancePools?.length
    ? variant.InstancePools.map(
        ({ InstanceType, CurrentInstanceCount }) => [InstanceType, CurrentInstanceCount] as const,
      )
    : [[configured?.InstanceType, variant.CurrentInstanceCount] as const];
  return types.flatMap(([instanceType, currentInstances]) =>
    instanceType === undefined
      ? []
      : {
          pool: {
            endpointArn: ref.arn,
            endpointCreatedAt: ref.createdAt,
            endpoint: ref.name,
            variant: name,
            instanceType,
          },
          typesInVariant: types.length,
          currentInstances: currentInstances ?? 0,
        },
  );
};

/** SageMaker has no error of its own for this: a ValidationException that says so. */
const isNotFound = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'ValidationException' &&
  error.message.startsWith('Could not find');

/** A component may go between being listed and being asked about. */
const undefinedWhenGone = (error: unknown): undefined => {
  if (!isNotFound(error)) throw error;
};

export type DescribeFleet = {
  /**
   * Describes one endpoint: its pools, its components with their teams, and how often it publishes.
   * @throws NotFoundError when there is none of that name (any more).
   */
  describeEndpoint(ref: EndpointRef): Promise<EndpointSnapshot>;
  /** How many instances a pool has this moment. */
  countInstances(pool: Pool): Promise<number>;
};

export const createDescribeFleet = (client: SageMakerClient): DescribeFleet => {
  const readTeam = async (arn: string): Promise<string | undefined> => {
    const answer = await client.send(new ListTagsCommand({ ResourceArn: arn })).catch(undefinedWhenGone);
    return answer?.Tags?.find(({ Key }) => Key === teamTag)?.Value || undefined;
  };

  const readModel = async (InferenceComponentName: string): Promise<string | undefined> => {
    const command = new DescribeInferenceComponentCommand({ InferenceComponentName });
    const answer = await client.send(command).catch(undefinedWhenGone);
    return answer?.Specification?.ModelName;
  };

  const listComponents = async (endpoint: string): Promise<DescribedComponent[]> => {
    const components: DescribedComponent[] = [];
    const pages = paginateListInferenceComponents(
      { client, pageSize: 100 },
      { EndpointNameEquals: endpoint },
    );
    for await (const { InferenceComponents = [] } of pages) {
      for (const component of InferenceComponents) {
        const { InferenceComponentName: name, InferenceComponentArn: arn, VariantName: variant } = component;
        if (name === undefined || arn === undefined || variant === undefined) continue;
        const [model, team] = await Promise.all([readModel(name), readTeam(arn)]);
        components.push({ name, variant, model, team });
      }
    }
    return components;
  };

  const describe = (EndpointName: string) =>
    client.send(new DescribeEndpointCommand({ EndpointName })).catch((error: unknown) => {
      throw isNotFound(error)
        ? new NotFoundError('fleet.no_endpoint', `there is no endpoint ${EndpointName}`, { cause: error })
        : error;
    });

  return {
    describeEndpoint: async (ref) => {
      const endpoint = await describe(ref.name);
      const [config, components] = await Promise.all([
        client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: endpoint.EndpointConfigName })),
        listComponents(ref.name),
      ]);
      return {
        pools: (endpoint.ProductionVariants ?? []).flatMap((variant) => toPools(ref, variant, config)),
        components,
        publishFrequency: readFrequency(ref, endpoint),
      };
    },
    countInstances: async ({ endpoint, variant, instanceType }) => {
      const { ProductionVariants = [] } = await describe(endpoint);
      const found = ProductionVariants.find(({ VariantName }) => VariantName === variant);
      const pools = found?.InstancePools ?? [];
      if (pools.length === 0) return found?.CurrentInstanceCount ?? 0;
      return pools.find((each) => each.InstanceType === instanceType)?.CurrentInstanceCount ?? 0;
    },
  };
};
