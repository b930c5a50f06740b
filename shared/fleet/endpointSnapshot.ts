import type { Pool } from '#shared/domain/bucket.ts';
import type { SeenTags } from '#shared/domain/tagHistory.ts';
import type { Instant } from '#shared/domain/time.ts';

/** What ListEndpoints tells of an endpoint, and what a collect message carries. */
export type EndpointRef = {
  name: string;
  arn: string;
  createdAt: Instant;
  /** Changes with every deployment. */
  modifiedAt: Instant;
};

/** A variant as it is configured. */
export type DescribedVariant = {
  variant: string;
  /** None for a serverless variant, and of a configuration that was deleted. */
  instanceTypes: readonly string[];
  /** The model that all of its instances serve; undefined where inference components divide them. */
  model?: string | undefined;
  isServerless?: boolean | undefined;
  /** Launched only into a capacity reservation, which is paid for apart: no on-demand price is that of its instances. */
  isReserved?: boolean | undefined;
};

/** What an endpoint configuration says of cost: it never changes, another one is deployed. */
export type DescribedConfig = {
  name: string;
  /** Undefined for one that was deleted. */
  createdAt?: Instant | undefined;
  /** Seconds between samples. */
  publishFrequency: number;
  /** Whether instances, containers and accelerators publish one by one; else only their sums are to be had. */
  isEnhanced: boolean;
  /** It has an AsyncInferenceConfig. */
  isAsync: boolean;
  variants: readonly DescribedVariant[];
};

/** A pool as SageMaker describes it now. */
export type DescribedPool = { pool: Pool; typesInVariant: number; currentInstances: number };

export type DescribedComponent = {
  name: string;
  variant: string;
  /** Undefined for a component that is a bare container or an adapter. */
  model: string | undefined;
  /** Of an adapter the component on whose copies it runs. */
  base: string | undefined;
  /** The allowed ones. */
  tags: SeenTags;
  createdAt: Instant | undefined;
  /** Undefined where it reserves none, or not the same number on every instance type. */
  acceleratorsPerCopy: number | undefined;
  /** vCPUs, in parts where it reserves less than one; undefined likewise. */
  vcpusPerCopy?: number | undefined;
  /** Copies that it has now. */
  copies: number;
  /** The same copies by instance type; none where SageMaker does not say. */
  placements: readonly { instanceType: string; copies: number; acceleratorsPerCopy: number | undefined }[];
};

/** Instances of one type that a variant runs now. */
export type RunningInstances = { variant: string; instanceType: string; instances: number };

/** An endpoint as SageMaker describes it at one moment. */
export type EndpointSnapshot = {
  name: string;
  arn: string;
  createdAt: Instant;
  modifiedAt: Instant;
  /** SageMaker's word for it: `Creating`, `InService`, `Updating`, `Deleting` … */
  status: string;
  /** The configuration in force; of an endpoint that is being created, the one on its way. */
  config: DescribedConfig;
  /** A deployment on its way to replace it. */
  pending: { config: DescribedConfig; startedAt: Instant | undefined } | undefined;
  /** Of the configuration in force. */
  pools: readonly DescribedPool[];
  /** Of the fleet in force and of one on its way together. */
  running: readonly RunningInstances[];
  components: readonly DescribedComponent[];
  /** The allowed ones. */
  tags: SeenTags;
  /** Of the components' models, by name; the allowed ones. */
  modelTags: ReadonlyMap<string, SeenTags>;
  /** Seconds between samples, of the configuration in force. */
  publishFrequency: number;
};
