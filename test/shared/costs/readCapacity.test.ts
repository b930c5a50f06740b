import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCapacity } from '#shared/costs/readCapacity.ts';
import { addCapacities, capacityOf } from '#shared/domain/capacity.ts';
import { sumOf } from '#shared/domain/sumOf.ts';
import { after as moved } from '#shared/domain/time.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const midnight = at('2026-01-01T00:00:00Z');
const hour = { from: midnight, to: moved(midnight, 3_600) };

const buckets = fc.uniqueArray(anyBucket(fc.nat(11).map((index) => moved(midnight, 300 * index))), {
  selector: ({ start }) => start,
  minLength: 1,
});

describe('readCapacity', () => {
  it('loses nothing, however a window is cut: allocated, idle and unknown make up the total of the buckets', async () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 11 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(buckets, cuts, async (all, at5) => {
        const ledger = createMemoryLedger();
        await ledger.changePool(poolOf(), () => settledState(hour));
        for (const bucket of all) await ledger.putBucket(poolOf(), bucket, 0);
        const edges = [
          midnight,
          ...at5.toSorted((a, b) => a - b).map((cut) => moved(midnight, 300 * cut)),
          hour.to,
        ];
        const steps = edges.slice(1).map((to, index) => ({ from: edges[index] ?? to, to }));
        const records = createMemoryEndpointRecords(recordOf());
        const { lines } = await readCapacity({ pools: [poolOf()], steps, now: hour.to }, { ledger, records });
        const told = lines.map(({ capacity }) => capacity);
        const whole = all.map(capacityOf).reduce(addCapacities);
        expect(told.reduce(addCapacities)).toEqual({
          ...whole,
          idle: expect.any(Map),
          unknown: expect.any(Map),
        });
        for (const { total, allocated, idle, unknown } of told)
          expect(allocated + sumOf(idle.values()) + sumOf(unknown.values())).toBe(total);
        for (const [index, step] of steps.entries()) {
          const seconds = lines.find((line) => line.step === index)?.seconds;
          expect(seconds).toBe(step.to - step.from);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('tells nothing of the time before the ledger began, which is no time without capacity', async () => {
    const ledger = createMemoryLedger();
    const began = moved(midnight, 1_800);
    await ledger.changePool(poolOf(), () => settledState({ from: began, to: hour.to }));
    const older = recordOf({ createdAt: at('2025-12-01T00:00:00Z') });
    const [bucket] = fc.sample(anyBucket(fc.constant(began)), 1);
    if (bucket !== undefined) await ledger.putBucket(poolOf(), bucket, 0);
    const records = {
      read: async () => ({
        ...older,
        deployments: older.deployments.map((each) => ({ ...each, startedAt: older.createdAt })),
      }),
    };
    const question = { pools: [poolOf()], steps: [hour], now: hour.to };
    const { lines } = await readCapacity(question, { ledger, records });
    expect(lines.map(({ seconds }) => seconds)).toEqual([1_800]);
  });
});
