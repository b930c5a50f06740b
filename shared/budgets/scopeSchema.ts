import * as z from 'zod';
import { type BudgetScope, scopeLabels } from '#shared/domain/budgets/budget.ts';
import { compareText } from '#shared/domain/heldRows.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { quoteJson } from './quoteJson.ts';

/** As long as a tag's value may be. */
const longestValue = 256;

const isLabel = (label: string): boolean =>
  scopeLabels.some((each) => each === label) || (label.startsWith('tag:') && label !== 'tag:');

const listLabels = (label: string): string => {
  const near = findLookAlike(label, scopeLabels);
  const meant = near === undefined ? '' : ` (is ${near} meant?)`;
  return `${meant}; expected ${scopeLabels.join(', ')} or tag:KEY`;
};

const explainLabel = (label: string, value: unknown): string[] => {
  if (!isLabel(label)) return [`has no label ${quoteInput(label)}${listLabels(label)}`];
  if (typeof value === 'string' && value !== '' && value.length <= longestValue) return [];
  return [`has ${label} ${quoteJson(value)}; expected a name of 1 to ${longestValue} characters`];
};

const expected = 'expected "all" or labels such as { "team": "search" }';

const explainScope = (given: unknown): string => {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    return given === undefined ? `is missing; ${expected}` : `is ${quoteJson(given)}; ${expected}`;
  return Object.entries(given)
    .flatMap(([label, value]) => explainLabel(label, value))
    .join(', and ');
};

const label = z.string().refine(isLabel);
const labels = z
  .record(label, z.string().min(1).max(longestValue))
  .transform(
    (given): BudgetScope => new Map(Object.entries(given).toSorted(([a], [b]) => compareText(a, b))),
  );

/** What a budget is of, as the file has it: `"all"`, or exactly what each label must be. */
export const scopeSchema = z.union([z.literal('all').transform((): BudgetScope => new Map()), labels], {
  error: ({ input }) => explainScope(input),
});
