import { expect, it } from 'vitest';
import { createHistories, plainView } from '#functions/budget/createHistories.ts';
import { readProgress } from '#functions/budget/readProgress.ts';
import { unitsAt } from '#functions/budget/spendStore.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { at } from '#test/builders/samples.ts';
import { endpointPool, fillLedger } from '#test/builders/teamLedger.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createMemorySettings } from '#test/fakes/memorySettings.ts';

const account = '123456789012#us-east-1';
const midnight = at('2026-01-01T00:00:00Z');
const four = at('2026-01-01T04:00:00Z');

it('reads the hours of a view once, however many budgets ask for them side by side', async () => {
  const ledger = createMemoryLedger();
  const pools = [
    {
      pool: endpointPool('prod'),
      holdings: () => [{ component: 'chat', team: 'red', unitSeconds: 300 }],
    },
  ];
  await fillLedger(ledger, { from: midnight, to: four }, pools);
  const records = createMemoryEndpointRecords();
  let reads = 0;
  const counted = {
    ...ledger,
    readRollups: (...asked: Parameters<typeof ledger.readRollups>) => {
      reads += 1;
      return ledger.readRollups(...asked);
    },
  };
  const histories = createHistories({ ledger: counted, records, owners: createMemorySettings(ownersForm) });
  const progress = await readProgress(account, { ledger, records });
  const asked = { account, progress, seenThrough: four, version: { owners: 0, rates: 0, tags: [] } };
  const [first, second] = await Promise.all([histories(plainView, asked), histories(plainView, asked)]);
  const once = reads;
  await histories(plainView, asked);
  expect(reads).toBe(once);
  expect(second).toBe(first);
  const [chat] = first?.spends.filter(({ row }) => row.component === 'chat') ?? [];
  // Twelve buckets of five minutes of one of the four accelerators of 5.752 dollars an hour.
  expect(chat && unitsAt(chat, midnight)).toBe(3_600 * 69_024_000_000);
  await histories({ ...plainView, basis: 'usage' }, asked);
  expect(reads).toBe(2 * once);
});
