import { userInfo } from 'node:os';
import { onlyFile, readDocumentFile } from '#cli/documents/readDocumentFile.ts';
import { openStack, stackOptions } from '#cli/openStack.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import { UsageError } from '#cli/usageError.ts';
import { formatBudgets } from '#shared/budgets/formatBudgets.ts';
import { importBudgets } from '#shared/budgets/importBudgets.ts';
import { wallClock } from '#shared/lambda/wallClock.ts';
import { compareDocuments } from './compareDocuments.ts';
import { renderBudgetChanges } from './renderBudgetChanges.ts';

/** Why, unless nothing is to be changed. */
const readNote = (note: string | undefined, isDry: boolean): string => {
  const given = note?.trim() ?? '';
  if (given === '' && !isDry)
    throw new UsageError('--note is needed: why the budgets change, for whoever asks later; or --dry-run');
  return given;
};

/** Puts what teams may spend by month, from a CSV file, into the budgets document as a new version; or says what that would do. */
export const importBudgetsFile = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    note: { type: 'string' },
    by: { type: 'string', default: userInfo().username },
    'dry-run': { type: 'boolean', default: false },
    ...stackOptions,
  });
  const file = onlyFile('budgets import', positionals);
  const isDry = values['dry-run'];
  const note = readNote(values.note, isDry);
  const text = await readDocumentFile(file);
  const stack = await openStack(values);
  const { version, document: before } = await stack.budgets.readInForce();
  const { document, created, changed } = importBudgets({ file, text }, before);
  const { changes, unchanged } = await compareDocuments(before, document, stack);
  const told = renderBudgetChanges(changes, unchanged);
  const isSame = created.length === 0 && changed.length === 0;
  const say = (title: string) => process.stdout.write(`${title}\n\n${told}\n`);
  if (isSame) return void say(`${file} is in the budgets already: nothing is changed.`);
  if (isDry) return void say(`${file} would be imported as version ${version + 1}; nothing is changed.`);
  const change = { who: values.by, at: wallClock(), note, text: formatBudgets(document) };
  await stack.budgets.put(change, version);
  say(`${file} is imported as version ${version + 1}.`);
};
