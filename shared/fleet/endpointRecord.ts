import type { Pool } from '#shared/domain/bucket.ts';
import type { TagHistory } from '#shared/domain/tagHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { DescribedVariant } from './endpointSnapshot.ts';

/** One endpoint configuration in force, or on its way to be. */
export type Deployment = {
  configName: string;
  /** When CreateEndpoint or UpdateEndpoint was called, as near as is known: its fleet starts no earlier. */
  startedAt: Instant;
  /** When it was first seen that a later one is in force; undefined for the one in force and one on its way. */
  endedBy: Instant | undefined;
  /** Seconds between samples. */
  publishFrequency: number;
  /** Whether instances, containers and accelerators publish one by one; else only their sums are to be had. */
  isEnhanced: boolean;
  /** Requests wait in a queue, and instances have prices of their own. */
  isAsync: boolean;
  variants: readonly DescribedVariant[];
};

/** An inference component as it was last seen. */
export type RecordedComponent = {
  name: string;
  variant: string;
  /** Undefined for a component that is a bare container or an adapter. */
  model: string | undefined;
  /** Of an adapter the component on whose copies it runs. */
  base: string | undefined;
  tags: TagHistory;
  /** Undefined where it reserves none, or that is not known. */
  acceleratorsPerCopy: number | undefined;
  /** Likewise. */
  vcpusPerCopy?: number | undefined;
  createdAt: Instant | undefined;
  /** When it was deleted, or first seen to be gone. */
  deletedBy: Instant | undefined;
};

/** What is known of one endpoint's life, from descriptions and events; it outlives the endpoint. */
export type EndpointRecord = {
  name: string;
  arn: string;
  /** Tells it from a later one of the same name. */
  createdAt: Instant;
  /** When it was deleted, or first seen to be gone. */
  deletedBy: Instant | undefined;
  /** In order of `startedAt`. */
  deployments: readonly Deployment[];
  components: readonly RecordedComponent[];
  tags: TagHistory;
  /** Of the components' models, by name. */
  modelTags: ReadonlyMap<string, TagHistory>;
};

/** A pool with the deployments that it was part of. */
export type RecordedPool = { pool: Pool; deployments: readonly Deployment[] };
