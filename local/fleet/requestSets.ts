const everyRequest = [
  'Invocations',
  'Invocation4XXErrors',
  'Invocation5XXErrors',
  'InvocationModelErrors',
  'ModelLatency',
  'OverheadLatency',
];

/** A dimension set of the `AWS/SageMaker` namespace and the metrics published under it. */
export type RequestSet = {
  /** The names of the dimensions that a series has, exactly. */
  names: readonly string[];
  /** Published for variants with instance pools only. */
  onlyPooled?: boolean;
  metrics: readonly string[];
  /** Whether only requests that a copy served are in it: its dimensions tell where the copy is. */
  byCopy: boolean;
};

/** The sets that AWS documents for invocation metrics: the plain ones, those of enhanced metrics, and by zone. */
export const requestSets: readonly RequestSet[] = [
  {
    names: ['InferenceComponentName'],
    metrics: [...everyRequest, 'InvocationsPerCopy', 'NoCapacityInvocationFailures'],
    byCopy: false,
  },
  {
    names: ['EndpointName', 'VariantName'],
    metrics: [...everyRequest, 'InvocationsPerInstance'],
    byCopy: false,
  },
  {
    names: ['InferenceComponentName', 'InstanceType'],
    metrics: everyRequest,
    byCopy: true,
    onlyPooled: true,
  },
  {
    names: ['EndpointName', 'VariantName', 'InstanceType'],
    metrics: everyRequest,
    byCopy: true,
    onlyPooled: true,
  },
  { names: ['EndpointName', 'VariantName', 'InstanceId'], metrics: everyRequest, byCopy: true },
  {
    names: ['EndpointName', 'VariantName', 'InferenceComponentName', 'InstanceId', 'ContainerId'],
    metrics: everyRequest,
    byCopy: true,
  },
  {
    names: ['EndpointName', 'VariantName', 'Region', 'AvailabilityZone', 'InstanceType'],
    metrics: everyRequest,
    byCopy: true,
  },
  {
    names: ['InferenceComponentName', 'Region', 'AvailabilityZone', 'InstanceType'],
    metrics: everyRequest,
    byCopy: true,
  },
];
