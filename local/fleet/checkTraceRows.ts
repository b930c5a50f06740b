import type { LocatedRow } from './parseTraceTable.ts';
import type { CopiesRow, InstancesRow, InvocationsRow, TraceComponent } from './trace.ts';
import type { TraceFaults } from './traceFaults.ts';

export type LocatedTrace = {
  components: readonly LocatedRow<TraceComponent>[];
  instances: readonly LocatedRow<InstancesRow>[];
  copies: readonly LocatedRow<CopiesRow>[];
  invocations: readonly LocatedRow<InvocationsRow>[];
};

const checkUnique = <Row>(
  rows: readonly LocatedRow<Row>[],
  column: string,
  what: string,
  keyOf: (row: Row) => string,
  faults: TraceFaults,
): void => {
  const first = new Map<string, string>();
  for (const { at, row } of rows) {
    const key = keyOf(row);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, at);
    else faults.add(`${at}: column ${column}: ${what} already stands at ${earlier}; keep one of the two`);
  }
};

const checkOneEndpoint = (components: LocatedTrace['components'], faults: TraceFaults): void => {
  const first = new Map<string, LocatedRow<TraceComponent>>();
  for (const { at, row } of components) {
    const earlier = first.get(row.component);
    if (earlier === undefined) first.set(row.component, { at, row });
    else if (earlier.row.endpoint !== row.endpoint)
      faults.add(
        `${at}: column endpoint: ${row.component} is on ${earlier.row.endpoint} at ${earlier.at}; one component belongs to one endpoint`,
      );
    else
      faults.add(
        `${at}: column component: ${row.component} already stands at ${earlier.at}; keep one of the two`,
      );
  }
};

const checkKnown = (
  rows: readonly LocatedRow<{ component: string }>[],
  known: ReadonlySet<string>,
  faults: TraceFaults,
): void => {
  for (const { at, row } of rows)
    if (!known.has(row.component))
      faults.add(`${at}: column component: ${row.component} is unknown; name one of components.csv`);
};

/** An adapter runs on the copies of a component beside it that is none itself, and has none of its own. */
const checkBases = ({ components, copies }: LocatedTrace, faults: TraceFaults): void => {
  const known = new Map(components.map(({ row }) => [row.component, row]));
  for (const { at, row } of components) {
    const base = row.base === undefined ? undefined : known.get(row.base);
    const isBeside =
      base?.endpoint === row.endpoint && base.variant === row.variant && base.base === undefined;
    if (row.base !== undefined && !isBeside)
      faults.add(
        `${at}: column base: ${row.base} is no base component of the same endpoint and variant; name one that is`,
      );
  }
  for (const { at, row } of copies)
    if (known.get(row.component)?.base !== undefined)
      faults.add(`${at}: column component: ${row.component} runs on its base's copies; leave the row out`);
};

const checkOverlap = (invocations: LocatedTrace['invocations'], faults: TraceFaults): void => {
  const last = new Map<string, LocatedRow<InvocationsRow>>();
  for (const located of invocations.toSorted((a, b) => a.row.time - b.row.time)) {
    const { at, row } = located;
    const earlier = last.get(row.component);
    // Two rows of the same time are reported as such already.
    if (
      earlier !== undefined &&
      earlier.row.time < row.time &&
      earlier.row.time + earlier.row.seconds > row.time
    )
      faults.add(
        `${at}: column time: lies inside the ${earlier.row.seconds} seconds of ${earlier.at}; rows may not overlap`,
      );
    last.set(row.component, located);
  }
};

/** Finds what is wrong between rows that are each right: things named twice, unknown, or overlapping. */
export const checkTraceRows = (trace: LocatedTrace, faults: TraceFaults): void => {
  checkOneEndpoint(trace.components, faults);
  const poolOf = (row: InstancesRow) => `${row.time} ${row.endpoint} ${row.variant} ${row.instanceType}`;
  checkUnique(trace.instances, 'time', 'a row of this time, endpoint, variant and type', poolOf, faults);
  const keyOf = (row: { time: number; component: string }) => `${row.time} ${row.component}`;
  checkUnique(trace.copies, 'time', 'a row of this time and component', keyOf, faults);
  checkUnique(trace.invocations, 'time', 'a row of this time and component', keyOf, faults);
  checkOverlap(trace.invocations, faults);
  const known = new Set(trace.components.map(({ row }) => row.component));
  checkKnown(trace.copies, known, faults);
  checkKnown(trace.invocations, known, faults);
  checkBases(trace, faults);
};
