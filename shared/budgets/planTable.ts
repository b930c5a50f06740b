import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { BadInputError } from '#shared/domain/errors.ts';

/** A line of a CSV file, its cells without blanks around them. */
export type PlanLine = { line: number; cells: readonly string[] };

const csvRecord = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

const isEmpty = ({ cells }: PlanLine): boolean => cells.every((cell) => cell === '');

/**
 * The lines of a CSV file that have anything in them, each with the number of its last line.
 * @param file for messages.
 * @throws BadInputError when the text is no CSV at all.
 */
export const readPlanTable = (text: string, file: string): PlanLine[] => {
  try {
    const records = parse(text, { bom: true, info: true, relax_column_count: true, skip_empty_lines: true });
    return z
      .array(csvRecord)
      .parse(records)
      .map(({ record, info }) => ({ line: info.lines, cells: record.map((cell) => cell.trim()) }))
      .filter((line) => !isEmpty(line));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const message = `${file}:${cause.lines ?? 1}: is not CSV: ${cause.message}`;
    throw new BadInputError('budgets.invalid', message, { cause });
  }
};
