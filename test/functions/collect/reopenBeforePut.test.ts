import { describe, expect, it } from 'vitest';
import { reopenBeforePut } from '#functions/collect/reopenBeforePut.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { atOnce } from '#test/fakes/step.ts';

const time = (clock: string) => at(`2026-01-01T${clock}:00Z`);

const state: PoolState = {
  collectedFrom: time('00:00'),
  readThrough: time('12:30'),
  settledThrough: time('12:00'),
  runs: 7,
  rates: [],
  reviseFrom: undefined,
  ownersVersion: 0,
  ratesVersion: 0,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
};

const open = async (stored: Partial<PoolState> = {}) => {
  const ledger = createMemoryLedger().through(atOnce);
  const pool = poolOf();
  await ledger.changePool(pool, () => ({ ...state, ...stored }));
  const late = reopenBeforePut(ledger, pool, state);
  const put = (clock: string) => late.ledger.putBucket(pool, bucketOf({ start: time(clock) }), 0);
  const read = async () => (await ledger.readPool(pool))?.state;
  return { late, put, read };
};

describe('reopenBeforePut', () => {
  it('takes the mark back to a settled bucket that changes', async () => {
    const { late, put, read } = await open();
    await put('11:50');
    expect(await read()).toMatchObject({ settledThrough: time('11:50'), runs: 8 });
    expect(late.mark).toEqual({ settledThrough: time('11:50'), runs: 8 });
  });

  it('leaves it where it is for a bucket that was not settled', async () => {
    const { put, read } = await open();
    await put('12:00');
    expect(await read()).toEqual(state);
  });

  it('takes it back for a bucket of which nothing stood, where others have settled since it was read', async () => {
    const { late, put, read } = await open({ settledThrough: time('12:30'), runs: 9 });
    await put('12:10');
    expect(await read()).toMatchObject({ settledThrough: time('12:10'), runs: 10 });
    expect(late.mark.runs).toBe(7);
  });

  it('still notices that another run came between', async () => {
    const { late, put, read } = await open({ runs: 9 });
    await put('11:50');
    expect(await read()).toMatchObject({ settledThrough: time('11:50'), runs: 10 });
    expect(late.mark.runs).toBe(7);
  });
});
