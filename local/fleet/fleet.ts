import type { Deployment } from './deployment.ts';

/** Something that is there from `from` (epoch seconds, inclusive) to `to` (exclusive; Infinity while unended). */
export type Interval = { from: number; to: number };

export type Instance = Interval & {
  instanceId: string;
  endpoint: string;
  variant: string;
  instanceType: string;
  /** How many accelerators it has. */
  accelerators: number;
  /** What it was started for; says how often it publishes, and under which dimension. */
  deployment: Deployment;
};

/** One copy of a component in one container on one instance, with the numbers of the accelerators it holds. */
export type Placement = Interval & {
  component: string;
  instance: Instance;
  containerId: string;
  accelerators: number[];
};

export type Fleet = { instances: readonly Instance[]; placements: readonly Placement[] };
