import { UpstreamError } from '#shared/domain/errors.ts';
import type { Step } from '#test/fakes/step.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';

export type Outcome = 'done' | 'failed' | 'crashed' | 'timedOut';

/** One run of a Lambda function. */
export type Invocation = {
  step: Step;
  /** Seconds until Lambda ends it. */
  remaining(): number;
};

export type InvocationTools = { timeline: Timeline; faults: FaultPlan; random: Random };

type Fate = (run: {
  effect: () => unknown;
  answer(): void;
  refuse(error: unknown): void;
  end(): void;
}) => void;

const outageCode = 'simulation.outage';

/** A service that does not answer for now. */
export const outage = (operation: string): UpstreamError =>
  new UpstreamError(outageCode, `${operation} did not answer`);

/** Whether an error is one of the fault plan's. */
export const isOutage = (error: unknown): boolean =>
  error instanceof UpstreamError && error.code === outageCode;

/** Of one call: what becomes of it. The first fault that strikes decides. */
const chooseFate = (
  operation: string,
  { timeline, faults, random }: InvocationTools,
  limit: number,
): Fate => {
  const now = timeline.now();
  const latency = random.next() * random.weigh([8, 0.05], [2, 1]) * faults.paceOf(operation, now);
  const strikes = (kind: Parameters<FaultPlan['strikes']>[0]) => faults.strikes(kind, now);
  if (strikes('throttled') || strikes('failed'))
    return ({ refuse }) => timeline.after(latency, () => refuse(outage(operation)));
  if (strikes('crashBefore')) return ({ end }) => timeline.after(latency, end);
  if (strikes('crashAfter'))
    return ({ effect, end }) => {
      timeline.after(latency, () => {
        attempt(effect);
        end();
      });
    };
  if (strikes('cut'))
    return ({ effect, refuse }) => {
      timeline.after(latency, () => {
        attempt(effect);
        refuse(outage(operation));
      });
    };
  if (strikes('repeated'))
    return ({ effect, answer }) => {
      timeline.after(latency, () => {
        attempt(effect);
        timeline.after(random.next() * 5, answer);
      });
    };
  if (strikes('timeout')) {
    const late = limit + random.next() * 300;
    return ({ effect }) => timeline.after(late, () => void attempt(effect));
  }
  if (strikes('slow')) return ({ answer }) => timeline.after(latency + random.next() * 60, answer);
  return ({ answer }) => timeline.after(latency, answer);
};

/** Does what nobody hears the answer of. */
const attempt = (effect: () => unknown): void => {
  try {
    effect();
  } catch {
    // Nobody is there to be told.
  }
};

/**
 * Runs a function as Lambda does: for so many seconds at most, and without any word when it is ended from outside. What it
 * awaits of the outside goes through `step`, one event on the timeline each, so that invocations take turns at every await.
 */
export const invoke = (
  tools: InvocationTools,
  limit: number,
  body: (invocation: Invocation) => Promise<unknown>,
  onEnd: (outcome: Outcome, error?: unknown) => void,
): void => {
  const { timeline } = tools;
  const deadline = timeline.now() + limit;
  let isOver = false;
  const end = (outcome: Outcome, error?: unknown): void => {
    if (isOver) return;
    isOver = true;
    onEnd(outcome, error);
  };
  const step: Step = (operation, effect) =>
    new Promise((resolve, reject) => {
      if (isOver) return;
      const refuse = (error: unknown): void => {
        if (!isOver) reject(error);
      };
      const answer = (): void => {
        try {
          const value = effect();
          if (!isOver) resolve(value);
        } catch (error) {
          refuse(error);
        }
      };
      const fate = chooseFate(operation, tools, limit);
      fate({ effect, answer, refuse, end: () => end('crashed') });
    });
  timeline.after(limit, () => end('timedOut'));
  body({ step, remaining: () => deadline - timeline.now() }).then(
    () => end('done'),
    (error: unknown) => end('failed', error),
  );
};
