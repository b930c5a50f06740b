import { expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import { after } from '#shared/domain/time.ts';
import { poolKey } from '#shared/ledger/keys.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';
import type { LedgerBackend } from '#test/harness/ledgerBackends.ts';

const midnight = at('2026-01-01T00:00:00Z');
const fresh: PoolState = {
  collectedFrom: midnight,
  readThrough: midnight,
  settledThrough: midnight,
  runs: 0,
  rates: [],
  reviseFrom: undefined,
  ownersVersion: 0,
  ratesVersion: 0,
  acceleratorDimension: undefined,
  backfill: undefined,
  silent: undefined,
};

/** What every ledger does with the state of a pool. */
export const itKeepsPools = (backend: () => LedgerBackend): void => {
  it('gives back a pool’s state as it was changed, each change on the version before', async () => {
    const pool = poolOf({ variant: 'state' });
    const { ledger } = backend();
    expect(await ledger.readPool(pool)).toBeUndefined();
    const seen: (PoolState | undefined)[] = [];
    await ledger.changePool(pool, (state) => {
      seen.push(state);
      return fresh;
    });
    const full: PoolState = {
      collectedFrom: midnight,
      readThrough: at('2026-01-01T01:00:00Z'),
      settledThrough: at('2026-01-01T00:45:00Z'),
      runs: 7,
      samplesPer: 'copy' as const,
      isUnsampled: true as const,
      rates: [
        { from: midnight, perInstanceHour: rate(5_752_000_000n), source: 'list' },
        { from: at('2025-12-31T00:00:00Z'), perInstanceHour: rate(4_000_000_000n), source: 'contract' },
      ],
      reviseFrom: midnight,
      ownersVersion: 3,
      ratesVersion: 2,
      acceleratorDimension: 'GpuId',
      backfill: { from: at('2025-12-01T00:00:00Z'), next: at('2025-12-07T00:00:00Z') },
      silent: { at: at('2026-01-01T01:00:00Z'), instances: 2, saidAt: at('2026-01-01T01:10:00Z') },
    };
    const left = await ledger.changePool(pool, (state) => {
      seen.push(state);
      return full;
    });
    expect(seen).toEqual([undefined, fresh]);
    expect(left).toEqual(full);
    expect(await ledger.readPool(pool)).toEqual({ version: 2, state: full });
  });

  it('puts nothing when nothing changes', async () => {
    const pool = poolOf({ variant: 'unchanged' });
    const { ledger } = backend();
    await ledger.changePool(pool, () => fresh);
    await ledger.changePool(pool, () => ({ ...fresh, rates: [] }));
    expect(await ledger.readPool(pool)).toEqual({ version: 1, state: fresh });
  });

  it('loses no change when runs come at once', async () => {
    const pool = poolOf({ variant: 'at-once' });
    const { ledger } = backend();
    await ledger.changePool(pool, () => fresh);
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        ledger.changePool(pool, (state = fresh) => ({
          ...state,
          readThrough: after(state.readThrough, 300),
        })),
      ),
    );
    expect(await ledger.readPool(pool)).toEqual({
      version: 5,
      state: { ...fresh, readThrough: at('2026-01-01T00:20:00Z') },
    });
  });

  it('gives the states of more pools at once than one call may ask for, and nothing of one that was never written', async () => {
    const { ledger } = backend();
    const pools = Array.from({ length: 205 }, (_, index) => poolOf({ variant: `many-${index}` }));
    await Promise.all(pools.map((pool, index) => ledger.changePool(pool, () => ({ ...fresh, runs: index }))));
    const never = poolOf({ variant: 'never-written' });
    const read = await ledger.readPools([...pools, never]);
    expect(read.size).toBe(205);
    expect(pools.map((pool) => read.get(poolKey(pool))?.state.runs)).toEqual([...pools.keys()]);
    expect(await ledger.readPools([])).toEqual(new Map());
  });

  it('lists the pools of one account and region', async () => {
    const arn = (account: string) => `arn:aws:sagemaker:eu-west-1:${account}:endpoint/ep`;
    const mine = poolOf({ endpointArn: arn('999999999999'), variant: 'mine' });
    const theirs = poolOf({ endpointArn: arn('888888888888'), variant: 'theirs' });
    for (const pool of [mine, theirs]) await backend().ledger.changePool(pool, () => fresh);
    expect(await backend().ledger.listPools('999999999999#eu-west-1')).toEqual([mine]);
  });
};
