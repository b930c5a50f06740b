import type { FaultPlan } from '../faults/faultPlan.ts';
import type { Random } from '../random.ts';
import type { Timeline } from '../timeline.ts';

type Message<Body> = { group: string; body: Body; receives: number; isLocked: boolean; notBefore: number };

/** Handles a message and says whether it may be deleted. */
export type Consume<Body> = (body: Body, done: (isHandled: boolean) => void) => void;

export type FifoQueue<Body> = {
  send(group: string, deduplicationId: string, body: Body): void;
  /** Puts every dead letter back. */
  redrive(): void;
  /** Messages waiting or being worked on, and dead ones. */
  sizes(): { waiting: number; dead: number };
};

const visibilitySeconds = 12 * 60;
const deduplicationSeconds = 5 * 60;
const maxReceives = 3;

/**
 * An SQS FIFO queue with a Lambda consumer, as far as its promises go: the messages of a group one at a time and in order,
 * doubles within five minutes dropped, a message that was not deleted seen again after its visibility timeout, and after
 * three tries among the dead letters. By the fault plan a message is late, or is delivered a second time, also while the
 * first is being worked on.
 */
export const createFifoQueue = <Body>(
  timeline: Timeline,
  faults: FaultPlan,
  random: Random,
  consume: Consume<Body>,
): FifoQueue<Body> => {
  const groups = new Map<string, Message<Body>[]>();
  const seen = new Map<string, number>();
  const dead: Message<Body>[] = [];

  const pump = (group: string): void => {
    const messages = groups.get(group) ?? [];
    const [head] = messages;
    if (head === undefined || head.isLocked) return;
    if (head.notBefore > timeline.now()) {
      timeline.after(head.notBefore - timeline.now(), () => pump(group));
      return;
    }
    head.isLocked = true;
    head.receives += 1;
    const receives = head.receives;
    const remove = (): void => {
      const index = messages.indexOf(head);
      if (index >= 0) messages.splice(index, 1);
      pump(group);
    };
    // It comes back when nobody deleted it, and goes to the dead letters at the fourth time.
    timeline.after(visibilitySeconds, () => {
      if (!messages.includes(head) || head.receives !== receives) return;
      head.isLocked = false;
      if (head.receives >= maxReceives) {
        dead.push(head);
        remove();
      } else pump(group);
    });
    consume(head.body, (isHandled) => {
      if (isHandled) remove();
    });
    if (faults.strikes('doubledMessage', timeline.now()))
      timeline.after(random.next() * Math.min(random.pick([1, 5, 30, 900]), faults.doubledWithin), () =>
        consume(head.body, () => {}),
      );
  };

  return {
    send: (group, deduplicationId, body) => {
      const now = timeline.now();
      const last = seen.get(deduplicationId);
      if (last !== undefined && now - last < deduplicationSeconds) return;
      seen.set(deduplicationId, now);
      const delay = faults.strikes('delayedMessage', now)
        ? Math.min(random.next() * random.pick([60, 900, 3_600]), faults.calmAt - now)
        : 0;
      const messages = groups.get(group) ?? [];
      groups.set(group, messages);
      messages.push({ group, body, receives: 0, isLocked: false, notBefore: now + delay });
      timeline.after(0, () => pump(group));
    },
    redrive: () => {
      for (const message of dead.splice(0)) {
        faults.count('redrivenMessage');
        const messages = groups.get(message.group) ?? [];
        groups.set(message.group, messages);
        messages.push({ ...message, receives: 0, isLocked: false });
        pump(message.group);
      }
    },
    sizes: () => ({
      waiting: [...groups.values()].reduce((sum, messages) => sum + messages.length, 0),
      dead: dead.length,
    }),
  };
};
