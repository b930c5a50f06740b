import { expect, it } from 'vitest';
import { buildDetail } from '#shared/domain/buildDetail.ts';
import { bucketOf, idleOf, poolOf } from '#test/builders/bucket.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import type { LedgerBackend } from '#test/harness/ledgerBackends.ts';

const hour = at('2026-01-01T00:00:00Z');

/** Buckets at two tiers and without samples, as an hour may have them. */
const buckets = [
  { version: 2, bucket: bucketOf() },
  { version: 1, bucket: bucketOf({ start: at('2026-01-01T00:05:00Z') }) },
  {
    version: 1,
    bucket: bucketOf({
      start: at('2026-01-01T00:25:00Z'),
      samples: [
        samplesOf({ instances: { 'i-1': '66666' }, holdings: [{ counts: '66666' }] }),
        samplesOf({ publishFrequency: 60, instances: { 'i-2': '1.1.1' } }),
      ],
    }),
  },
  {
    version: 3,
    bucket: bucketOf({ start: at('2026-01-01T00:55:00Z'), evidence: 'declared', samples: [] }),
  },
];

/** What every ledger does with hours in full. */
export const itKeepsDetails = (backend: () => LedgerBackend): void => {
  it('gives back an hour in full as it was put', async () => {
    const pool = poolOf({ variant: 'detail' });
    const detail = buildDetail(hour, buckets);
    expect(await backend().ledger.readDetail(pool, hour)).toBeUndefined();
    await backend().ledger.putDetail(pool, detail);
    expect(await backend().ledger.readDetail(pool, hour)).toEqual(detail);
    expect(await backend().ledger.readDetail(pool, at('2026-01-01T01:00:00Z'))).toBeUndefined();
  });

  it('keeps the hour in full that was made from the later buckets, whichever is put last', async () => {
    const pool = poolOf({ variant: 'late detail' });
    const early = buildDetail(hour, buckets.slice(0, 1));
    const late = buildDetail(hour, [
      { version: 3, bucket: bucketOf({ allocated: [], idle: idleOf(1_200) }) },
    ]);
    for (const detail of [early, late, early]) await backend().ledger.putDetail(pool, detail);
    expect(await backend().ledger.readDetail(pool, hour)).toEqual(late);
  });
};
