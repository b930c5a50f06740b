import { defaultBus } from '#local/aws/eventbridge/busName.ts';
import type { BusEvent, TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import type { RuleSpec } from '#local/template/ruleSpec.ts';

/** An event on its way to a rule's targets, since its time (epoch seconds). */
export type Delivery = { time: number; event: BusEvent; rule: RuleSpec };

/** Keeps the events of all buses until their time comes; a disabled rule gets none. */
export type EventBus = {
  /**
   * Takes an event of any time, for the default bus or the one named; one that no rule waits for is dropped, as EventBridge does.
   * @param ruleArns the rules that may get it; all of the bus's without them.
   */
  put(event: TimedEvent, bus?: string, ruleArns?: readonly string[]): void;
  /** The deliveries up to and including `now`, in order of time; at one instant, as they were put. */
  takeDue(now: number): Delivery[];
  /** When the first delivery is due. */
  nextDue(): number | undefined;
};

export const createEventBus = (rules: readonly RuleSpec[]): EventBus => {
  const enabled = rules.filter(({ isEnabled }) => isEnabled);
  let waiting: Delivery[] = [];
  return {
    put: ({ time, event }, bus = defaultBus, ruleArns) => {
      for (const rule of enabled) {
        const mayGet = rule.bus === bus && (ruleArns === undefined || ruleArns.includes(rule.arn));
        if (mayGet && rule.pattern?.(event)) waiting.push({ time, event, rule });
      }
    },
    takeDue: (now) => {
      const due = waiting.filter(({ time }) => time <= now);
      if (due.length > 0) waiting = waiting.filter(({ time }) => time > now);
      return due.toSorted((a, b) => a.time - b.time);
    },
    nextDue: () =>
      waiting.reduce<number | undefined>(
        (first, { time }) => (first === undefined || time < first ? time : first),
        undefined,
      ),
  };
};
