import type { Day } from '#shared/domain/day.ts';
import { BadInputError } from '#shared/domain/errors.ts';
import type { Money } from '#shared/domain/money.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { parseAmountCell, parseMonthCell } from './budgetCells.ts';
import { type PlanLine, readPlanTable } from './planTable.ts';

/** What a team may spend from the first day of a month on. */
export type PlannedAmount = { from: Day; amount: Money };

/** By team, in the order of the file; amounts in the order of months, which follow one another. */
export type Plan = ReadonlyMap<string, readonly PlannedAmount[]>;

/** What a team has in a month, undefined where that is told to be wrong; and where it stands. */
type Planned = { team: string; from: Day; amount: Money | undefined; at: string };

type Faults = { at: (line: number, column?: string) => string; tell: (at: string, what: string) => void };

const longColumns = ['team', 'month', 'amount'];

const forms = 'expected a column team and one a month such as 2026-01, or the columns team, month and amount';

/** Spreadsheets of some languages put others between values, and write `1.200,00`. */
const columnsFault = ([first = '', ...others]: readonly string[]): string => {
  const [separator] = /[;\t]/.exec(first) ?? [];
  if (separator === undefined || others.length > 0) return `has other columns; ${forms}`;
  const name = separator === ';' ? 'semicolons' : 'tabs';
  return `has ${name} between its values; expected commas, and amounts such as 1200.00`;
};

const readTeam = (text: string, at: string, { tell }: Faults): string | undefined => {
  if (text !== '') return text;
  tell(at, 'is empty; expected the code of a team');
  return undefined;
};

/** What a cell stands for, or undefined with its fault told. */
const readCell = <Value extends string | bigint>(
  read: Value | { fault: string },
  at: string,
  { tell }: Faults,
) => {
  if (typeof read !== 'object') return read;
  tell(at, read.fault);
  return undefined;
};

const hasAllCells = ({ line, cells }: PlanLine, count: number, { at, tell }: Faults): boolean => {
  if (cells.length === count) return true;
  const what = `has ${cells.length} values; expected ${count}, and quotes around an amount with commas in it`;
  tell(at(line), what);
  return false;
};

/** `team,month,amount`, in any order of columns. */
const readLong = (header: readonly string[], lines: readonly PlanLine[], faults: Faults): Planned[] => {
  const places = longColumns.map((column) => header.indexOf(column));
  return lines.flatMap((each) => {
    if (!hasAllCells(each, header.length, faults)) return [];
    const at = (column: string) => faults.at(each.line, column);
    const [team = '', month = '', amount = ''] = places.map((place) => each.cells[place] ?? '');
    const read = {
      team: readTeam(team, at('team'), faults),
      from: readCell(parseMonthCell(month), at('month'), faults),
      amount: readCell(parseAmountCell(amount), at('amount'), faults),
    };
    if (read.team === undefined || read.from === undefined) return [];
    return [{ team: read.team, from: read.from, amount: read.amount, at: at('month') }];
  });
};

type MonthColumn = { name: string; from: Day | undefined };

const readTeamCell = (text: string, at: string, faults: Faults): Money | undefined => {
  if (text !== '') return readCell(parseAmountCell(text), at, faults);
  faults.tell(at, 'is empty after a month that has an amount; expected one, because the last would hold on');
  return undefined;
};

/** The amounts of one line, which begin with the team's first and have no hole after it. */
const readTeamLine = (
  { line, cells: [name = '', ...amounts] }: PlanLine,
  months: readonly MonthColumn[],
  faults: Faults,
): Planned[] => {
  const team = readTeam(name, faults.at(line, 'team'), faults);
  const first = amounts.findIndex((cell) => cell !== '');
  if (first === -1)
    faults.tell(faults.at(line), `has no amount for ${quoteInput(name)}; expected one at least`);
  return months.flatMap(({ name: month, from }, index) => {
    if (first === -1 || index < first) return [];
    const amount = readTeamCell(amounts[index] ?? '', faults.at(line, month), faults);
    return team === undefined || from === undefined
      ? []
      : [{ team, from, amount, at: faults.at(line, month) }];
  });
};

/** A line a team and a column a month. */
const readWide = (
  head: number,
  header: readonly string[],
  lines: readonly PlanLine[],
  faults: Faults,
): Planned[] => {
  const months = header.slice(1).map((name): MonthColumn => {
    const at = faults.at(head, name === '' ? '""' : name);
    return { name, from: readCell(parseMonthCell(name), at, faults) };
  });
  const ordered = months.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1));
  const order = ordered.map((month) => months.indexOf(month) + 1);
  return lines.flatMap((each) => {
    if (!hasAllCells(each, header.length, faults)) return [];
    const cells = [each.cells[0] ?? '', ...order.map((place) => each.cells[place] ?? '')];
    return readTeamLine({ line: each.line, cells }, ordered, faults);
  });
};

const nextMonth = (day: Day): string => {
  const [year = 0, month = 0] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month)).toISOString().slice(0, 7);
};

/** Amounts in order; a month that is there twice, or left out, is a fault. */
const arrange = (given: readonly Planned[], { tell }: Faults): PlannedAmount[] => {
  const ordered = given.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  return ordered.flatMap(({ team, from, amount, at }, index) => {
    const last = ordered[index - 1];
    const month = from.slice(0, 7);
    if (last?.from === from)
      tell(at, `has an amount for ${quoteInput(team)} in ${month} again, after ${last.at}; expected one`);
    else if (last !== undefined && nextMonth(last.from) !== month)
      tell(
        at,
        `is the next amount for ${quoteInput(team)} after ${last.from.slice(0, 7)}; expected one for ${nextMonth(last.from)}`,
      );
    return amount === undefined ? [] : [{ from, amount }];
  });
};

/**
 * Reads what teams may spend by month from CSV: a line a team and a column a month (`team,2026-01,2026-02`), or a line for each of
 * both (`team,month,amount`); with a byte order mark, quotes, dollar signs and thousands separators or without. A team may begin
 * later than others; from its first month on it has an amount for each.
 *
 * @param file for messages.
 * @throws BadInputError with everything that is odd: its line and column, and what would be right.
 */
export const readPlan = (text: string, file: string): Plan => {
  const found: string[] = [];
  const faults: Faults = {
    at: (line, column) => `${file}:${line}${column === undefined ? '' : `: column ${column}`}`,
    tell: (at, what) => void found.push(`${at} ${what}`),
  };
  const [head, ...lines] = readPlanTable(text, file);
  const header = head?.cells ?? [];
  const columns = header.map((cell) => cell.toLowerCase());
  const line = head?.line ?? 1;
  const isLong =
    columns.length === longColumns.length && longColumns.every((column) => columns.includes(column));
  if (!isLong && (columns[0] !== 'team' || columns.length < 2))
    faults.tell(faults.at(line), columnsFault(header));
  else if (lines.length === 0)
    faults.tell(faults.at(line), 'is the only line; expected one at least for a team');
  const isReadable = found.length === 0;
  const planned = !isReadable
    ? []
    : isLong
      ? readLong(columns, lines, faults)
      : readWide(line, header, lines, faults);
  const byTeam = Map.groupBy(planned, ({ team }) => team);
  const plan = new Map([...byTeam].map(([team, given]) => [team, arrange(given, faults)]));
  if (found.length === 0) return plan;
  const count = found.length === 1 ? 'a fault' : `${found.length} faults`;
  throw new BadInputError(
    'budgets.invalid',
    `the plan has ${count}:\n${found.map((each) => `  ${each}`).join('\n')}`,
  );
};
