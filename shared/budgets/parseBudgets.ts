import * as z from 'zod';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { BudgetsDocument } from '#shared/domain/budgets/budgetsDocument.ts';
import type { Fault } from '#shared/settings/documentFault.ts';
import { createDocumentReader, type PlaceOf } from '#shared/settings/documentReader.ts';
import { findDuplicates } from '#shared/settings/findRuleFaults.ts';
import { findWatchFaults } from '#shared/watches/findWatchFaults.ts';
import { watchSchema } from '#shared/watches/watchSchema.ts';
import { addressesSchema, budgetSchema } from './budgetSchema.ts';

const fileSchema = z.strictObject({
  finance: z.unknown().default([]),
  budgets: z.array(z.unknown()),
  watches: z.array(z.unknown()).default([]),
});

/** What is read of a file that has other keys, too, which are told. */
const partsSchema = z.object(fileSchema.shape);

const findNameFaults = (budgets: readonly Budget[], placeOf: PlaceOf): Fault[] => {
  const doubles = findDuplicates(budgets.map(({ name }) => name));
  return budgets.flatMap((budget) =>
    doubles.has(budget.name)
      ? {
          path: placeOf(budget),
          where: `budgets "${budget.name}"`,
          what: 'has the name of another budget; expected a name of its own',
        }
      : [],
  );
};

/**
 * Reads a budgets document from its JSON. Its form is told in docs/budgets.md.
 * @throws FaultyDocumentError with every fault: where it is, what is wrong, and what would be right.
 */
export const parseBudgets = (text: string): BudgetsDocument => {
  const reader = createDocumentReader('budgets');
  const given = reader.parseJson(text);
  const file = reader.read(fileSchema, given) ?? partsSchema.safeParse(given).data;
  const finance = reader.read(addressesSchema, file?.finance ?? [], 'finance') ?? [];
  const budgets = reader.readEach(budgetSchema, file?.budgets ?? [], 'budgets');
  const watches = reader.readEach(watchSchema, file?.watches ?? [], 'watches');
  const { placeOf } = reader;
  reader.refuseFaults([...findNameFaults(budgets, placeOf), ...findWatchFaults(watches, placeOf)]);
  return { finance, budgets, watches };
};
