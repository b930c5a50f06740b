import type { Metric } from './metric.ts';
import type { Statistic } from './readValues.ts';

/** What of a component is shown as it is used. */
export const utilizationNames = [
  'gpuUtilization',
  'gpuMemoryUtilization',
  'cpuUtilization',
  'memoryUtilization',
  'invocations',
  'concurrentRequests',
  'errors4xx',
  'errors5xx',
  'modelLatency',
  'overheadLatency',
] as const;
export type UtilizationName = (typeof utilizationNames)[number];

export const utilizationUnits = ['percent', 'count', 'microseconds'] as const;

/** What publishes it: each accelerator of a copy, each copy, or each request. */
type Publisher = 'accelerator' | 'copy' | 'request';

/**
 * A measure as CloudWatch has it: under one name for components, and where there are none under another for whole
 * instances, there 100 % for each accelerator or core (AWS, "Amazon SageMaker AI metrics in Amazon CloudWatch").
 */
export type UtilizationMetric = {
  publisher: Publisher;
  ofComponents: string;
  ofInstances: string;
  /** Those that AWS says are valid; percentiles it does not name, and CloudWatch has them or has none. */
  statistics: readonly Statistic[];
  unit: (typeof utilizationUnits)[number];
};

const share = (publisher: Publisher, name: string): UtilizationMetric => ({
  publisher,
  ofComponents: `${name}Normalized`,
  ofInstances: name,
  statistics: ['Average'],
  unit: 'percent',
});

const count = (name: string): UtilizationMetric => ({
  publisher: 'request',
  ofComponents: name,
  ofInstances: name,
  statistics: ['Sum'],
  unit: 'count',
});

const latency = (name: string): UtilizationMetric => ({
  publisher: 'request',
  ofComponents: name,
  ofInstances: name,
  statistics: ['Average', 'p99'],
  unit: 'microseconds',
});

export const utilizationMetrics: Readonly<Record<UtilizationName, UtilizationMetric>> = {
  gpuUtilization: share('accelerator', 'GPUUtilization'),
  gpuMemoryUtilization: share('accelerator', 'GPUMemoryUtilization'),
  cpuUtilization: share('copy', 'CPUUtilization'),
  memoryUtilization: share('copy', 'MemoryUtilization'),
  invocations: count('Invocations'),
  concurrentRequests: {
    publisher: 'request',
    ofComponents: 'ConcurrentRequestsPerCopy',
    ofInstances: 'ConcurrentRequestsPerModel',
    statistics: ['Maximum'],
    unit: 'count',
  },
  errors4xx: count('Invocation4XXErrors'),
  errors5xx: count('Invocation5XXErrors'),
  modelLatency: latency('ModelLatency'),
  overheadLatency: latency('OverheadLatency'),
};

/** Where a series is from: all that a component, or a variant that none divides, has; one copy or instance of it; or one accelerator. */
export type Place = {
  variant: string;
  /** Undefined for a variant that components do not divide. */
  component: string | undefined;
  instance?: string;
  copy?: string;
  accelerator?: string;
  /** What CloudWatch calls the accelerator's dimension there. */
  acceleratorDimension?: string;
};

const namespaceOf = ({ publisher }: UtilizationMetric, { component }: Place): string => {
  if (publisher === 'request') return 'AWS/SageMaker';
  return component === undefined ? '/aws/sagemaker/Endpoints' : '/aws/sagemaker/InferenceComponents';
};

const dimensionsOf = (endpoint: string, place: Place): Record<string, string> => {
  const { variant, component, instance, copy, accelerator, acceleratorDimension } = place;
  const own = component === undefined ? {} : { InferenceComponentName: component };
  if (component !== undefined && copy === undefined) return own;
  const at = instance === undefined ? {} : { InstanceId: instance };
  const within = copy === undefined ? {} : { ContainerId: copy };
  const on =
    accelerator === undefined || acceleratorDimension === undefined
      ? {}
      : { [acceleratorDimension]: accelerator };
  return { EndpointName: endpoint, VariantName: variant, ...at, ...within, ...own, ...on };
};

/** The metric that tells a measure of a place, under exactly the set of dimensions that it is published by there. */
export const metricAt = (endpoint: string, name: UtilizationName, place: Place): Metric => {
  const metric = utilizationMetrics[name];
  return {
    namespace: namespaceOf(metric, place),
    name: place.component === undefined ? metric.ofInstances : metric.ofComponents,
    dimensions: dimensionsOf(endpoint, place),
  };
};
