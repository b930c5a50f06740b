import { createTrace } from '#local/fleet/createTrace.ts';
import type { Trace, TraceComponent } from '#local/fleet/trace.ts';

/** 2026-01-01T00:00:00Z, a multiple of every publish frequency. */
export const midnight = 1_767_225_600;

export const component = (
  name: string,
  gpusPerCopy: number,
  given: Partial<TraceComponent> = {},
): TraceComponent => ({
  component: name,
  endpoint: 'chat',
  variant: 'AllTraffic',
  model: `${name}-model`,
  team: 'search',
  gpusPerCopy,
  ...given,
});

type Steps = Readonly<Record<string, readonly (readonly [seconds: number, count: number])[]>>;

/** A trace of the endpoint `chat`; times are seconds after midnight, instances by type, copies by component. */
export const buildTrace = (given: {
  components: readonly TraceComponent[];
  instances: Steps;
  copies?: Steps;
  invocations?: readonly (readonly [seconds: number, length: number, component: string, count: number])[];
}): Trace =>
  createTrace({
    components: given.components,
    instances: Object.entries(given.instances).flatMap(([instanceType, steps]) =>
      steps.map(([seconds, instances]) => ({
        time: midnight + seconds,
        endpoint: 'chat',
        variant: 'AllTraffic',
        instanceType,
        instances,
      })),
    ),
    copies: Object.entries(given.copies ?? {}).flatMap(([name, steps]) =>
      steps.map(([seconds, copies]) => ({ time: midnight + seconds, component: name, copies })),
    ),
    invocations: (given.invocations ?? []).map(([time, seconds, name, invocations]) => ({
      time: midnight + time,
      seconds,
      component: name,
      invocations,
    })),
  });
