import {
  DescribeEndpointConfigCommand,
  type ProductionVariant,
  type SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import type { DescribedConfig, DescribedVariant } from './endpointSnapshot.ts';
import { readFrequency } from './readFrequency.ts';
import { toInstant } from './toInstant.ts';
import { undefinedWhenGone } from './undefinedWhenGone.ts';

/** A serverless variant has none. */
const instanceTypesOf = ({ InstancePools = [], InstanceType }: ProductionVariant): string[] =>
  (InstancePools.length > 0 ? InstancePools.map((pool) => pool.InstanceType) : [InstanceType]).filter(
    (type) => type !== undefined,
  );

const toVariant = (variant: ProductionVariant): DescribedVariant => ({
  variant: variant.VariantName ?? '',
  instanceTypes: instanceTypesOf(variant),
  model: variant.ModelName,
  isServerless: variant.ServerlessConfig === undefined ? undefined : true,
  isReserved:
    variant.CapacityReservationConfig?.CapacityReservationPreference === 'capacity-reservations-only'
      ? true
      : undefined,
});

/**
 * Describes one endpoint configuration, which can outlive its endpoint; undefined when it is gone: it can also be
 * deleted before its endpoint is.
 */
export type DescribeConfig = (name: string) => Promise<DescribedConfig | undefined>;

export const createDescribeConfig =
  (client: SageMakerClient): DescribeConfig =>
  async (name) => {
    const command = new DescribeEndpointConfigCommand({ EndpointConfigName: name });
    const config = await client.send(command).catch(undefinedWhenGone);
    if (config === undefined) return undefined;
    const variants = [...(config.ProductionVariants ?? []), ...(config.ShadowProductionVariants ?? [])];
    return {
      name,
      createdAt: toInstant(config.CreationTime),
      publishFrequency: readFrequency(`the endpoint configuration ${name}`, config.MetricsConfig),
      isEnhanced: config.MetricsConfig?.EnableEnhancedMetrics === true,
      isAsync: config.AsyncInferenceConfig !== undefined,
      variants: variants.map(toVariant),
    };
  };
