/** An inference component and who owns it: a row of `components.csv`. */
export type TraceComponent = {
  component: string;
  endpoint: string;
  variant: string;
  model: string;
  /** Undefined where the trace names no owner. */
  team: string | undefined;
  /** 0 for an adapter. */
  gpusPerCopy: number;
  /** vCPUs that a copy reserves; absent where it reserves none. */
  vcpusPerCopy?: number;
  /** Of an adapter the component on whose copies it runs. */
  base?: string | undefined;
};

/** From `time` (epoch seconds) until the next row of the same endpoint, variant and type, so many instances run. */
export type InstancesRow = {
  time: number;
  endpoint: string;
  variant: string;
  instanceType: string;
  instances: number;
};

/** From `time` (epoch seconds) until the component's next row, so many copies are placed. */
export type CopiesRow = { time: number; component: string; copies: number };

/** Requests served in [time, time + seconds). */
export type InvocationsRow = { time: number; seconds: number; component: string; invocations: number };

/** What the four files of a fleet trace say. */
export type TraceRows = {
  components: readonly TraceComponent[];
  instances: readonly InstancesRow[];
  copies: readonly CopiesRow[];
  invocations: readonly InvocationsRow[];
};

/** A fleet trace, its rows in order of time. `start` and `end` are its earliest and latest row's time. */
export type Trace = TraceRows & { start: number; end: number };
