import type { Retrier } from '#local/runtime/cloudRun.ts';

export type HttpRequest = {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  /** None for a method that has none. */
  body: string | undefined;
};

/** Why a request was given up. */
export type SendFailure = {
  code: 'ERROR_FROM_TARGET' | 'CONNECTION_FAILURE' | 'TIMEOUT';
  message: string;
  /** Tries after the first one. */
  retries: number;
  /** Whether it could have been tried again, but was often enough. */
  isExhausted: boolean;
};

/** A request and what is done when it fails. */
export type Sending = {
  request: HttpRequest;
  /** Seconds to wait before a retry, the first being 1; undefined when it was the last one. */
  waitBefore(retry: number, now: number): number | undefined;
  onGivenUp(failure: SendFailure): Promise<void>;
};

/** Sends requests to HTTP servers, again and again by the run's clock. */
export type HttpSender = Retrier & {
  send(sending: Sending, now: number): Promise<void>;
};

/** EventBridge and SNS wait no longer for an answer; by the machine's clock, as a server lives by that. */
const timeoutMilliseconds = 5_000;

/** As EventBridge's guide has it, beside all from 500 on. */
const retriedStatuses = new Set([401, 407, 409, 429]);

type Fault = Pick<SendFailure, 'code' | 'message'> & { isFinal: boolean };

const attempt = async ({ url, body: sent, ...init }: HttpRequest): Promise<Fault | undefined> => {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  try {
    const { status, body } = await fetch(url, {
      ...init,
      ...(sent === undefined ? {} : { body: sent }),
      redirect: 'manual',
      signal,
    });
    await body?.cancel();
    if (status >= 200 && status < 300) return undefined;
    const isFinal = status < 500 && !retriedStatuses.has(status);
    return { code: 'ERROR_FROM_TARGET', message: `the server answered with status ${status}`, isFinal };
  } catch (error) {
    if (signal.aborted) return { code: 'TIMEOUT', message: 'no answer in five seconds', isFinal: false };
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { code: 'CONNECTION_FAILURE', message: String(reason), isFinal: false };
  }
};

type Waiting = { sending: Sending; retries: number; dueAt: number };

export const createHttpSender = (): HttpSender => {
  const waiting: Waiting[] = [];

  const sendOnce = async (sending: Sending, retries: number, now: number): Promise<void> => {
    const fault = await attempt(sending.request);
    if (fault === undefined) return;
    const { isFinal, ...failure } = fault;
    const wait = isFinal ? undefined : sending.waitBefore(retries + 1, now);
    if (wait === undefined) await sending.onGivenUp({ ...failure, retries, isExhausted: !isFinal });
    else waiting.push({ sending, retries: retries + 1, dueAt: now + wait });
  };
  return {
    send: (sending, now) => sendOnce(sending, 0, now),
    retryDue: async (now) => {
      for (const due of waiting.filter(({ dueAt }) => dueAt <= now)) {
        waiting.splice(waiting.indexOf(due), 1);
        await sendOnce(due.sending, due.retries, now);
      }
    },
    nextRetry: () => (waiting.length === 0 ? undefined : Math.min(...waiting.map(({ dueAt }) => dueAt))),
  };
};
