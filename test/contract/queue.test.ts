import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { instant } from '#shared/domain/time.ts';
import type { CollectMessage } from '#shared/messages/collectMessage.ts';
import { type QueueBackend, queueBackends } from './queueBackends.ts';

const message = (name: string, eventTime: number): CollectMessage => ({
  endpoint: { name, arn: `arn:${name}`, createdAt: instant(0), modifiedAt: instant(60) },
  eventTime: instant(eventTime),
});

describe.each(queueBackends)('the queue of collect messages by %s', (_, open) => {
  let queue: QueueBackend;
  beforeEach(async () => {
    queue = await open();
  });
  afterEach(() => queue.close());

  it('gives back every message as it was sent', async () => {
    const sent = Array.from({ length: 23 }, (__, index) => message(`ep-${index}`, 300));
    await queue.send(sent);
    const taken = await queue.takeAll();
    expect(taken.toSorted((a, b) => (a.endpoint.name < b.endpoint.name ? -1 : 1))).toEqual(
      sent.toSorted((a, b) => (a.endpoint.name < b.endpoint.name ? -1 : 1)),
    );
    expect(await queue.takeAll()).toEqual([]);
  });

  it('keeps the order of one endpoint’s messages', async () => {
    await queue.send([message('ep', 300), message('other', 300), message('ep', 600)]);
    await queue.send([message('ep', 900)]);
    const own = (await queue.takeAll()).filter(({ endpoint }) => endpoint.name === 'ep');
    expect(own.map(({ eventTime }) => eventTime)).toEqual([300, 600, 900]);
  });

  it('takes an endpoint at one time once, however often it is sent', async () => {
    await queue.send([message('ep', 300), message('ep', 300)]);
    await queue.takeAll();
    await queue.send([message('ep', 300)]);
    expect(await queue.takeAll()).toEqual([]);
  });
});
