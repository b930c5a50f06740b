import { evaluateAlerts } from '#functions/budget/evaluateAlerts.ts';
import type { Instant } from '#shared/domain/time.ts';
import { createEvaluationQueue } from './evaluationQueue.ts';
import {
  createEvaluationSandbox,
  type EvaluationSandbox,
  type EvaluationTools,
} from './evaluationSandbox.ts';
import { type Invocation, invoke, type Outcome } from './invocation.ts';
import { invokeAsync } from './invokeAsync.ts';
import type { OnRun } from './onRun.ts';

/** What starts `budget`. */
export type Evaluations = {
  /** A message of `collect`'s: something was written. */
  ask(eventTime: Instant): void;
  /** The scheduled rule fires. */
  fire(eventTime: Instant): void;
};

/** How often the rule fires (seconds). */
export const evaluateSeconds = 900;

export const account = '123456789012#us-east-1';

const limitSeconds = 300;

/**
 * @param onBegin is told of each run as it begins; what it gives is told how the run ended.
 */
export const createEvaluations = (
  tools: EvaluationTools & { onRun: OnRun },
  onBegin: (eventTime: Instant) => (outcome: Outcome) => void,
): Evaluations => {
  const { timeline, faults, random, onRun } = tools;
  let idle: EvaluationSandbox[] = [];
  const takeSandbox = (): EvaluationSandbox => {
    if (faults.strikes('recycledSandbox', timeline.now())) idle = [];
    return idle.pop() ?? createEvaluationSandbox(tools);
  };
  /** One run, and what is to be told of its end. */
  const open = (eventTime: Instant) => {
    let sandbox: EvaluationSandbox | undefined;
    let onEnd: (outcome: Outcome) => void = () => {};
    return {
      body: ({ step }: Invocation) => {
        sandbox = takeSandbox();
        sandbox.use(step);
        onEnd = onBegin(eventTime);
        return evaluateAlerts({ account, eventTime }, sandbox.deps);
      },
      end: (outcome: Outcome, error: unknown): void => {
        const isAlive = outcome === 'done' || outcome === 'failed';
        if (isAlive && sandbox !== undefined) idle.push(sandbox);
        sandbox = undefined;
        onEnd(outcome);
        onRun('budget', outcome, error);
      },
    };
  };
  const ask = createEvaluationQueue(timeline, faults, random.fork('queue'), (eventTime, done) => {
    const { body, end } = open(eventTime);
    invoke(tools, limitSeconds, body, (outcome, error) => {
      end(outcome, error);
      done(outcome === 'done');
    });
  });
  const fire = (eventTime: Instant): void => {
    const { body, end } = open(eventTime);
    invokeAsync(tools, limitSeconds, body, end);
  };
  return {
    ask,
    fire: (eventTime) => {
      if (faults.strikes('skippedEvent', timeline.now())) return;
      const late = faults.strikes('delayedEvent', timeline.now()) ? random.next() * 600 : 0;
      timeline.after(late, () => fire(eventTime));
      if (faults.strikes('doubledEvent', timeline.now()))
        timeline.after(late + random.next() * 600, () => fire(eventTime));
    },
  };
};
