import { createStepFunction, type StepFunction } from '#local/fleet/stepFunction.ts';
import type { InstancesRow, Trace, TraceComponent } from '#local/fleet/trace.ts';
import { createVariantTypes } from '#local/fleet/variantTypes.ts';
import type { ListedResource } from './resourceLists.ts';

/** One instance type of a variant, and how many instances of it run over time. */
export type VariantPool = { instanceType: string; instances: StepFunction; initialInstances: number };

export type InventoryVariant = { variant: string; pools: readonly VariantPool[] };

export type InventoryEndpoint = ListedResource & { variants: readonly InventoryVariant[] };

export type InventoryComponent = ListedResource & TraceComponent & { copies: number };

/** The resources that a trace makes of SageMaker, as of a time (epoch seconds). */
export type FleetInventory = {
  endpoints(time: number): InventoryEndpoint[];
  components(time: number): InventoryComponent[];
};

const toPool = (instanceType: string, rows: readonly InstancesRow[]): VariantPool => ({
  instanceType,
  instances: createStepFunction(rows.map(({ time, instances }) => ({ time, value: instances }))),
  initialInstances: rows[0]?.instances ?? 0,
});

const toVariants = (rows: readonly InstancesRow[], typesOf: (variant: string) => readonly string[]) =>
  Array.from(
    Map.groupBy(rows, ({ variant }) => variant),
    ([variant, own]): InventoryVariant => ({
      variant,
      pools: typesOf(variant).map((type) =>
        toPool(
          type,
          own.filter(({ instanceType }) => instanceType === type),
        ),
      ),
    }),
  );

/**
 * An endpoint exists from its first instances row, a component from its first copies row (one that never has
 * copies, from its endpoint's creation), none before `startsAt`; a change of counts modifies them. The trace
 * deletes nothing, so all stay.
 */
export const createFleetInventory = (trace: Trace, startsAt = Number.NEGATIVE_INFINITY): FleetInventory => {
  const typesOf = createVariantTypes(trace);
  const instanceRows = Map.groupBy(trace.instances, ({ endpoint }) => endpoint);
  const endpoints = Array.from(instanceRows, ([name, rows]) => ({
    name,
    creationTime: Math.max(rows[0]?.time ?? startsAt, startsAt),
    variants: toVariants(rows, (variant) => typesOf(name, variant)),
  }));
  const created = new Map(endpoints.map(({ name, creationTime }) => [name, creationTime]));
  const copyRows = Map.groupBy(trace.copies, ({ component }) => component);
  const components = trace.components.flatMap((component) => {
    const endpointCreated = created.get(component.endpoint);
    if (endpointCreated === undefined) return [];
    const rows = copyRows.get(component.component) ?? [];
    const creationTime = Math.max(rows[0]?.time ?? endpointCreated, endpointCreated);
    const copies = createStepFunction(rows.map(({ time, copies: value }) => ({ time, value })));
    return [{ ...component, name: component.component, creationTime, copies }];
  });
  const inService = <Resource extends { creationTime: number }>(
    resource: Resource,
    changes: readonly StepFunction[],
    time: number,
  ) => ({
    ...resource,
    status: 'InService',
    lastModifiedTime: Math.max(
      resource.creationTime,
      ...changes.map((change) => change.lastChangeAt(time) ?? 0),
    ),
  });
  return {
    endpoints: (time) =>
      endpoints
        .filter(({ creationTime }) => creationTime <= time)
        .map((endpoint) => {
          const pools = endpoint.variants.flatMap((variant) => variant.pools);
          return inService(
            endpoint,
            pools.map(({ instances }) => instances),
            time,
          );
        }),
    components: (time) =>
      components
        .filter(({ creationTime }) => creationTime <= time)
        .map(({ copies, ...component }) => ({
          ...inService(component, [copies], time),
          copies: copies.at(time),
        })),
  };
};
