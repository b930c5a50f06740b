import { describe, expect, it } from 'vitest';
import { type Life, observeLives } from '#shared/domain/lives.ts';
import { presumeSilent, presumeUnread } from '#shared/domain/presumeLives.ts';
import { bucketAt } from '#shared/domain/slots.ts';
import { at, samplesOf } from '#test/builders/samples.ts';

const lives = observeLives([
  {
    ...bucketAt(at('2026-01-01T00:00:00Z')),
    samples: [
      samplesOf({
        publishFrequency: 60,
        instances: { 'i-1': '11111', 'i-2': '11...' },
        holdings: [{ counts: '.111.' }],
      }),
    ],
  },
]);
const to = at('2026-01-01T00:15:00Z');

describe('presumeUnread', () => {
  it('keeps alive what could not be read, unknown from its last sample on', () => {
    const presumed = presumeUnread(
      lives,
      { instances: ['i-1'], holdings: [{ key: 'i-1|c-1|gpu_0', instance: 'i-1' }] },
      to,
    );
    expect(presumed.instances.get('i-1')).toEqual({
      kind: 'single',
      frequency: 60,
      first: at('2026-01-01T00:00:00Z'),
      last: at('2026-01-01T00:15:00Z'),
      width: 1,
      presumed: { from: at('2026-01-01T00:04:01Z'), reason: 'unread' },
    });
    expect(presumed.holdings.get('i-1|c-1|gpu_0')).toMatchObject({
      instance: 'i-1',
      first: at('2026-01-01T00:01:00Z'),
      last: at('2026-01-01T00:15:00Z'),
      presumed: { from: at('2026-01-01T00:03:01Z'), reason: 'unread' },
    });
    expect(presumed.instances.get('i-2')).toBe(lives.instances.get('i-2'));
  });

  it('presumes what was never seen for the newest bucket alone', () => {
    const unread = { instances: ['i-9'], holdings: [{ key: 'i-9|c-9|gpu_0', instance: 'i-9' }] };
    const presumed = presumeUnread(lives, unread, to);
    const life = {
      kind: undefined,
      frequency: undefined,
      first: at('2026-01-01T00:10:00Z'),
      last: at('2026-01-01T00:15:00Z'),
      width: 1,
      presumed: { from: at('2026-01-01T00:10:00Z'), reason: 'unread' },
    };
    expect(presumed.instances.get('i-9')).toEqual(life);
    expect(presumed.holdings.get('i-9|c-9|gpu_0')).toEqual({ ...life, instance: 'i-9' });
  });

  it('leaves the lives that it was given alone', () => {
    presumeUnread(lives, { instances: ['i-1', 'i-9'], holdings: [] }, to);
    expect([...lives.instances.keys()]).toEqual(['i-1', 'i-2']);
    expect(lives.instances.get('i-1')?.last).toBe(at('2026-01-01T00:04:00Z'));
  });
});

describe('presumeSilent', () => {
  it('adds instances that nobody has seen, from the first whole bucket on, and keeps the lives that are known', () => {
    const since = (clock: string) => ({ from: at(`2026-01-01T${clock}Z`), instances: 2 });
    const { instances, holdings } = presumeSilent(lives, since('00:05:00'), to);
    const silent: Life = {
      kind: undefined,
      frequency: undefined,
      first: at('2026-01-01T00:05:00Z'),
      last: to,
      width: 1,
      presumed: { from: at('2026-01-01T00:05:00Z'), reason: 'silent' },
    };
    expect(instances).toEqual(new Map([...lives.instances, ['silent 0', silent], ['silent 1', silent]]));
    expect(holdings).toBe(lives.holdings);
    const later = presumeSilent(lives, since('00:05:01'), to).instances.get('silent 1');
    expect(later?.first).toBe(at('2026-01-01T00:10:00Z'));
  });
});
