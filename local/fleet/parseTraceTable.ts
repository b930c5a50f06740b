import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { TraceText } from './readTraceText.ts';
import { TraceError } from './traceError.ts';
import type { TraceFaults } from './traceFaults.ts';
import type { TraceTable } from './traceTables.ts';

/** A row and where it stands, such as `copies.csv:12`. */
export type LocatedRow<Row> = { at: string; row: Row };

const csvRecord = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

const parseCsv = ({ file, text }: TraceText): z.infer<typeof csvRecord>[] => {
  try {
    const records = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
    return z.array(csvRecord).parse(records);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new TraceError([`${file}:${cause.lines ?? 1}: is not CSV: ${cause.message}`], { cause });
  }
};

const checkHeader = (
  at: string,
  header: readonly string[],
  { columns, optional = [] }: Pick<TraceTable<unknown>, 'columns' | 'optional'>,
  faults: TraceFaults,
) => {
  const wanted = `the columns are ${columns.join(', ')}`;
  for (const column of columns)
    if (!header.includes(column)) faults.add(`${at}: column ${column}: is missing; ${wanted}`);
  for (const [index, column] of header.entries()) {
    if (![...columns, ...optional].includes(column))
      faults.add(`${at}: column ${column || '""'}: is unknown; ${wanted}`);
    else if (header.indexOf(column) !== index)
      faults.add(`${at}: column ${column}: is there twice; ${wanted}`);
  }
};

/**
 * The rows of one trace file, whatever the order of its columns; rows with a fault are left out and reported.
 * @throws TraceError when the text is no CSV at all.
 */
export const parseTraceTable = <Row>(
  source: TraceText,
  table: TraceTable<Row>,
  faults: TraceFaults,
): LocatedRow<Row>[] => {
  const [head, ...records] = parseCsv(source);
  const header = head?.record ?? [];
  const before = faults.count();
  checkHeader(`${source.file}:${head?.info.lines ?? 1}`, header, table, faults);
  if (faults.count() > before) return [];
  return records.flatMap(({ record, info }) => {
    const at = `${source.file}:${info.lines}`;
    if (record.length !== header.length) {
      faults.add(`${at}: has ${record.length} values; write ${header.length}, one for each column`);
      return [];
    }
    const parsed = table.schema.safeParse(
      Object.fromEntries(header.map((column, index) => [column, record[index]])),
    );
    if (parsed.success) return [{ at, row: parsed.data }];
    for (const issue of parsed.error.issues)
      faults.add(`${at}: column ${String(issue.path[0])}: ${issue.message}`);
    return [];
  });
};
