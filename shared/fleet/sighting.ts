import type { Instant } from '#shared/domain/time.ts';

/** What one pool had. */
export type SeenPool = {
  variant: string;
  instanceType: string;
  instances: number;
  /** Accelerators of its copies, by component; only of components that reserve some. */
  units: ReadonlyMap<string, number>;
};

/** What SageMaker said that an endpoint had at one moment. */
export type Sighting = { at: Instant; pools: readonly SeenPool[] };

/** The last sightings of an endpoint, kept until every bucket between them was compared with its samples. */
export type Sightings = {
  /** Buckets that end by this were compared. */
  checkedThrough: Instant;
  /** In order of time. */
  sightings: readonly Sighting[];
};
