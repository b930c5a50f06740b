import { planCollection } from '#functions/plan/planCollection.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import type { Step } from '#test/fakes/step.ts';
import type { WorldFleet } from '#test/fakes/worldFleet.ts';
import type { FifoQueue } from './fifoQueue.ts';
import { type InvocationTools, outage } from './invocation.ts';
import { invokeAsync } from './invokeAsync.ts';

export type PlanTools = InvocationTools & { fleet: WorldFleet; queue: FifoQueue<CollectMessage> };

const planSeconds = 60;

/** Sends collect messages as the queue's adapter does; by the fault plan only some of a batch arrive. */
export const createQueueMessages =
  ({ timeline, faults, queue }: Pick<PlanTools, 'timeline' | 'faults' | 'queue'>, step: Step) =>
  (messages: readonly CollectMessage[]): Promise<void> =>
    step('queueMessages', () => {
      for (const message of messages) {
        const { endpoint, eventTime } = message;
        if (faults.strikes('partialBatch', timeline.now())) throw outage('queueMessages');
        queue.send(endpoint.arn, `${endpoint.arn} ${endpoint.createdAt} ${eventTime}`, message);
      }
    });

/** The scheduled rule's firing: `plan`, and by the fault plan once more some minutes later. */
export const createPlanRule = (tools: PlanTools): ((eventTime: Instant) => void) => {
  const { timeline, faults, random, fleet } = tools;
  const plan = (eventTime: Instant): void =>
    invokeAsync(
      tools,
      planSeconds,
      ({ step }) => {
        const listEndpoints = async function* () {
          yield await step('listEndpoints', () => fleet.listEndpoints(timeline.now()));
        };
        return planCollection(
          { eventTime },
          { listEndpoints, queueMessages: createQueueMessages(tools, step) },
        );
      },
      () => {},
    );
  return (eventTime) => {
    plan(eventTime);
    if (faults.strikes('doubledEvent', timeline.now()))
      timeline.after(random.next() * 600, () => plan(eventTime));
  };
};
