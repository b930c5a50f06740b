import { describe, expect, it } from 'vitest';
import { formatDollars } from '#shared/domain/money.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { bucketsOf, type Instant } from '#shared/domain/time.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { checkOwners } from '#shared/ownership/checkOwners.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { recordedComponent, recordOf, teamTags } from '#test/builders/endpointRecord.ts';
import { documentOf, ruleOf } from '#test/builders/owners.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const pool = poolOf();
const midnight = at('2026-01-01T00:00:00Z');
const three = at('2026-01-01T03:00:00Z');
const byTag = ruleOf(
  { tag: { key: 'Team', value: '*', of: ['component'] } },
  { kind: 'tag', product: undefined },
);

/** Three hours of red's one GPU, rolled up; its tag is blue from 01:31 on. A GPU-hour is $1.438. */
const open = async () => {
  const ledger = createMemoryLedger();
  await ledger.changePool(pool, () => settledState({ from: midnight, to: three }));
  for (const start of bucketsOf(midnight, three)) await ledger.putBucket(pool, bucketOf({ start }), 0);
  await rollUpPool(ledger, pool, { from: midnight, to: three, now: three });
  const tags = teamTags(['red', midnight], ['blue', at('2026-01-01T01:31:00Z')]);
  const records = createMemoryEndpointRecords(recordOf({ components: [recordedComponent({ tags })] }));
  const check = async (
    owners: Owners,
    range: { from: Instant; to: Instant } = { from: midnight, to: three },
  ) => {
    const input = { ...range, account: '123456789012#us-east-1', owners };
    const { teams } = await checkOwners(input, { ledger, records });
    return Object.fromEntries(teams.map(({ team, after }) => [team, formatDollars(after.cost, 4)]));
  };
  return { ledger, check };
};

describe('checking an owners document on the ledger', () => {
  it('gives each bucket to whom its tags of that time name', async () => {
    const { check } = await open();
    // 19 buckets to 01:35 and 17 to 03:00, each a twelfth of a GPU-hour.
    expect(await check(documentOf({ rules: [byTag] }))).toEqual({ red: '2.2768', blue: '2.0372' });
  });

  it('changes owners at the edges of its rules, within hours that are rolled up', async () => {
    const { check } = await open();
    const rules = [ruleOf('a', 'green', { from: at('2026-01-01T02:30:00Z') }), ruleOf('*', 'red')];
    expect(await check(documentOf({ rules }))).toEqual({ red: '3.5950', green: '0.7190' });
  });

  it('gives an hour whose buckets have expired to the owner of its start', async () => {
    const { ledger, check } = await open();
    ledger.sweep(at('2026-05-01T00:00:00Z'));
    expect(await check(documentOf({ rules: [byTag] }))).toEqual({ red: '2.8760', blue: '1.4380' });
  });

  it('refuses a range that cuts such an hour', async () => {
    const { ledger, check } = await open();
    ledger.sweep(at('2026-05-01T00:00:00Z'));
    const cut = { from: at('2026-01-01T00:30:00Z'), to: three };
    await expect(check(documentOf({ rules: [byTag] }), cut)).rejects.toMatchObject({
      code: 'ledger.too_fine',
    });
  });
});
