import { exactDollars } from '#cli/formatAmounts.ts';
import { isObject } from './joinPages.ts';

/** A value as a cell; whether it is a figure says on which side it stands. */
export type Cell = { text: string; isFigure: boolean };

const signed = (decimal: string): string =>
  decimal.startsWith('-') ? `−${exactDollars(decimal.slice(1))}` : exactDollars(decimal);

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Any value of an answer for people; dollars are known by the field's name. */
export const toCell = (name: string, value: unknown): Cell => {
  if (value === null || value === undefined) return { text: value === null ? '–' : '', isFigure: true };
  if (typeof value === 'number') return { text: String(value), isFigure: true };
  if (typeof value === 'string' && /(^u|U)sd$/.test(name) && /^-?\d+\.\d+$/.test(value))
    return { text: signed(value), isFigure: true };
  if (Array.isArray(value) && value.every(isScalar))
    return { text: value.map(String).join(', '), isFigure: false };
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
