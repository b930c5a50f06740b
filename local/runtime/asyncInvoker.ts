import type { Retrier } from './cloudRun.ts';
import type { LambdaFunction } from './lambdaFunction.ts';

/** Lambda's waits before it tries a failed asynchronous invocation again, in seconds. */
const retryDelays = [60, 120];

/** Invokes functions as a rule does: without an answer, and again when they fail. */
export type AsyncInvoker = Retrier & {
  /** Invokes; a failure is tried again 60 s later and 120 s after that, by the run's clock. */
  invoke(target: LambdaFunction, event: unknown, now: number): Promise<void>;
};

type Retry = { target: LambdaFunction; event: unknown; attempt: number; dueAt: number };

/** @param onGivenUp told when the last attempt has failed too. */
export const createAsyncInvoker = (
  onGivenUp: (failure: { functionName: string; reason: string }) => void,
): AsyncInvoker => {
  const retries: Retry[] = [];

  const attemptOnce = async (
    { target, event, attempt }: Omit<Retry, 'dueAt'>,
    now: number,
  ): Promise<void> => {
    const result = await target.invoke(event);
    if (!('error' in result)) return;
    const delay = retryDelays[attempt];
    if (delay !== undefined) retries.push({ target, event, attempt: attempt + 1, dueAt: now + delay });
    else
      onGivenUp({
        functionName: target.spec.name,
        reason: `given up after three attempts: ${result.error.errorMessage}`,
      });
  };
  return {
    invoke: (target, event, now) => attemptOnce({ target, event, attempt: 0 }, now),
    retryDue: async (now) => {
      const due = retries.filter(({ dueAt }) => dueAt <= now);
      for (const retry of due) {
        retries.splice(retries.indexOf(retry), 1);
        await attemptOnce(retry, now);
      }
    },
    nextRetry: () => (retries.length === 0 ? undefined : Math.min(...retries.map(({ dueAt }) => dueAt))),
  };
};
