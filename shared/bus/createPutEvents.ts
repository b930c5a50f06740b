import {
  type EventBridgeClient,
  PutEventsCommand,
  type PutEventsRequestEntry,
} from '@aws-sdk/client-eventbridge';
import { type RetryTools, retryUntil } from '#shared/aws/retry.ts';
import { tennerEvents } from '#shared/config/names.ts';
import { UpstreamError } from '#shared/domain/errors.ts';
import type { OutgoingEvent } from './outgoingEvent.ts';

/** EventBridge's limit for one PutEvents; its other one, a megabyte a call, is far off at a kilobyte an event. */
const batchSize = 10;

const toEntry = (
  { type, time, resources, detail }: OutgoingEvent,
  busName: string,
): PutEventsRequestEntry => ({
  EventBusName: busName,
  Source: tennerEvents.source,
  DetailType: type,
  Time: new Date(time * 1000),
  Resources: [...resources],
  Detail: JSON.stringify(detail),
});

/**
 * Sends events to a bus, ten a call, in order. Entries that EventBridge did not take are sent again.
 * @throws UpstreamError when some are not taken in several tries, and what the client throws when a call fails as a whole: some
 * may have been sent by then, so that the caller's next try sends them once more, with the same ids.
 */
export const createPutEvents =
  (client: Pick<EventBridgeClient, 'send'>, busName: string, tools: RetryTools) =>
  async (events: readonly OutgoingEvent[]): Promise<void> => {
    for (let start = 0; start < events.length; start += batchSize) {
      let left = events.slice(start, start + batchSize).map((event) => toEntry(event, busName));
      const send = async (): Promise<string | undefined> => {
        const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: left }));
        // An entry that was taken has an id, one that was not an error.
        left = left.filter((_, index) => Entries[index]?.EventId === undefined);
        const refused = Entries.find(({ EventId }) => EventId === undefined);
        return refused && `${refused.ErrorCode}: ${refused.ErrorMessage}`;
      };
      const fault = await retryUntil(send, () => left.length === 0, tools);
      if (left.length === 0) continue;
      throw new UpstreamError('bus.put_failed', `EventBridge did not take ${left.length} events: ${fault}`);
    }
  };

export type PutEvents = ReturnType<typeof createPutEvents>;
