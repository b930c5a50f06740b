import { onlyFile, readDocumentFile } from '#cli/documents/readDocumentFile.ts';
import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { parseBudgets } from '#shared/budgets/parseBudgets.ts';
import { compareDocuments } from './compareDocuments.ts';
import { renderBudgetChanges } from './renderBudgetChanges.ts';

/** Says what a file would make of the budgets that are in force, and changes nothing. */
export const checkBudgetsFile = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    json: { type: 'boolean', default: false },
    ...stackOptions,
  });
  const file = onlyFile('budgets check', positionals);
  const after = parseBudgets(await readDocumentFile(file));
  const stack = await openStack(values);
  const { version, document } = await stack.budgets.readInForce();
  const check = await compareDocuments(document, after, stack);
  const title =
    version === 0
      ? `${file} as the first version`
      : `${file} in place of version ${version}, which is in force`;
  process.stdout.write(
    values.json
      ? `${JSON.stringify(check, null, 2)}\n`
      : `${title}; nothing is changed\n\n${renderBudgetChanges(check.changes, check.unchanged)}\n`,
  );
};
