import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';

/** Called for each message that failed. */
export type OnFailure = (record: SQSRecord, error: unknown) => void;

/**
 * Works through a FIFO batch: groups side by side, at most `concurrency` at once, the messages of one group one after
 * the other. After a failure the rest of its group is not tried and goes back with it, so that order is kept.
 *
 * @returns the messages that go back to the queue, as Lambda's partial batch response.
 */
export const processGroups = async (
  records: readonly SQSRecord[],
  concurrency: number,
  handle: (record: SQSRecord) => Promise<void>,
  onFailure: OnFailure,
): Promise<SQSBatchResponse> => {
  const groups = [
    ...Map.groupBy(records, (record) => record.attributes.MessageGroupId ?? record.messageId).values(),
  ];
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  const processGroup = async (group: readonly SQSRecord[]) => {
    for (const [index, record] of group.entries()) {
      try {
        await handle(record);
      } catch (error) {
        onFailure(record, error);
        const rest = group.slice(index).map(({ messageId }) => ({ itemIdentifier: messageId }));
        batchItemFailures.push(...rest);
        return;
      }
    }
  };
  const takeGroups = async () => {
    for (let group = groups.shift(); group !== undefined; group = groups.shift()) await processGroup(group);
  };
  await Promise.all(Array.from({ length: concurrency }, takeGroups));
  return { batchItemFailures };
};
