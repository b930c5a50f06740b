import type { RequestOpts } from '@oazapfts/runtime';
import type { OpenApi } from '#cli/api/openApi.ts';
import { UsageError } from '#cli/usageError.ts';
import { problemSchema } from '#shared/api/fault.ts';
import { ApiError } from '#shared/client/apiError.ts';
import { tellFaults } from './tellFaults.ts';

/** What comes of a question: an answer, or a text on why there is none. */
export type Outcome = { kind: 'answer'; answer: unknown } | { kind: 'failure'; text: string };

type Call = (opts: RequestOpts) => Promise<unknown>;

export type Asker = (call: Call) => Promise<Outcome>;

/** What comes of asking once; with keys that were found for this question, asking again would be no use. */
type Attempt = { outcome: Outcome; mayTryAgain: boolean };

const problemOf = (error: unknown) =>
  error instanceof ApiError ? problemSchema.safeParse(error.reason).data : undefined;

/** A token or a key that was good an hour ago; the API itself gives problem details when it refuses somebody whom it knows. */
const isRefused = (error: unknown): boolean =>
  error instanceof ApiError &&
  (error.status === 401 || (error.status === 403 && problemOf(error) === undefined));

const tell = (error: unknown, api: OpenApi | undefined): string => {
  const { errors = [] } = problemOf(error) ?? {};
  if (errors.length > 0) return tellFaults(errors);
  const told = api?.tell(error, (parameter) => parameter) ?? error;
  return told instanceof Error ? told.message : String(told);
};

/**
 * Asks the API for hours on end. It is opened at the first question, and anew when it does not know its asker any more (a token has
 * expired, the config file is another): then the question is asked once more. An API that cannot be opened fails a question, not
 * the server.
 */
export const createAsker = (open: () => Promise<OpenApi>): Asker => {
  let kept: Promise<OpenApi> | undefined;
  const attempt = async (call: Call): Promise<Attempt> => {
    const wasOpen = kept !== undefined;
    kept ??= open();
    const own = kept;
    let api: OpenApi | undefined;
    try {
      api = await own;
      return { outcome: { kind: 'answer', answer: await call(api.opts) }, mayTryAgain: false };
    } catch (error) {
      const isOutdated = isRefused(error) || error instanceof UsageError;
      if (isOutdated && kept === own) kept = undefined;
      const outcome: Outcome = { kind: 'failure', text: tell(error, api) };
      return { outcome, mayTryAgain: wasOpen && isRefused(error) };
    }
  };
  return async (call) => {
    const { outcome, mayTryAgain } = await attempt(call);
    return mayTryAgain ? (await attempt(call)).outcome : outcome;
  };
};
