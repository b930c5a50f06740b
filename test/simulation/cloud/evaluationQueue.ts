import type { Instant } from '#shared/domain/time.ts';
import type { FaultPlan } from '../faults/faultPlan.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';

/** What was asked for by a message, and how often it was received. */
type Message = { eventTime: Instant; receives: number };

/** Evaluates by the latest of some messages, and says whether they may be deleted. */
export type Evaluate = (eventTime: Instant, done: (isHandled: boolean) => void) => void;

const gatherSeconds = 30;
const visibilitySeconds = 6 * 300 + gatherSeconds;
const maxReceives = 3;
const maxConcurrency = 2;

/**
 * The SQS queue between `collect` and `budget`, as far as its promises go: messages are gathered for half a minute, two batches at
 * most are worked on at once, and what was not deleted comes again, three times in all. By the fault plan a message is late, comes
 * twice, or never.
 */
export const createEvaluationQueue = (
  timeline: Timeline,
  faults: FaultPlan,
  random: Random,
  evaluate: Evaluate,
): ((eventTime: Instant) => void) => {
  let waiting: Message[] = [];
  let running = 0;
  let isGathering = false;
  const comeAgain = (message: Message): void => {
    if (message.receives < maxReceives) timeline.after(visibilitySeconds, () => arrive(message));
  };
  const takeBatch = (): void => {
    isGathering = false;
    if (running >= maxConcurrency) return;
    const batch = waiting.map(({ eventTime, receives }) => ({ eventTime, receives: receives + 1 }));
    waiting = [];
    const latest = batch.toSorted((a, b) => b.eventTime - a.eventTime)[0];
    if (latest === undefined) return;
    running += 1;
    if (running > 1) faults.count('overlap');
    evaluate(latest.eventTime, (isHandled) => {
      running -= 1;
      if (!isHandled) for (const message of batch) comeAgain(message);
      gather();
    });
  };
  const gather = (): void => {
    if (isGathering || waiting.length === 0) return;
    isGathering = true;
    timeline.after(gatherSeconds, takeBatch);
  };
  const arrive = (message: Message): void => {
    waiting.push(message);
    gather();
  };
  return (eventTime) => {
    const now = timeline.now();
    const strikes = (kind: Parameters<FaultPlan['strikes']>[0]) => faults.strikes(kind, now);
    if (strikes('lostMessage')) return;
    const most = Math.max(0, faults.calmAt - now);
    const delay = strikes('delayedMessage')
      ? Math.min(random.next() * random.pick([60, 900, 3_600]), most)
      : 0;
    timeline.after(delay, () => arrive({ eventTime, receives: 0 }));
    if (strikes('doubledMessage'))
      timeline.after(Math.min(delay + random.next() * 900, most), () => arrive({ eventTime, receives: 0 }));
  };
};
