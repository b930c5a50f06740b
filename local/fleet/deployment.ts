/** The publish frequencies that SageMaker allows, seconds. */
export type PublishFrequency = 10 | 30 | 60 | 120 | 180 | 240 | 300;

/** What the accelerator's dimension is called: AWS's own pages disagree. */
export type AcceleratorDimension = 'GpuId' | 'AcceleratorId';

/** A variant as it is configured. */
export type ConfiguredVariant = {
  variant: string;
  /** None for a serverless one. */
  instanceTypes: readonly string[];
  /** The model that all of its instances serve; absent where inference components divide them. */
  model?: string;
  isServerless?: true;
  /** Launched only into a capacity reservation. */
  isReserved?: true;
};

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
  /** Enhanced metrics; absent is on. Off, only the plain sums of variants and components are published. */
  isEnhanced?: boolean;
  /** What of a component then publishes a GPU sample each: AWS says "each copy"; absent is the copy. */
  standardSamples?: 'copy' | 'accelerator';
  /** It has an AsyncInferenceConfig. */
  isAsync?: boolean;
  variants: readonly ConfiguredVariant[];
};
