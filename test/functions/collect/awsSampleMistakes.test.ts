import { describe, expect, it } from 'vitest';
import { formatDollars } from '#shared/domain/money.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { traceOf } from '#test/builders/fleet.ts';
import { at } from '#test/builders/samples.ts';
import type { MemoryLedger } from '#test/fakes/memoryLedger.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';
import { type Playing, playCollector } from './playCollector.ts';

/**
 * What AWS's sample notebook gets wrong, each named after what is done here; what it gets wrong of unit costs is in
 * test/shared/domain/awsSampleMistakes.test.ts.
 */

const hour = at('2026-01-01T01:00:00Z');

const costsIn = (ledger: MemoryLedger, from = at('2026-01-01T00:00:00Z'), to = hour) => {
  const sum = createCostSum();
  for (const { pool, bucket } of ledger.all())
    if (from <= bucket.start && bucket.start < to) sum.add(pool, bucket);
  return sum
    .summarize()
    .rows.map(({ component, reason, cost }) => [component ?? reason, cost && formatDollars(cost, 3)]);
};

const play = async (trace: Playing['trace'], playing: Partial<Playing> = {}) =>
  costsIn(await playCollector({ trace, until: hour, ...playing }));

/** Two copies of a two-GPU component on one instance of a type. */
const hostOf = (type: string, gpus = 2, copies = 2) =>
  traceOf({
    instances: { [type]: [['00:00', 1]] },
    components: { a: { gpus, team: 'red', steps: [['00:00', copies]] } },
  });

describe('where the AWS sample goes wrong, costs', () => {
  it('divide by the GPUs that the type has, and not by four', async () => {
    // $20.36 an hour for eight GPUs, half of them held.
    expect(await play(hostOf('ml.g5.48xlarge'), { nanoDollarsPerHour: 20_360_000_000n })).toEqual([
      ['a', '10.180'],
      ['unplaced', '10.180'],
    ]);
  });

  it('have no price for a type whose price nobody knows, and not another type’s', async () => {
    const [row] = await play(hostOf('ml.p5en.48xlarge'), { nanoDollarsPerHour: undefined });
    expect(row).toEqual(['a', undefined]);
  });

  it.each([10, 30, 60, 120, 300] as const)(
    'are the same however often samples come: every %i s',
    async (every) => {
      expect(await play(hostOf('ml.g6.12xlarge'), { publishFrequency: every })).toEqual([['a', '5.752']]);
    },
  );

  it('tell a fully idle endpoint’s idle GPUs', async () => {
    // $5.752; a new instance waits for its first copy for 25 minutes at most.
    expect(await play(hostOf('ml.g6.12xlarge', 2, 0))).toEqual([
      ['empty', '3.355'],
      ['starting', '2.397'],
    ]);
  });

  it('do not change with the window that is looked at: the whole is the sum of its parts', async () => {
    const ledger = await playCollector({ trace: hostOf('ml.g6.12xlarge', 3, 1), until: hour });
    const cut = at('2026-01-01T00:25:00Z');
    expect(costsIn(ledger)).toEqual([
      ['a', '4.314'],
      ['stranded', '1.438'],
    ]);
    // 25 and 35 of 60 minutes.
    expect(costsIn(ledger, undefined, cut)[0]).toEqual(['a', '1.798']);
    expect(costsIn(ledger, cut)[0]).toEqual(['a', '2.517']);
  });

  it('tell a component that holds nothing, for $0, from one that nobody saw', async () => {
    // Not held is idle; not seen is unknown, and is never called 0.
    const trace = hostOf('ml.g6.12xlarge');
    const isHidden: Playing['tamper'] = (answer, { dimensions }, _, { from }) =>
      dimensions.InferenceComponentName !== undefined && from >= at('2026-01-01T00:00:00Z')
        ? undefined
        : answer;
    expect((await play(trace, { tamper: isHidden })).map(([name]) => name)).toEqual(['unread']);
    const unheld = await play(hostOf('ml.g6.12xlarge', 2, 0));
    expect(unheld.map(([name]) => name)).toEqual(['empty', 'starting']);
  });

  it('are told of a component that SageMaker does not describe', async () => {
    expect(await play(hostOf('ml.g6.12xlarge'), { unnamed: ['a'] })).toEqual([['a', '5.752']]);
  });

  it('of more than three hours ago are read from coarser metrics', async () => {
    const late = at('2026-01-01T05:00:00Z');
    const ledger = await playCollector({
      trace: hostOf('ml.g6.12xlarge'),
      until: late,
      ledger: createMemoryLedger(),
      isSkipped: (eventTime) => eventTime < late,
    });
    expect(costsIn(ledger)).toEqual([['a', '5.752']]);
  });

  it.each(['GpuId', 'AcceleratorId'] as const)(
    'do not hang on what a GPU is called: %s',
    async (acceleratorDimension) => {
      expect(await play(hostOf('ml.g6.12xlarge'), { acceleratorDimension })).toEqual([['a', '5.752']]);
    },
  );
});
