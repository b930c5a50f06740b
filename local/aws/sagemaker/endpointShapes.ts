import type { InventoryEndpoint, InventoryVariant } from './fleetInventory.ts';
import type { ResourceArns } from './resourceArns.ts';

export const metricsConfig = (publishFrequency: number) => ({
  EnableEnhancedMetrics: true,
  EnableDetailedObservability: false,
  MetricPublishFrequencyInSeconds: publishFrequency,
});

export const configNameOf = (endpoint: string): string => `${endpoint}-config`.slice(-63);

const summariseVariant = ({ variant, pools }: InventoryVariant, time: number) => {
  const instances = pools.reduce((sum, pool) => sum + pool.instances.at(time), 0);
  return {
    VariantName: variant,
    CurrentWeight: 1,
    DesiredWeight: 1,
    CurrentInstanceCount: instances,
    DesiredInstanceCount: instances,
    ...(pools.length > 1 && {
      InstancePools: pools.map((pool) => ({
        InstanceType: pool.instanceType,
        CurrentInstanceCount: pool.instances.at(time),
      })),
    }),
  };
};

const configureVariant = ({ variant, pools }: InventoryVariant) => ({
  VariantName: variant,
  InitialInstanceCount: pools.reduce((sum, pool) => sum + pool.initialInstances, 0),
  InitialVariantWeight: 1,
  ...(pools.length > 1
    ? {
        InstancePools: pools.map(({ instanceType }, index) => ({
          InstanceType: instanceType,
          Priority: index + 1,
        })),
      }
    : { InstanceType: pools[0]?.instanceType }),
});

export const toEndpointSummary = (endpoint: InventoryEndpoint, arns: ResourceArns) => ({
  EndpointName: endpoint.name,
  EndpointArn: arns.endpoint(endpoint.name),
  EndpointStatus: endpoint.status,
  CreationTime: endpoint.creationTime,
  LastModifiedTime: endpoint.lastModifiedTime,
});

/** What `DescribeEndpoint` says at `time` (epoch seconds); `InstancePools` for variants with several types. */
export const describeEndpoint = (
  endpoint: InventoryEndpoint,
  arns: ResourceArns,
  publishFrequency: number,
  time: number,
) => ({
  ...toEndpointSummary(endpoint, arns),
  EndpointConfigName: configNameOf(endpoint.name),
  ProductionVariants: endpoint.variants.map((variant) => summariseVariant(variant, time)),
  MetricsConfig: metricsConfig(publishFrequency),
});

export const describeEndpointConfig = (
  endpoint: InventoryEndpoint,
  arns: ResourceArns,
  publishFrequency: number,
) => ({
  EndpointConfigName: configNameOf(endpoint.name),
  EndpointConfigArn: arns.endpointConfig(configNameOf(endpoint.name)),
  ProductionVariants: endpoint.variants.map(configureVariant),
  EnableNetworkIsolation: false,
  MetricsConfig: metricsConfig(publishFrequency),
  CreationTime: endpoint.creationTime,
});
