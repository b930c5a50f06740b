import type { ReceivedMessage } from './sqsEvent.ts';

/** A message of a batch, and when it was received (epoch seconds): its visibility timeout runs from there. */
export type GatheredMessage = { message: ReceivedMessage; receivedAt: number };

/** Gathers a queue's messages into batches. */
export type BatchGatherer = {
  /** The next batch to hand over now; undefined when there is none, or the one that is gathered may still grow. */
  next(): Promise<GatheredMessage[] | undefined>;
  /** When the batch that is gathered is handed over at the latest (epoch seconds). */
  dueAt(): number | undefined;
};

/** The most messages that one `ReceiveMessage` gives. */
const receiveLimit = 10;

/** What Lambda takes at once: six megabytes of JSON. Its fields that are the same in all messages are not counted here. */
const maxBytes = 6_000_000;

type Gathered = GatheredMessage & { since: number; bytes: number };

/** How many of the first messages go into one batch. */
const countFitting = (gathered: readonly Gathered[]): number => {
  let bytes = 0;
  const tooMany = gathered.findIndex((each) => {
    bytes += each.bytes;
    return bytes > maxBytes;
  });
  return tooMany < 0 ? gathered.length : Math.max(tooMany, 1);
};

/**
 * A batch is handed over when it is full, in messages or bytes, or when the window has passed since its first message was sent; one
 * that is received again counts from then. Without a window it takes what is there.
 * @param options.window seconds. @param options.receive gives up to so many messages, fewer only when there are no more.
 */
export const createBatchGatherer = (options: {
  batchSize: number;
  window: number;
  now(): number;
  sentAt(messageId: string): number | undefined;
  receive(count: number): Promise<ReceivedMessage[]>;
}): BatchGatherer => {
  const { batchSize, window, now } = options;
  const gathered: Gathered[] = [];

  const add = (message: ReceivedMessage): void => {
    const isFirst = message.Attributes.ApproximateReceiveCount === '1';
    const since = (isFirst ? options.sentAt(message.MessageId) : undefined) ?? now();
    const bytes = Buffer.byteLength(JSON.stringify(message));
    gathered.push({ message, receivedAt: now(), since, bytes });
  };
  const fill = async (): Promise<void> => {
    while (gathered.length < batchSize) {
      const wanted = Math.min(receiveLimit, batchSize - gathered.length);
      const messages = await options.receive(wanted);
      for (const message of messages) add(message);
      if (messages.length < wanted) return;
    }
  };
  const dueAt = () => (gathered[0] === undefined ? undefined : gathered[0].since + window);
  const take = async (): Promise<GatheredMessage[] | undefined> => {
    await fill();
    const due = dueAt();
    if (due === undefined) return undefined;
    const count = countFitting(gathered);
    const isFull = count === batchSize || count < gathered.length;
    return isFull || due <= now() ? gathered.splice(0, count) : undefined;
  };

  let last: Promise<unknown> = Promise.resolve();
  return {
    // Several invocations at once ask in turn: each message is in one batch.
    next: () => {
      const taken = last.then(take);
      last = taken.catch(() => undefined);
      return taken;
    },
    dueAt,
  };
};
