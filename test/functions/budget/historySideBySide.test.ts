import { describe, expect, it } from 'vitest';
import { createHistory } from '#functions/budget/createHistory.ts';
import { readProgress } from '#functions/budget/readProgress.ts';
import { unitsAt } from '#functions/budget/spendStore.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';
import { at } from '#test/builders/samples.ts';
import { fillLedger } from '#test/builders/teamLedger.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createMemorySettings } from '#test/fakes/memorySettings.ts';

const from = at('2026-05-20T00:00:00Z');
const to = at('2026-05-20T04:00:00Z');
const account = '123456789012#us-east-1';
const version = { owners: 0, rates: 0, tags: [] };

/** The endpoint `chat`, of which `search` holds half all the time. */
const openHistory = async (isBroken = () => false) => {
  const ledger = createMemoryLedger();
  const holdings = () => [{ component: 'search', team: 'search', unitSeconds: 1_200 }];
  await fillLedger(ledger, { from, to }, [{ pool: { endpoint: 'chat', endpointCreatedAt: from }, holdings }]);
  const deps = {
    ledger: {
      ...ledger,
      readSplits: async (...asked: Parameters<typeof ledger.readSplits>) => {
        if (isBroken()) throw new Error('the table does not answer');
        return ledger.readSplits(...asked);
      },
      readRollups: async (...asked: Parameters<typeof ledger.readRollups>) => {
        if (isBroken()) throw new Error('the table does not answer');
        return ledger.readRollups(...asked);
      },
    },
    records: createMemoryEndpointRecords(),
    owners: createMemorySettings(ownersForm),
  };
  const progress = await readProgress(account, deps);
  const read = createHistory({ rate: 'cost', idle: 'separate', basis: 'allocation' }, deps);
  return () => read(account, progress, to, version);
};

type Read = Awaited<ReturnType<typeof openHistory>>;

const heldAt = ({ spends }: Awaited<ReturnType<Read>>): (number | undefined)[] => {
  const held = spends.find(({ row }) => row.component === 'search');
  return [from, at('2026-05-20T03:00:00Z')].map((hour) => held && unitsAt(held, hour));
};

describe('the history of what is spent', () => {
  it('has each hour once, also where several ask for it side by side', async () => {
    const read = await openHistory();
    const alone = await read();
    const together = await openHistory();
    const [first, second] = await Promise.all([together(), together()]);
    expect(heldAt(alone)[0]).toBeGreaterThan(0);
    expect([heldAt(first), heldAt(second), heldAt(await together())]).toEqual(Array(3).fill(heldAt(alone)));
  });

  it('has it whole after a read that failed half-way', async () => {
    let isBroken = true;
    const read = await openHistory(() => isBroken);
    await expect(read()).rejects.toThrow('does not answer');
    isBroken = false;
    const alone = await (await openHistory())();
    expect(heldAt(await read())).toEqual(heldAt(alone));
  });
});
