import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import type { CostAnswerRow, CostsAnswer } from '#shared/api/costsOperation.ts';
import { rollUpPool } from '#shared/ledger/rollUpPool.ts';
import { amountOf, bucketOf, heldOf, idleOf, rowOf } from '#test/builders/bucket.ts';
import { recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at, samplesOf } from '#test/builders/samples.ts';
import { endpointPool } from '#test/builders/teamLedger.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const start = at('2026-01-02T00:00:00Z');
const range = { from: start, to: at('2026-01-02T01:00:00Z') };
let deps: ApiDeps;

/** Two instances of four; `a` holds one accelerator of each for the whole bucket, of the second for its first 100 s. */
beforeAll(async () => {
  const pool = endpointPool('ep');
  deps = { ...(await memoryApiDeps()), records: createMemoryEndpointRecords(recordOf()) };
  await deps.ledger.changePool(pool, () => settledState(range));
  const bucket = bucketOf({
    start,
    instanceSeconds: 600,
    total: amountOf(2_400),
    allocated: [{ ...rowOf({ component: 'a', unitSeconds: 400 }), ...heldOf(400) }],
    idle: [...idleOf(800, 'empty'), ...idleOf(1_200)],
    samples: [
      samplesOf({
        instances: { 'i-1': '1*30', 'i-2': '1*30' },
        holdings: [
          { component: 'a', instance: 'i-1', container: 'c-1', counts: '1*30' },
          { component: 'a', instance: 'i-2', container: 'c-2', counts: '1'.repeat(10) + '.'.repeat(20) },
        ],
      }),
    ],
  });
  await deps.ledger.putBucket(pool, bucket, 0);
});

const ask = async (query: string) => {
  const { status, json, text } = await createAskApi(deps, at('2026-01-03T00:07:00Z'))(`/v1/costs?${query}`);
  if (status !== 200) throw new Error(text);
  return json as CostsAnswer;
};
const hour = 'window=2026-01-02T00:00:00Z,2026-01-02T01:00:00Z';
const tell = ({ instance, copy, kind, reason, gpuSeconds, from }: CostAnswerRow) =>
  [from.slice(14, 19), instance, copy, kind, reason, gpuSeconds].filter((each) => each != null).join(' ');

describe('costs by place', () => {
  it('tell each copy of a component, and what is idle on each instance', async () => {
    const { rows, total } = await ask(`${hour}&aggregate=copy`);
    expect(rows.map(tell)).toEqual([
      '00:00 c-1 allocated 300',
      '00:00 c-2 allocated 100',
      '00:00 idle empty 800',
      '00:00 idle unplaced 1200',
    ]);
    expect(total.costUsd).toBe((await ask(hour)).total.costUsd);
    const byInstance = await ask(`${hour}&aggregate=instance`);
    expect(byInstance.rows.map(tell)).toEqual([
      '00:00 i-1 allocated 300',
      '00:00 i-2 allocated 100',
      '00:00 i-2 idle empty 800',
      '00:00 i-1 idle unplaced 900',
      '00:00 i-2 idle unplaced 300',
    ]);
  });

  it('tell steps of ten seconds, in a window that lies on edges of them', async () => {
    const { rows } = await ask(
      'window=2026-01-02T00:01:30Z,2026-01-02T00:01:50Z&step=10s&aggregate=component&includeIdle=false',
    );
    expect(rows.map(tell)).toEqual(['01:30 allocated 20', '01:40 allocated 10']);
  });

  it('add up to the same, whatever they are divided by', async () => {
    const { total } = await ask(hour);
    for (const query of [
      'aggregate=instance,copy',
      'step=10s',
      'step=1m&aggregate=copy',
      'aggregate=component&filter=instance!:x',
    ])
      expect((await ask(`${hour}&${query}`)).total).toEqual(total);
  });

  it('are refused where there are too many samples to read, and where none are kept', async () => {
    await expect(ask('window=2026-01&aggregate=copy')).rejects.toThrow('longer than 7 days');
    await expect(ask('window=2026-01-02&step=150s')).rejects.toThrow('longer than 6 hours');
    await rollUpPool(deps.ledger, endpointPool('ep'), { ...range, now: range.to });
    const later = { ...deps, ledger: { ...deps.ledger, readBuckets: async () => [] } };
    const { status, json } = await createAskApi(
      later,
      at('2026-08-03T00:07:00Z'),
    )(`/v1/costs?${hour}&aggregate=copy`);
    expect([status, json]).toEqual([
      404,
      expect.objectContaining({ type: 'urn:tenner:problem:ledger.too_fine' }),
    ]);
  });
});
