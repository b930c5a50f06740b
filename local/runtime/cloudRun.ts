import type { Clock } from '#local/clock.ts';
import type { AsyncInvoker } from './asyncInvoker.ts';
import type { DeadLetter } from './deadLetters.ts';
import type { EventSource } from './eventSource.ts';
import type { Invocation, LambdaFunction } from './lambdaFunction.ts';
import type { Firing, RuleScheduler } from './ruleScheduler.ts';
import { createScheduledEvent } from './scheduledEvent.ts';

/** What one `runDue` did. */
export type RunReport = {
  firings: number;
  invocations: number;
  /** Invocations that ended in an error, and messages that failed within a batch. */
  failures: { functionName: string; reason: string; messageId?: string }[];
  /** Everything that stands in a dead-letter queue after this run. */
  deadLetters: DeadLetter[];
};

/** Gathers what happens between two reports. */
export type Tally = {
  countInvocation(invocation: Invocation): void;
  addFailure(failure: RunReport['failures'][number]): void;
  take(): Pick<RunReport, 'invocations' | 'failures'>;
};

export const createTally = (): Tally => {
  let invocations = 0;
  let failures: RunReport['failures'] = [];
  return {
    countInvocation: ({ functionName, result }) => {
      invocations += 1;
      if (!('error' in result)) return;
      failures.push({ functionName, reason: `${result.error.errorType}: ${result.error.errorMessage}` });
    },
    addFailure: (failure) => void failures.push(failure),
    take: () => {
      const taken = { invocations, failures };
      invocations = 0;
      failures = [];
      return taken;
    },
  };
};

type Parts = {
  clock: Clock;
  region: string;
  accountId: string;
  functions: readonly LambdaFunction[];
  sources: readonly EventSource[];
  scheduler: RuleScheduler;
  invoker: AsyncInvoker;
  tally: Tally;
  findDeadLetters(): Promise<DeadLetter[]>;
  /** Done once a day of the run's clock. */
  sweep(now: number): Promise<void>;
};

/** Works a stack's rules and queues by the run's clock. */
export type CloudRun = {
  /** The next time after which something is due; never before `after` (epoch seconds). */
  nextDue(after: number): number | undefined;
  runDue(): Promise<RunReport>;
};

const daySeconds = 86_400;

const createRunner = (parts: Parts): (() => Promise<RunReport>) => {
  const { clock, invoker, sources, scheduler, tally } = parts;
  let sweptAt = clock.now();

  const drainAll = async (): Promise<void> => {
    let batches: number;
    do {
      const counts = await Promise.all(sources.map((source) => source.drain()));
      batches = counts.reduce((sum, count) => sum + count, 0);
      // A function may have sent to a queue that was drained before.
    } while (batches > 0 && sources.length > 1);
  };
  const fire = async ({ time, rule }: Firing): Promise<void> => {
    const { region, accountId } = parts;
    for (const spec of rule.targets) {
      const event = createScheduledEvent({ ruleArn: rule.arn, time, region, accountId });
      const target = parts.functions.find((candidate) => candidate.spec === spec);
      if (target !== undefined) await invoker.invoke(target, event, clock.now());
    }
    await drainAll();
  };
  return async () => {
    const now = clock.now();
    const firings = scheduler.takeDue(now);
    await invoker.retryDue(now);
    for (const firing of firings) await fire(firing);
    await drainAll();
    if (now - sweptAt >= daySeconds) {
      await parts.sweep(now);
      sweptAt = now;
    }
    return { firings: firings.length, ...tally.take(), deadLetters: await parts.findDeadLetters() };
  };
};

/** Two calls of `runDue` at once run one after the other. */
export const createCloudRun = (parts: Parts): CloudRun => {
  const run = createRunner(parts);
  let last: Promise<unknown> = Promise.resolve();
  return {
    nextDue: (after) => {
      const waits = [...parts.sources.map((source) => source.nextVisible()), parts.invoker.nextRetry()];
      const notBefore = waits.map((time) => (time === undefined ? undefined : Math.max(time, after)));
      const times = [...notBefore, parts.scheduler.nextAfter(after)].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    runDue: () => {
      const next = last.then(run, run);
      last = next;
      return next;
    },
  };
};
