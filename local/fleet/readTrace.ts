import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkTraceRows } from './checkTraceRows.ts';
import { createTrace } from './createTrace.ts';
import { type LocatedRow, parseTraceTable } from './parseTraceTable.ts';
import { readTraceText } from './readTraceText.ts';
import type { Trace } from './trace.ts';
import { TraceError } from './traceError.ts';
import { createTraceFaults, type TraceFaults } from './traceFaults.ts';
import {
  componentsTable,
  copiesTable,
  instancesTable,
  invocationsTable,
  type TraceTable,
} from './traceTables.ts';

const requireFolder = async (dir: string): Promise<void> => {
  const isFolder = await stat(dir).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new TraceError([`${dir}: no such folder; name a folder with a fleet trace's CSV files`]);
};

const readTable = async <Row>(
  dir: string,
  table: TraceTable<Row>,
  need: 'required' | 'optional',
  faults: TraceFaults,
): Promise<LocatedRow<Row>[]> => {
  try {
    const source = await readTraceText(dir, table.name);
    if (source !== undefined) return parseTraceTable(source, table, faults);
    if (need === 'required')
      faults.add(`${join(dir, table.name)}: no such file, nor as .gz; a trace needs it`);
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    for (const fault of error.faults) faults.add(fault);
  }
  return [];
};

const rowsOf = <Row>(located: readonly LocatedRow<Row>[]): Row[] => located.map(({ row }) => row);

/**
 * Reads a fleet trace: a folder with `components.csv`, `instances.csv`, `copies.csv` and, optionally,
 * `invocations.csv`, each plain or as `.csv.gz`, rows in any order. `components.csv` and `copies.csv` may
 * have no rows (a fleet that stands idle); a trace without instances is an error.
 * @throws TraceError with every fault (the first twenty), each as `<file>:<line>: column <name>: …`.
 */
export const readTrace = async (dir: string): Promise<Trace> => {
  await requireFolder(dir);
  const faults = createTraceFaults();
  const components = await readTable(dir, componentsTable, 'required', faults);
  const instances = await readTable(dir, instancesTable, 'required', faults);
  const copies = await readTable(dir, copiesTable, 'required', faults);
  const invocations = await readTable(dir, invocationsTable, 'optional', faults);
  if (faults.count() === 0 && instances.length === 0)
    faults.add(`${join(dir, instancesTable.name)}: has no rows; a fleet needs at least one instance`);
  // A row that could not be read would make others look unknown: those checks wait until all can be.
  if (faults.count() === 0) checkTraceRows({ components, instances, copies, invocations }, faults);
  faults.throwIfAny();
  return createTrace({
    components: rowsOf(components),
    instances: rowsOf(instances),
    copies: rowsOf(copies),
    invocations: rowsOf(invocations),
  });
};
