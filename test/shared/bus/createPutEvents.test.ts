import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import { createEventBridgeService } from '#local/aws/eventbridge/eventBridgeService.ts';
import type { BusEvent, TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { type Front, openFront } from '#local/aws/front.ts';
import { AwsError, type FaultPlan } from '#local/aws/jsonService.ts';
import { serveJson } from '#local/aws/wire/serveJson.ts';
import { createVirtualClock } from '#local/clock.ts';
import { createPutEvents } from '#shared/bus/createPutEvents.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const open: Front[] = [];
afterEach(async () => {
  for (const front of open.splice(0)) await front.close();
});

const eventOf = (id: string, detail: object = {}): OutgoingEvent => ({
  type: 'AllocationChanged',
  time: at('2026-01-01T11:40:00Z'),
  resources: ['arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat'],
  detail: { id, ...detail },
});

/** The SDK's client on a stand-in, and what reached the bus. */
const openBus = async (faults?: FaultPlan) => {
  const clock = createVirtualClock(noon);
  const front = await openFront({ port: 0, clock, ...(faults === undefined ? {} : { faults }) });
  open.push(front);
  const seen: { time: number; event: BusEvent; bus: string }[] = [];
  const put = (event: TimedEvent, bus: string) => void seen.push({ ...event, bus });
  front.serve(
    serveJson(
      createEventBridgeService({
        region: 'us-east-1',
        accountId: '123456789012',
        now: clock.now,
        buses: ['tenner-events'],
        put,
      }),
    ),
  );
  const client = new EventBridgeClient({
    endpoint: front.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  const putEvents = createPutEvents(client, 'tenner-events', { sleep: async () => {}, random: () => 0 });
  return { putEvents, seen, idsOf: () => seen.map(({ event }) => event.detail.id) };
};

/** Says of every second entry that it was not taken. */
const refuseHalf = (output: unknown): unknown => {
  const { Entries } = output as { Entries: object[] };
  const judged = Entries.map((entry, index) =>
    index % 2 === 0 ? entry : { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' },
  );
  return { FailedEntryCount: judged.length >> 1, Entries: judged };
};

describe('createPutEvents', () => {
  it('puts events on the bus that it was told, each at its own time', async () => {
    const { putEvents, seen } = await openBus();
    await putEvents([eventOf('1', { from: 1 })]);
    expect(seen).toEqual([
      {
        time: noon,
        bus: 'tenner-events',
        event: {
          version: '0',
          id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          'detail-type': 'AllocationChanged',
          source: 'tenner',
          account: '123456789012',
          time: '2026-01-01T11:40:00Z',
          region: 'us-east-1',
          resources: ['arn:aws:sagemaker:us-east-1:123456789012:endpoint/chat'],
          detail: { id: '1', from: 1 },
        },
      },
    ]);
  });

  it('sends ten a call, and asks nothing for none', async () => {
    const sizes: number[] = [];
    const { putEvents, idsOf } = await openBus(({ input }) => {
      sizes.push((input as { Entries: unknown[] }).Entries.length);
      return undefined;
    });
    const ids = Array.from({ length: 23 }, (_, index) => `${index}`);
    await putEvents(ids.map((id) => eventOf(id)));
    expect(sizes).toEqual([10, 10, 3]);
    expect(idsOf()).toEqual(ids);
    await putEvents([]);
    expect(sizes).toHaveLength(3);
  });

  it('sends again only the entries that were not taken', async () => {
    let calls = 0;
    const { putEvents, idsOf } = await openBus(() => {
      calls += 1;
      return calls === 1 ? { kind: 'edit', edit: refuseHalf } : undefined;
    });
    await putEvents([eventOf('1'), eventOf('2'), eventOf('3'), eventOf('4')]);
    expect(idsOf()).toEqual(['1', '2', '3', '4', '2', '4']);
  });

  it('fails when some are never taken, or the bus does not answer', async () => {
    const thrifty = await openBus(() => ({ kind: 'edit', edit: refuseHalf }));
    await thrifty.putEvents([eventOf('1')]);
    const never = await openBus(() => ({
      kind: 'edit',
      edit: () => ({ FailedEntryCount: 1, Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'no' }] }),
    }));
    await expect(never.putEvents([eventOf('1')])).rejects.toMatchObject({
      code: 'bus.put_failed',
      message: 'EventBridge did not take 1 events: InternalFailure: no',
    });
    const dead = await openBus(() => ({
      kind: 'error',
      error: new AwsError('InternalException', 'boom', { status: 500 }),
    }));
    await expect(dead.putEvents([eventOf('1')])).rejects.toThrow('boom');
  });
});
