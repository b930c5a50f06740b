import { describe, expect, it } from 'vitest';
import { chooseRange } from '#functions/collect/chooseRange.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

const choose = (changes: Partial<Parameters<typeof chooseRange>[0]>) => {
  const eventTime = changes.eventTime ?? at('2026-03-01T12:00:00Z');
  const { from, to } = chooseRange({
    now: eventTime,
    lookBackSeconds: 2_100,
    createdAt: at('2026-01-01T00:00:00Z'),
    settledThrough: undefined,
    ...changes,
    eventTime,
  });
  return [formatInstant(from).slice(11, 19), formatInstant(to).slice(11, 19)];
};

describe('chooseRange', () => {
  it('looks back from the last bucket that has ended', () => {
    expect(choose({})).toEqual(['11:25:00', '12:00:00']);
    expect(choose({ eventTime: at('2026-03-01T12:04:59Z') })).toEqual(['11:25:00', '12:00:00']);
  });

  it('begins on a bucket edge, whatever the look-back', () => {
    expect(choose({ lookBackSeconds: 2_220 })).toEqual(['11:20:00', '12:00:00']);
  });

  it('goes back to where the pool is settled when runs were missed', () => {
    expect(choose({ settledThrough: at('2026-03-01T10:40:00Z') })).toEqual(['10:40:00', '12:00:00']);
    expect(choose({ settledThrough: at('2026-03-01T11:45:00Z') })).toEqual(['11:25:00', '12:00:00']);
  });

  it('goes no further back than CloudWatch keeps, by the wall clock and not by the event', () => {
    expect(choose({ settledThrough: at('2026-02-27T00:00:00Z') })).toEqual(['09:15:00', '12:00:00']);
    const late = { settledThrough: at('2026-03-01T10:40:00Z'), now: at('2026-03-01T14:02:00Z') };
    expect(choose(late)).toEqual(['11:20:00', '12:00:00']);
  });

  it('does not begin before the endpoint did', () => {
    expect(choose({ createdAt: at('2026-03-01T11:47:13Z') })).toEqual(['11:45:00', '12:00:00']);
  });
});
