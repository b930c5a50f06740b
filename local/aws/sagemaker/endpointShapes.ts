import type { Deployment } from '#local/fleet/deployment.ts';
import { countInstances, type DeployedFleet, type DeployedVariant } from './deployedFleet.ts';
import type { InventoryEndpoint } from './endpointInventory.ts';
import type { ResourceArns } from './resourceArns.ts';

const metricsConfig = ({ publishFrequency, isEnhanced = true }: Deployment) => ({
  EnableEnhancedMetrics: isEnhanced,
  EnableDetailedObservability: false,
  MetricPublishFrequencyInSeconds: publishFrequency,
});

/** Only of what is asynchronous. */
const asyncConfig = ({ configName, isAsync }: Deployment) =>
  isAsync && {
    AsyncInferenceConfig: { OutputConfig: { S3OutputPath: `s3://async-inference/${configName}` } },
  };

const summariseVariant = (deployed: DeployedVariant, time: number) => {
  const { variant, pools } = deployed;
  const instances = countInstances(deployed, time);
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

/** Unlike the variants in force, pending ones tell their instance type. */
const summarisePending = (deployed: DeployedVariant, time: number) => ({
  ...summariseVariant(deployed, time),
  ...(deployed.pools.length === 1 && { InstanceType: deployed.pools[0]?.instanceType }),
});

const summariseDeployment = ({ deployment, variants }: DeployedFleet, time: number) => ({
  EndpointConfigName: deployment.configName,
  ProductionVariants: variants.map((variant) => summarisePending(variant, time)),
  StartTime: deployment.startedAt,
});

const configureVariant = (deployed: DeployedVariant, time: number) => {
  const { variant, pools, model, isServerless, isReserved } = deployed;
  const common = {
    VariantName: variant,
    InitialVariantWeight: 1,
    ...(model !== undefined && { ModelName: model }),
    ...(isReserved && {
      CapacityReservationConfig: { CapacityReservationPreference: 'capacity-reservations-only' },
    }),
  };
  if (isServerless) return { ...common, ServerlessConfig: { MemorySizeInMB: 2_048, MaxConcurrency: 5 } };
  return {
    ...common,
    InitialInstanceCount: countInstances(deployed, time),
    ...(pools.length > 1
      ? {
          InstancePools: pools.map(({ instanceType }, index) => ({
            InstanceType: instanceType,
            Priority: index + 1,
          })),
        }
      : { InstanceType: pools[0]?.instanceType }),
  };
};

export const toEndpointSummary = (endpoint: InventoryEndpoint, arns: ResourceArns) => ({
  EndpointName: endpoint.name,
  EndpointArn: arns.endpoint(endpoint.name),
  EndpointStatus: endpoint.status,
  CreationTime: endpoint.creationTime,
  LastModifiedTime: endpoint.lastModifiedTime,
});

/**
 * What `DescribeEndpoint` says at `time` (epoch seconds): the deployment in force with its own instances, and the
 * pending one with those of its own; `InstancePools` for variants with several types.
 */
export const describeEndpoint = (endpoint: InventoryEndpoint, arns: ResourceArns, time: number) => ({
  ...toEndpointSummary(endpoint, arns),
  EndpointConfigName: endpoint.inForce.deployment.configName,
  ProductionVariants: endpoint.inForce.variants.map((variant) => summariseVariant(variant, time)),
  MetricsConfig: metricsConfig(endpoint.inForce.deployment),
  ...asyncConfig(endpoint.inForce.deployment),
  ...(endpoint.pending !== undefined && {
    PendingDeploymentSummary: summariseDeployment(endpoint.pending, time),
  }),
});

/** What `DescribeEndpointConfig` says; the initial counts are those that run when its deployment has finished. */
export const describeEndpointConfig = ({ deployment, variants }: DeployedFleet, arns: ResourceArns) => ({
  EndpointConfigName: deployment.configName,
  EndpointConfigArn: arns.endpointConfig(deployment.configName),
  ProductionVariants: variants.map((variant) => configureVariant(variant, deployment.finishedAt)),
  EnableNetworkIsolation: false,
  MetricsConfig: metricsConfig(deployment),
  ...asyncConfig(deployment),
  CreationTime: deployment.startedAt,
});
