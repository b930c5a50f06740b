/** One CloudWatch metric: a namespace, a name and its exact set of dimensions. */
export type Metric = {
  namespace: string;
  name: string;
  dimensions: Readonly<Record<string, string>>;
};

/** What SageMaker AI publishes with enhanced metrics on, as far as cost rests on it. */
export const instanceMetric = { namespace: '/aws/sagemaker/Endpoints', name: 'CPUUtilization' };
export const acceleratorMetric = {
  namespace: '/aws/sagemaker/InferenceComponents',
  name: 'GPUUtilizationNormalized',
};
/** Of each copy, whatever it reserves: what pools without accelerators are divided by. */
export const copyMetric = {
  namespace: '/aws/sagemaker/InferenceComponents',
  name: 'CPUUtilizationNormalized',
};
/** Requests to a component, published under its name. */
export const invocationsMetric = { namespace: 'AWS/SageMaker', name: 'Invocations' };
/** The share of an instance's accelerators that containers reserve, in percent; while any component is active. */
export const reservationMetric = { namespace: '/aws/sagemaker/Endpoints', name: 'GPUReservation' };
