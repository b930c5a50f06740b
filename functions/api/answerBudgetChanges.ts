import * as z from 'zod';
import { archiveBudgetOperation, putBudgetOperation } from '#shared/api/budgetOperations.ts';
import type { Fault } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { changeBudget } from './changeBudget.ts';
import { replacedVersion } from './replacedVersion.ts';
import { defineRoute } from './route.ts';
import { unknownName } from './unknownName.ts';

const fieldsSchema = z.record(z.string(), z.unknown());

/** A budget's fields, and what is wrong before anybody looks into them. @param name of the path. */
const readFields = (budget: unknown, name: string): { fields: Record<string, unknown>; faults: Fault[] } => {
  const { data: fields } = fieldsSchema.safeParse(budget);
  if (fields === undefined)
    return { fields: {}, faults: [{ pointer: '/budget', detail: 'is no object; expected a budget' }] };
  const { name: given = name } = fields;
  if (given === name) return { fields, faults: [] };
  const detail = `is ${quoteInput(String(given))}, and the path has ${quoteInput(name)}; expected the same, or none`;
  return { fields, faults: [{ pointer: '/budget/name', detail }] };
};

/** Creates a budget, or changes it. */
export const answerPutBudget = defineRoute(
  putBudgetOperation,
  async ({ request, identity, query, path, body: { note, budget }, now }, deps) => {
    const replaces = replacedVersion(request);
    const { budget: name = '' } = path;
    const { fields, faults } = readFields(budget, name);
    const budgetOf = () => ({ ...fields, name });
    const edit = { who: identity.subject, at: now, note, replaces, budgetOf };
    const body = await changeBudget(edit, [...query.faults, ...faults], deps);
    return { body, tag: `${body.version}` };
  },
);

/** Archives a budget, whichever version of the document is in force. */
export const answerArchiveBudget = defineRoute(
  archiveBudgetOperation,
  async ({ identity, query, path, body: { note }, now }, deps) => {
    requireValues(query);
    const { budget: name = '' } = path;
    const edit = { who: identity.subject, at: now, note, replaces: 'latest' } as const;
    const body = await changeBudget(
      {
        ...edit,
        budgetOf: ({ budgets }) => {
          const written = budgets.find((budget) => budget.name === name);
          if (written !== undefined) return { ...written, archived: true };
          throw unknownName(
            'budget',
            name,
            budgets.map((budget) => budget.name),
          );
        },
      },
      [],
      deps,
    );
    return { body };
  },
);
