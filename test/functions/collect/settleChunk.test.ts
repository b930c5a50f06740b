import { describe, expect, it } from 'vitest';
import type { Chunk } from '#functions/collect/planChunks.ts';
import { settleChunk } from '#functions/collect/settleChunk.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { at } from '#test/builders/samples.ts';

const time = (clock: string) => at(`2026-01-01T${clock}:00Z`);

/** Up to where a stretch from 09:00 to 12:00 is settled, by a run of 12:00. */
const settled = (
  given: {
    changed?: string[];
    isWhole?: boolean;
    keptFrom?: string;
    saidAt?: string;
    grain?: Chunk['grain'];
    eventTime?: string;
  } = {},
) => {
  const chunk: Chunk = {
    from: time('09:00'),
    to: time('12:00'),
    resolution: 1,
    grain: given.grain ?? 'bucket',
    isListed: true,
  };
  const changed = new Set((given.changed ?? []).map(time));
  const kept =
    given.keptFrom === undefined
      ? undefined
      : { at: time(given.keptFrom), instances: 1, saidAt: time(given.saidAt ?? given.keptFrom) };
  const result = { changed, isWhole: given.isWhole ?? true, kept };
  return formatInstant(settleChunk(chunk, result, time(given.eventTime ?? '12:00'))).slice(11, 16);
};

describe('settleChunk', () => {
  it('settles what ended a quarter of an hour ago', () => {
    expect(settled()).toBe('11:45');
    expect(settled({ eventTime: '12:10' })).toBe('11:55');
    expect(settled({ eventTime: '15:00' })).toBe('12:00');
  });

  it('ends before the first bucket that this run changed', () => {
    expect(settled({ changed: ['11:30', '10:15', '11:50'] })).toBe('10:15');
    expect(settled({ changed: ['11:50'] })).toBe('11:45');
  });

  it('holds back what is presumed of a silent pool, but not for ever', () => {
    expect(settled({ keptFrom: '11:00' })).toBe('11:00');
    expect(settled({ keptFrom: '11:00', eventTime: '13:30' })).toBe('11:35');
  });

  it('waits for what SageMaker has only just said to be there: it may be an instance that is starting', () => {
    expect(settled({ keptFrom: '09:00', saidAt: '11:50' })).toBe('09:00');
    expect(settled({ keptFrom: '09:00', saidAt: '11:45' })).toBe('10:05');
  });

  it('settles nothing when the run did not read all of it', () => {
    expect(settled({ isWhole: false })).toBe('09:00');
  });

  it('settles whole hours where hours are stored', () => {
    expect(settled({ grain: 'hour' })).toBe('11:00');
    expect(settled({ grain: 'hour', eventTime: '12:15' })).toBe('12:00');
    expect(settled({ grain: 'hour', changed: ['10:00'], eventTime: '15:00' })).toBe('10:00');
  });
});
