import type { TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import type { Clock } from '#local/clock.ts';
import type { DeadLetter } from './deadLetters.ts';
import type { Delivery, EventBus } from './eventBus.ts';
import type { EventSource } from './eventSource.ts';
import type { Invocation } from './lambdaFunction.ts';
import type { Firing, RuleScheduler } from './ruleScheduler.ts';
import { createScheduledEvent } from './scheduledEvent.ts';

/** What one `runDue` did. */
export type RunReport = {
  /** Firings of scheduled rules. */
  firings: number;
  /** Events that reached a rule, once for each. */
  deliveries: number;
  /** Those for rules and queues; the HTTP API's are not counted, as their callers hear of them. */
  invocations: number;
  /** Invocations that ended in an error, and messages that failed within a batch. */
  failures: { functionName: string; reason: string; messageId?: string }[];
  /** Everything that stands in a dead-letter queue after this run. */
  deadLetters: DeadLetter[];
};

/** Gathers what happens between two reports. */
export type Tally = {
  countInvocation(invocation: Pick<Invocation, 'functionName' | 'result'>): void;
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

/** Tries again what failed, by the run's clock. */
export type Retrier = {
  retryDue(now: number): Promise<void>;
  nextRetry(): number | undefined;
};

type Parts = {
  clock: Clock;
  region: string;
  accountId: string;
  sources: readonly EventSource[];
  scheduler: RuleScheduler;
  bus: EventBus;
  /** Takes an event to the targets of its rule. */
  deliver(delivery: Delivery, now: number): Promise<void>;
  /** Those who try again what failed. */
  retriers: readonly Retrier[];
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
  /** Puts an event on the default bus, to reach the rules that wait for it at its time: at once when that is past. */
  putEvent(event: TimedEvent): void;
};

const daySeconds = 86_400;

const createRunner = (parts: Parts): (() => Promise<RunReport>) => {
  const { clock, sources, scheduler, bus, tally, region, accountId } = parts;
  let sweptAt = clock.now();

  const drainAll = async (): Promise<void> => {
    let batches: number;
    do {
      const counts = await Promise.all(sources.map((source) => source.drain()));
      batches = counts.reduce((sum, count) => sum + count, 0);
      // A function may have sent to a queue that was drained before.
    } while (batches > 0 && sources.length > 1);
  };
  const toDelivery = ({ time, rule }: Firing): Delivery => {
    const event = createScheduledEvent({ ruleArn: rule.arn, time, region, accountId });
    return { time, event, rule };
  };
  return async () => {
    const now = clock.now();
    const firings = scheduler.takeDue(now).map(toDelivery);
    const deliveries = bus.takeDue(now);
    for (const retrier of parts.retriers) await retrier.retryDue(now);
    // What happens at the instant of a firing has happened before it.
    const due = [...deliveries, ...firings].toSorted((a, b) => a.time - b.time);
    for (const delivery of due) {
      await parts.deliver(delivery, now);
      await drainAll();
    }
    await drainAll();
    if (now - sweptAt >= daySeconds) {
      await parts.sweep(now);
      sweptAt = now;
    }
    return {
      firings: firings.length,
      deliveries: deliveries.length,
      ...tally.take(),
      deadLetters: await parts.findDeadLetters(),
    };
  };
};

/** Two calls of `runDue` at once run one after the other. */
export const createCloudRun = (parts: Parts): CloudRun => {
  const run = createRunner(parts);
  let last: Promise<unknown> = Promise.resolve();
  return {
    nextDue: (after) => {
      const waits = [
        ...parts.sources.map((source) => source.nextDue()),
        ...parts.retriers.map((retrier) => retrier.nextRetry()),
        parts.bus.nextDue(),
      ];
      const notBefore = waits.map((time) => (time === undefined ? undefined : Math.max(time, after)));
      const times = [...notBefore, parts.scheduler.nextAfter(after)].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.min(...times);
    },
    runDue: () => {
      const next = last.then(run, run);
      last = next;
      return next;
    },
    putEvent: parts.bus.put,
  };
};
