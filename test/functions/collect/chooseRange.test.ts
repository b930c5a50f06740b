import { describe, expect, it } from 'vitest';
import { chooseRange } from '#functions/collect/chooseRange.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

/** What a run of noon on 1 March reads. */
const choose = (changes: Partial<Parameters<typeof chooseRange>[0]>) => {
  const { from, to } = chooseRange({
    eventTime: at('2026-03-01T12:00:00Z'),
    lookBackSeconds: 2_100,
    startedAt: at('2026-01-01T00:00:00Z'),
    deletedBy: undefined,
    settledThrough: undefined,
    ...changes,
  });
  return [formatInstant(from), formatInstant(to)].map((time) => time.slice(5, 16));
};

describe('chooseRange', () => {
  it('looks back from the last bucket that has ended', () => {
    expect(choose({})).toEqual(['03-01T11:25', '03-01T12:00']);
    expect(choose({ eventTime: at('2026-03-01T12:04:59Z') })).toEqual(['03-01T11:25', '03-01T12:00']);
  });

  it('begins on a bucket edge, whatever the look-back', () => {
    expect(choose({ lookBackSeconds: 2_220 })).toEqual(['03-01T11:20', '03-01T12:00']);
  });

  it('goes back to where the pool is settled when runs were missed, however long', () => {
    expect(choose({ settledThrough: at('2026-03-01T10:40:00Z') })).toEqual(['03-01T10:40', '03-01T12:00']);
    expect(choose({ settledThrough: at('2026-02-03T00:00:00Z') })).toEqual(['02-03T00:00', '03-01T12:00']);
    expect(choose({ settledThrough: at('2026-03-01T11:45:00Z') })).toEqual(['03-01T11:25', '03-01T12:00']);
  });

  it('does not begin before the fleet did', () => {
    const startedAt = at('2026-03-01T11:47:13Z');
    expect(choose({ startedAt })).toEqual(['03-01T11:45', '03-01T12:00']);
    expect(choose({ startedAt, settledThrough: at('2026-03-01T10:40:00Z') })).toEqual([
      '03-01T11:45',
      '03-01T12:00',
    ]);
  });

  it('ends with the bucket after the one in which the endpoint was deleted', () => {
    expect(choose({ deletedBy: at('2026-03-01T11:47:13Z') })).toEqual(['03-01T11:25', '03-01T11:55']);
    expect(choose({ deletedBy: at('2026-03-01T11:53:00Z') })).toEqual(['03-01T11:25', '03-01T12:00']);
    expect(choose({ deletedBy: at('2026-03-01T12:03:00Z') })).toEqual(['03-01T11:25', '03-01T12:00']);
  });

  it('is empty, and no more than that, for an endpoint that was gone before', () => {
    expect(choose({ deletedBy: at('2026-03-01T10:47:13Z') })).toEqual(['03-01T10:55', '03-01T10:55']);
    expect(choose({ startedAt: at('2026-03-01T12:02:00Z') })).toEqual(['03-01T12:00', '03-01T12:00']);
    expect(choose({ startedAt: at('2026-03-01T12:07:00Z') })).toEqual(['03-01T12:00', '03-01T12:00']);
  });
});
