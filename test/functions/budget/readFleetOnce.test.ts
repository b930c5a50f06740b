import { expect, it } from 'vitest';
import { readFleetOnce } from '#functions/budget/readFleetOnce.ts';
import { recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { endpointPool } from '#test/builders/teamLedger.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { atOnce, type Step } from '#test/fakes/step.ts';

const account = '123456789012#us-east-1';
const hour = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T01:00:00Z') };

it('asks the table once for what there is and what runs, and for anything else when it is asked', async () => {
  const pool = endpointPool('ep');
  const gone = recordOf({ name: 'gone', arn: endpointPool('gone').endpointArn });
  const calls: string[] = [];
  const noted: Step = (operation, effect) => {
    calls.push(operation);
    return atOnce(operation, effect);
  };
  const memory = createMemoryEndpointRecords(recordOf(), gone);
  await memory.finish(gone);
  const ledger = createMemoryLedger();
  await ledger.changePool(pool, () => settledState(hour));
  const given = {
    ledger: {
      ...ledger,
      listPools: async (asked: string) => {
        calls.push('listPools');
        return ledger.listPools(asked);
      },
    },
    records: memory.through(noted),
  };
  const once = await readFleetOnce(account, given);
  for (const _ of [1, 2]) {
    expect(await once.ledger.listPools(account)).toEqual([pool]);
    expect((await once.records.listOpen(account)).map(({ name }) => name)).toEqual(['ep']);
    expect(await once.records.read(recordOf())).toEqual(recordOf());
  }
  expect(calls).toEqual(['listPools', 'listOpen', 'readRecords']);
  expect(await once.records.read(gone)).toEqual(gone);
  expect(await once.ledger.listPools('999999999999#us-east-1')).toEqual([]);
  expect(calls.slice(3)).toEqual(['readRecord', 'listPools']);
});
