import { describe, expect, it } from 'vitest';
import { createAnnounceChanges } from '#functions/collect/announceChanges.ts';
import type { PoolInput } from '#functions/collect/poolInput.ts';
import { allocationChanged } from '#shared/bus/allocationChanged.ts';
import type { OutgoingEvent } from '#shared/bus/outgoingEvent.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { deploymentOf, recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const time = (clock: string) => at(`2026-01-01T${clock}:00Z`);

/** One copy from midnight on, a second one from 12:01 to 12:08. */
const sampled = [
  { ...bucketAt(time('11:55')), samples: [samplesOf({ holdings: [{ counts: '1*30' }] })] },
  {
    ...bucketAt(time('12:00')),
    samples: [
      samplesOf({
        holdings: [{ counts: '1*30' }, { container: 'c-2', counts: `......${'1'.repeat(24)}` }],
      }),
    ],
  },
  {
    ...bucketAt(time('12:05')),
    samples: [
      samplesOf({
        holdings: [{ counts: '1*30' }, { container: 'c-2', counts: `${'1'.repeat(18)}${'.'.repeat(12)}` }],
      }),
    ],
  },
  { ...bucketAt(time('12:10')), samples: [samplesOf({ holdings: [{ counts: '1*30' }] })] },
];

const open = (given: { now?: string; marked?: string; collectedFrom?: string; isOut?: boolean } = {}) => {
  const sent: OutgoingEvent[] = [];
  const outages: unknown[] = [];
  const { now = '12:30', marked = '12:00', collectedFrom = '00:00' } = given;
  const record = recordOf({ components: [recordedComponent()] });
  const announce = createAnnounceChanges(
    {
      recorded: { pool: poolOf(), deployments: [deploymentOf()] },
      record,
      owners: { version: 0, document: defaultOwners },
      now: time(now),
    } as unknown as PoolInput,
    { settledThrough: time(marked), collectedFrom: time(collectedFrom) } as PoolState,
    'accelerator',
    {
      putEvents: async (events) => {
        if (given.isOut) throw new Error('no bus');
        sent.push(...events);
      },
      onBusOutage: (error) => void outages.push(error),
    },
  );
  return { sent, outages, announce: async (to: string) => clockOf(await announce(sampled, time(to))) };
};

const clockOf = (instant: Parameters<typeof formatInstant>[0]) => formatInstant(instant).slice(11, 16);

const detailsOf = (events: readonly OutgoingEvent[]) =>
  events.map(({ detail }) => allocationChanged.parse(detail));

describe('createAnnounceChanges', () => {
  it('sends what changed in the stretch that has newly settled, with whose it is', async () => {
    const { announce, sent } = open();
    expect(await announce('12:10')).toBe('12:10');
    expect(detailsOf(sent).map(({ at: when, direction, from, to }) => [when, direction, from, to])).toEqual([
      ['2026-01-01T12:01:00Z', 'out', 1, 2],
      ['2026-01-01T12:08:00Z', 'in', 2, 1],
    ]);
    expect(detailsOf(sent)[0]).toMatchObject({
      component: 'a',
      unit: 'accelerator',
      withinSeconds: 10,
      owners: [{ team: 'red', parts: 1 }],
    });
  });

  it('sends nothing twice in a run, and the same ids in another', async () => {
    const first = open();
    await first.announce('12:05');
    expect(first.sent).toHaveLength(1);
    await first.announce('12:10');
    expect(first.sent).toHaveLength(2);
    const second = open();
    await second.announce('12:10');
    expect(detailsOf(second.sent).map(({ id }) => id)).toEqual(detailsOf(first.sent).map(({ id }) => id));
  });

  it('says nothing of what was there when the ledger began', async () => {
    const { announce, sent } = open({ marked: '11:55', collectedFrom: '11:55' });
    await announce('12:00');
    expect(sent).toEqual([]);
  });

  it('leaves the mark where it is while the bus takes nothing', async () => {
    const { announce, outages } = open({ isOut: true });
    expect(await announce('12:05')).toBe('12:00');
    expect(await announce('12:10')).toBe('12:00');
    expect(outages).toHaveLength(1);
  });

  it('gives up what is no news any more, so that nothing waits for a bus for ever', async () => {
    // 2 h 45 min before 14:50 is 12:05.
    const { announce, sent } = open({ now: '14:50' });
    expect(await announce('12:10')).toBe('12:10');
    expect(detailsOf(sent).map(({ at: when }) => when)).toEqual(['2026-01-01T12:08:00Z']);
    expect(await open({ now: '14:50', isOut: true }).announce('12:10')).toBe('12:05');
  });

  it('lets the mark go back, as late data ask for', async () => {
    expect(await open().announce('11:55')).toBe('11:55');
    expect(await open({ isOut: true }).announce('11:55')).toBe('11:55');
  });
});
