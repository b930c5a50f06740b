import { connectionOptions } from '#cli/api/connectionOptions.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import * as client from '#shared/client/tennerApi.ts';
import { changeOverApi, onlyBudget, requireText } from './changeOverApi.ts';

/** Archives a budget through the API. */
export const archiveBudget = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, { note: { type: 'string' }, ...connectionOptions });
  const budget = onlyBudget('archive', positionals);
  const note = requireText('note', values.note, 'why it is archived, for whoever asks later');
  await changeOverApi(
    values,
    (opts) => client.archiveBudget({ budget, body: { note } }, opts),
    'is archived',
  );
};
