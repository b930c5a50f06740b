import { parseUsd } from '#cli/parseUsd.ts';
import { unitsPerNanoDollar } from '#shared/domain/money.ts';
import { dollarCells } from './dollarCells.ts';
import { formatNumber } from './formatNumber.ts';
import { isObject } from './joinPages.ts';
import { wordsOf } from './wordsOf.ts';

/** A value as a cell; whether it is a figure says on which side it stands, and of dollars how many nano-dollars they are. */
export type Cell = { text: string; isFigure: boolean; nano?: bigint };

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** A longer list is told by its beginning and its length. */
const longestList = 12;

const isDollars = (name: string, value: unknown): value is string =>
  typeof value === 'string' && /(^u|U)sd$/.test(name) && /^-?\d+(\.\d{1,9})?$/.test(value);

const toDollars = (value: string): Cell => {
  const nano = parseUsd(value) / unitsPerNanoDollar;
  return { text: dollarCells([nano]).join(''), isFigure: true, nano };
};

const describeItem = (item: unknown): string =>
  isObject(item)
    ? flattenRow(item)
        .filter(([, { text }]) => text !== '' && text !== '–')
        .map(([name, { text }]) => `${name.split('.').map(wordsOf).join(' ')} ${text}`)
        .join(', ')
    : toCell('', item).text;

const describeList = (list: readonly unknown[]): string => {
  const items = list.length > longestList ? list.slice(0, longestList - 2) : list;
  const rest = items.length === list.length ? '' : ` … (${formatNumber(list.length)} in all)`;
  return items.map(describeItem).join(list.every(isScalar) ? ', ' : '; ') + rest;
};

/** Any value of an answer for people; dollars are known by the field's name. */
export const toCell = (name: string, value: unknown): Cell => {
  if (value === null || value === undefined) return { text: value === null ? '–' : '', isFigure: true };
  if (typeof value === 'number') return { text: formatNumber(value), isFigure: true };
  if (typeof value === 'boolean') return { text: value ? 'yes' : 'no', isFigure: false };
  if (isDollars(name, value)) return toDollars(value);
  if (Array.isArray(value)) return { text: describeList(value), isFigure: false };
  return { text: typeof value === 'string' ? value : JSON.stringify(value), isFigure: false };
};

/** A row's fields by their names, what is in objects by names with dots: `total.costUsd`. */
export const flattenRow = (row: unknown, prefix = ''): [string, Cell][] => {
  if (!isObject(row)) return [[prefix === '' ? 'value' : prefix, toCell(prefix, row)]];
  return Object.entries(row).flatMap(([name, value]) => {
    const whole = prefix === '' ? name : `${prefix}.${name}`;
    return isObject(value) ? flattenRow(value, whole) : [[whole, toCell(name, value)] as [string, Cell]];
  });
};
