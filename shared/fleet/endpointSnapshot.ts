import type { Pool } from '#shared/domain/bucket.ts';
import type { Instant } from '#shared/domain/time.ts';

/** What ListEndpoints tells of an endpoint, and what a collect message carries. */
export type EndpointRef = {
  name: string;
  arn: string;
  createdAt: Instant;
  /** Changes with every deployment. */
  modifiedAt: Instant;
};

/** A pool as SageMaker describes it now. */
export type DescribedPool = { pool: Pool; typesInVariant: number; currentInstances: number };

export type DescribedComponent = {
  name: string;
  variant: string;
  /** Undefined for a component that is a bare container or an adapter. */
  model: string | undefined;
  team: string | undefined;
};

/** An endpoint as SageMaker describes it at one moment. */
export type EndpointSnapshot = {
  pools: readonly DescribedPool[];
  components: readonly DescribedComponent[];
  /** Seconds between samples. */
  publishFrequency: number;
};
