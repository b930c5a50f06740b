/** The publish frequencies that SageMaker allows, seconds. */
export type PublishFrequency = 10 | 30 | 60 | 120 | 180 | 240 | 300;

/** What the accelerator's dimension is called: AWS's own pages disagree. */
export type AcceleratorDimension = 'GpuId' | 'AcceleratorId';

/** An endpoint configuration being rolled out and then in force on an endpoint. Times are epoch seconds. */
export type Deployment = {
  /** The endpoint configuration's name. */
  configName: string;
  /** `CreateEndpoint` or `UpdateEndpoint` was called. */
  startedAt: number;
  /** The endpoint is InService with it from here on; Infinity when it never ends. */
  finishedAt: number;
  publishFrequency: PublishFrequency;
  acceleratorDimension: AcceleratorDimension;
  /** It has an AsyncInferenceConfig. */
  isAsync?: boolean;
  variants: readonly { variant: string; instanceTypes: readonly string[] }[];
};
