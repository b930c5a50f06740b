import { clipFleet } from './clipFleet.ts';
import type { AcceleratorDimension, Deployment, PublishFrequency } from './deployment.ts';
import { placeFleet } from './placeFleet.ts';
import type { CopiesRow, InstancesRow, Trace } from './trace.ts';
import type { World, WorldComponent, WorldEndpoint } from './world.ts';

export type TraceWorldOptions = {
  publishFrequency: PublishFrequency;
  /** `GpuId` when absent. */
  acceleratorDimension?: AcceleratorDimension;
  /** Nothing is there before this time (epoch seconds), and what the trace began earlier begins then. */
  startsAt?: number;
};

const readVariants = (rows: readonly InstancesRow[]): Deployment['variants'] =>
  Array.from(
    Map.groupBy(rows, ({ variant }) => variant),
    ([variant, own]) => ({
      variant,
      instanceTypes: [...new Set(own.map(({ instanceType }) => instanceType))].sort(),
    }),
  );

const deploy = (
  endpoint: string,
  rows: readonly InstancesRow[],
  {
    publishFrequency,
    acceleratorDimension = 'GpuId',
    startsAt = Number.NEGATIVE_INFINITY,
  }: TraceWorldOptions,
): Deployment => {
  const createdAt = Math.max(rows[0]?.time ?? startsAt, startsAt);
  return {
    configName: `${endpoint}-config`.slice(-63),
    startedAt: createdAt,
    finishedAt: createdAt,
    publishFrequency,
    acceleratorDimension,
    variants: readVariants(rows),
  };
};

const toEndpoint = (endpoint: string, deployment: Deployment): WorldEndpoint => ({
  endpoint,
  createdAt: deployment.startedAt,
  deletedAt: Number.POSITIVE_INFINITY,
  deployments: [deployment],
});

const createComponents = (trace: Trace, deployments: ReadonlyMap<string, Deployment>): WorldComponent[] => {
  const rows = Map.groupBy(trace.copies, ({ component }: CopiesRow) => component);
  return trace.components.flatMap((component) => {
    const hosted = deployments.get(component.endpoint);
    if (hosted === undefined) return [];
    const [first] = rows.get(component.base ?? component.component) ?? [];
    const createdAt = Math.max(first?.time ?? hosted.startedAt, hosted.startedAt);
    return [{ ...component, createdAt, deletedAt: Number.POSITIVE_INFINITY, inServiceAt: createdAt }];
  });
};

/**
 * The world that a trace tells of: each endpoint in one deployment, InService from its first instances row; a
 * component from its first copies row (an adapter from its base's; one that never has copies, from its endpoint's). A trace deletes nothing,
 * so all stay. Several traces are merged beforehand (`mergeTraces`): an account has one fleet.
 * @throws TraceError when the trace's copies cannot be placed (`placeFleet`).
 */
export const worldOfTrace = (trace: Trace, options: TraceWorldOptions): World => {
  const rows = Map.groupBy(trace.instances, ({ endpoint }) => endpoint);
  const deployments = new Map(Array.from(rows, ([name, own]) => [name, deploy(name, own, options)]));
  const fleet = placeFleet(trace, (name) => deployments.get(name) ?? deploy(name, [], options));
  return {
    ...clipFleet(fleet, options.startsAt ?? Number.NEGATIVE_INFINITY),
    endpoints: Array.from(deployments, ([name, deployment]) => toEndpoint(name, deployment)),
    components: createComponents(trace, deployments),
    invocations: trace.invocations,
  };
};
