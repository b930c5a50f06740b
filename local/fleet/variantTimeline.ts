import type { CopiesRow, InstancesRow, Trace, TraceComponent } from './trace.ts';

/** What changes in a variant at one instant; of several rows for a component, the last holds. */
export type Step = { time: number; instances: InstancesRow[]; copies: Map<string, CopiesRow> };

/** One variant's part of a trace: copies are placed on the instances of their own variant only. */
export type VariantTimeline = {
  endpoint: string;
  variant: string;
  instanceTypes: readonly string[];
  components: ReadonlyMap<string, TraceComponent>;
  /** In order of time. */
  steps: readonly Step[];
};

type Draft = { endpoint: string; variant: string; steps: Map<number, Step>; types: Set<string> };

const stepOf = (draft: Draft, time: number): Step => {
  const step = draft.steps.get(time) ?? { time, instances: [], copies: new Map<string, CopiesRow>() };
  draft.steps.set(time, step);
  return step;
};

/** Cuts a trace into its variants, each with its steps. */
export const splitByVariant = (trace: Trace): VariantTimeline[] => {
  const drafts = new Map<string, Draft>();
  const draftOf = ({ endpoint, variant }: { endpoint: string; variant: string }): Draft => {
    const key = `${endpoint}/${variant}`;
    const draft = drafts.get(key) ?? { endpoint, variant, steps: new Map(), types: new Set() };
    drafts.set(key, draft);
    return draft;
  };
  const components = new Map(trace.components.map((component) => [component.component, component]));
  for (const row of trace.instances) {
    const draft = draftOf(row);
    draft.types.add(row.instanceType);
    stepOf(draft, row.time).instances.push(row);
  }
  for (const row of trace.copies) {
    const component = components.get(row.component);
    if (component === undefined)
      throw new RangeError(`component ${row.component} is not in the trace's components`);
    stepOf(draftOf(component), row.time).copies.set(row.component, row);
  }
  return [...drafts.values()].map(({ endpoint, variant, steps, types }) => ({
    endpoint,
    variant,
    instanceTypes: [...types],
    components,
    steps: [...steps.values()].toSorted((a, b) => a.time - b.time),
  }));
};
