import type { RequestOpts } from '@oazapfts/runtime';
import type { ConnectionFlags } from '#cli/api/connectionOptions.ts';
import { openApi } from '#cli/api/openApi.ts';
import { plainText } from '#cli/plainText.ts';
import { UsageError } from '#cli/usageError.ts';
import { type BudgetChangeAnswer, wakeBudgetOperation } from '#shared/api/budgetOperations.ts';
import { type Answered, ask } from '#shared/client/ask.ts';

/** The one budget that a command is of. @param command as in `archive`. @throws UsageError when there is none, or more. */
export const onlyBudget = (command: string, positionals: readonly string[]): string => {
  const [name, ...others] = positionals;
  if (name && others.length === 0) return name;
  throw new UsageError(
    `budgets ${command} takes one NAME, not ${positionals.length}; see tenner budgets --help`,
  );
};

/** An option that must be there. */
export const requireText = (option: string, text: string | undefined, what: string): string => {
  const given = text?.trim();
  if (given) return given;
  throw new UsageError(`--${option} is needed: ${what}`);
};

/** Asks the API for a change of a budget, and prints what comes of it. @param done such as `is archived`. */
export const changeOverApi = async (
  connection: ConnectionFlags,
  call: (opts: RequestOpts) => Promise<Answered>,
  done: string,
): Promise<void> => {
  const api = await openApi(connection);
  const given = await ask(call(api.opts)).catch((error: unknown) => {
    throw api.tell(error, (parameter) => (parameter === 'budget' ? 'NAME' : `--${parameter}`));
  });
  const { budget, effects }: BudgetChangeAnswer = wakeBudgetOperation.answer.parse(given);
  const lines = [`${budget.name} ${done}.`, ...effects];
  process.stdout.write(`${lines.map(plainText).join('\n')}\n`);
};
