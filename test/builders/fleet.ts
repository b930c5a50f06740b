import { createTrace } from '#local/fleet/createTrace.ts';
import type { Trace } from '#local/fleet/trace.ts';
import { at } from './samples.ts';

type StepText = [time: string, count: number];
/** Requests spread evenly over some seconds. */
type CallText = [time: string, seconds: number, count: number];

type ComponentText = {
  /** 0 for an adapter. */
  gpus: number;
  base?: string;
  team?: string;
  steps: StepText[];
  calls?: CallText[];
};

/** A trace of one endpoint, its steps written as times of one day (`'09:00'`, or with seconds) and counts. */
export const traceOf = (input: {
  day?: string;
  endpoint?: string;
  instances: Record<string, StepText[]>;
  components: Record<string, ComponentText>;
}): Trace => {
  const { day = '2026-01-01', endpoint = 'ep' } = input;
  const time = (clock: string): number => at(`${day}T${clock.length === 5 ? `${clock}:00` : clock}Z`);
  return createTrace({
    components: Object.entries(input.components).map(([component, { gpus, base, team }]) => ({
      component,
      endpoint,
      variant: 'AllTraffic',
      model: `${component}-model`,
      team,
      gpusPerCopy: gpus,
      base,
    })),
    instances: Object.entries(input.instances).flatMap(([instanceType, steps]) =>
      steps.map(([clock, instances]) => {
        return { time: time(clock), endpoint, variant: 'AllTraffic', instanceType, instances };
      }),
    ),
    copies: Object.entries(input.components).flatMap(([component, { steps }]) =>
      steps.map(([clock, copies]) => ({ time: time(clock), component, copies })),
    ),
    invocations: Object.entries(input.components).flatMap(([component, { calls = [] }]) =>
      calls.map(([clock, seconds, count]) => {
        return { time: time(clock), seconds, component, invocations: count };
      }),
    ),
  });
};
