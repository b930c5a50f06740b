import type { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { Tokens } from '#shared/domain/tokens.ts';
import { isComponentName, parseMinute, rightTokens } from './tokenFields.ts';

/** What one component had in one minute. */
export type TokenRow = Tokens & { component: string; minute: Instant };

const columns = ['component', 'minute', 'in', 'out'] as const;
type Column = (typeof columns)[number];

const csvRecord = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

const refuse = (at: string, fault: string): never => {
  throw new BadInputError('tokens.invalid', `${at}: ${fault}`);
};

/** Which place each column has. */
const readHeader = (at: string, header: readonly string[]): Record<Column, number> => {
  const wanted = `the columns are ${columns.join(', ')}`;
  for (const column of columns)
    if (!header.includes(column)) refuse(at, `column ${column}: is missing; ${wanted}`);
  if (header.length > columns.length) refuse(at, `has ${header.length} columns; ${wanted}`);
  return {
    component: header.indexOf('component'),
    minute: header.indexOf('minute'),
    in: header.indexOf('in'),
    out: header.indexOf('out'),
  };
};

/** Reads a line's cells, each fault naming what would be right. */
const readRow = (at: string, cells: readonly string[], places: Record<Column, number>): TokenRow => {
  if (cells.length !== columns.length)
    refuse(at, `has ${cells.length} values; write ${columns.length}, one for each column`);
  const cell = (column: Column): string => cells[places[column]] ?? '';
  const fault = (column: Column, right: string): never =>
    refuse(at, `column ${column}: ${JSON.stringify(cell(column))} is wrong; write ${right}`);
  const count = (column: 'in' | 'out'): bigint =>
    /^\d{1,18}$/.test(cell(column)) ? BigInt(cell(column)) : fault(column, rightTokens.count);
  const minute = parseMinute(cell('minute'));
  if (minute === undefined) return fault('minute', rightTokens.minute);
  if (!isComponentName(cell('component'))) return fault('component', rightTokens.component);
  return { component: cell('component'), minute, in: count('in'), out: count('out') };
};

/**
 * Reads tokens by component and minute from CSV (`component, minute, in, out`, in any order of columns and rows), line by line:
 * however long it is, it takes no memory. Several rows of one component and minute are all given: they add up, as those of
 * several copies do.
 * @param file for messages.
 * @throws BadInputError at the first line that is wrong, naming file, line, column and what would be right.
 */
export async function* readTokenRows(source: Readable, file: string): AsyncGenerator<TokenRow> {
  const lines = source.pipe(
    parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true }),
  );
  source.once('error', (error) => lines.destroy(error));
  let places: Record<Column, number> | undefined;
  try {
    for await (const line of lines) {
      const { record, info } = csvRecord.parse(line);
      const at = `${file}:${info.lines}`;
      if (places === undefined) places = readHeader(at, record);
      else yield readRow(at, record, places);
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new BadInputError('tokens.invalid', `${file}:${cause.lines ?? 1}: is not CSV: ${cause.message}`, {
      cause,
    });
  }
  if (places === undefined) refuse(`${file}:1`, `is empty; the columns are ${columns.join(', ')}`);
}
