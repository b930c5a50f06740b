import { connectionOptions } from '#cli/api/connectionOptions.ts';
import { parseOptions } from '#cli/parseOptions.ts';
import * as client from '#shared/client/tennerApi.ts';
import { changeOverApi, onlyBudget, requireText } from './changeOverApi.ts';

/** Has nothing told of a budget up to some time, through the API. */
export const snoozeBudget = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, {
    until: { type: 'string' },
    why: { type: 'string' },
    ...connectionOptions,
  });
  const budget = onlyBudget('snooze', positionals);
  const until = requireText(
    'until',
    values.until,
    'when it ends: a time such as 2026-06-01T00:00:00Z, or a day',
  );
  const why = requireText('why', values.why, 'why nothing is to be told, for whoever wonders later');
  await changeOverApi(
    values,
    (opts) => client.snoozeBudget({ budget, body: { until, why } }, opts),
    'is snoozed',
  );
};

/** Ends that. */
export const wakeBudget = async (args: string[]): Promise<void> => {
  const { values, positionals } = parseOptions(args, connectionOptions);
  const budget = onlyBudget('wake', positionals);
  await changeOverApi(values, (opts) => client.wakeBudget({ budget }, opts), 'is awake');
};
