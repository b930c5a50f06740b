import { describe, expect, it } from 'vitest';
import { createEventBridgeService } from '#local/aws/eventbridge/eventBridgeService.ts';
import type { TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';

const noon = Date.parse('2026-01-01T12:00:00Z') / 1000;

const open = () => {
  const seen: (TimedEvent & { bus: string })[] = [];
  const service = createEventBridgeService({
    region: 'us-east-1',
    accountId: '123456789012',
    now: () => noon,
    buses: ['tenner-events'],
    put: (event, bus) => void seen.push({ ...event, bus }),
  });
  return { seen, put: (...Entries: object[]) => service.operations.PutEvents?.({ Entries }) };
};

const good = { Source: 'tenner', DetailType: 'AllocationChanged', Detail: '{"id":"1"}' };

describe('the stand-in for PutEvents', () => {
  it('judges each entry by itself', () => {
    const { seen, put } = open();
    expect(
      put(good, { ...good, Detail: 'no' }, { ...good, Source: 'aws.ec2' }, { ...good, Detail: undefined }),
    ).toMatchObject({
      FailedEntryCount: 3,
      Entries: [
        { EventId: expect.any(String) },
        { ErrorCode: 'MalformedDetail' },
        { ErrorCode: 'NotAuthorizedForSourceException' },
        { ErrorCode: 'InvalidArgument' },
      ],
    });
    expect(seen.map(({ event }) => event.detail)).toEqual([{ id: '1' }]);
  });

  it('gives an event the time of the call when it has none of its own', () => {
    const { seen, put } = open();
    put(good, { ...good, Time: noon - 90.5 });
    expect(seen.map(({ event }) => event.time)).toEqual(['2026-01-01T12:00:00Z', '2026-01-01T11:58:29Z']);
  });

  it('hands an event to its bus, by name or ARN', () => {
    const { seen, put } = open();
    const arn = 'arn:aws:events:us-east-1:123456789012:event-bus/';
    put(good, { ...good, EventBusName: 'tenner-events' });
    put({ ...good, EventBusName: `${arn}tenner-events` }, { ...good, EventBusName: `${arn}default` });
    expect(seen.map(({ bus }) => bus)).toEqual(['default', 'tenner-events', 'tenner-events', 'default']);
  });

  it('drops what is for a bus that is not there, and says that it was taken', () => {
    const { seen, put } = open();
    expect(put({ ...good, EventBusName: 'other' })).toEqual({
      FailedEntryCount: 0,
      Entries: [{ EventId: expect.any(String) }],
    });
    put({ ...good, EventBusName: 'arn:aws:events:us-east-1:999999999999:event-bus/tenner-events' });
    expect(seen).toEqual([]);
  });

  it('refuses a call of more than ten entries, or of more than a megabyte', () => {
    const { put } = open();
    expect(() => put(...Array.from({ length: 11 }, () => good))).toThrow(/at most 10 entries/);
    expect(() => put()).toThrow();
    expect(() => put({ ...good, Detail: JSON.stringify({ id: 'x'.repeat(1_048_576) }) })).toThrow(
      /over the limit/,
    );
  });
});
