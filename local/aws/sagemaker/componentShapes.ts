import type { TraceComponent } from '#local/fleet/trace.ts';
import type { InventoryComponent } from './componentInventory.ts';
import type { ResourceArns } from './resourceArns.ts';

/** A world knows no memory requirement, and SageMaker insists on one. */
export const assumedMemoryMb = 1024;

export const toComponentSummary = (component: InventoryComponent, arns: ResourceArns) => ({
  InferenceComponentName: component.name,
  InferenceComponentArn: arns.component(component.name),
  EndpointName: component.endpoint,
  EndpointArn: arns.endpoint(component.endpoint),
  VariantName: component.variant,
  InferenceComponentStatus: component.status,
  CreationTime: component.creationTime,
  LastModifiedTime: component.lastModifiedTime,
});

/** What `DescribeInferenceComponent` says, of an adapter that it has a base and reserves nothing; `placed` is the number of copies by instance type. */
export const describeComponent = (
  component: InventoryComponent,
  arns: ResourceArns,
  placed: ReadonlyMap<string, number>,
) => ({
  ...toComponentSummary(component, arns),
  Specification:
    component.base === undefined
      ? {
          ModelName: component.model,
          ComputeResourceRequirements: {
            ...(component.gpusPerCopy > 0 && { NumberOfAcceleratorDevicesRequired: component.gpusPerCopy }),
            ...(component.vcpusPerCopy !== undefined && { NumberOfCpuCoresRequired: component.vcpusPerCopy }),
            MinMemoryRequiredInMb: assumedMemoryMb,
          },
        }
      : { BaseInferenceComponentName: component.base },
  RuntimeConfig: {
    DesiredCopyCount: component.desiredCopies,
    CurrentCopyCount: component.copies,
    PlacementStatus: Array.from(placed, ([instanceType, copies]) => ({
      InstanceType: instanceType,
      CurrentCopyCount: copies,
    })),
  },
});

/** The component's tags: its owner as `Team`, where the trace names one, and its model as `Model`. */
export const componentTags = (component: TraceComponent): { Key: string; Value: string }[] => [
  ...(component.team === undefined ? [] : [{ Key: 'Team', Value: component.team }]),
  { Key: 'Model', Value: component.model },
];
