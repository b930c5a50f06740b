import { describe, expect, it } from 'vitest';
import { type CapacityAnswer, capacityOperation } from '#shared/api/capacityOperation.ts';
import { costOf, rate } from '#shared/domain/money.ts';
import { sumSplits } from '#shared/domain/sumSplits.ts';
import { bucketsOf, type Instant } from '#shared/domain/time.ts';
import { amountOf, idleOf, poolOf, rowOf, splitOf } from '#test/builders/bucket.ts';
import { deploymentOf, recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';
import { fillPool } from '#test/harness/fillPool.ts';
import { readAnswer } from '#test/harness/readAnswer.ts';

const midnight = at('2026-01-01T00:00:00Z');
const one = at('2026-01-01T01:00:00Z');
const hour = { from: midnight, to: one };
const window = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';

const open = async (now: Instant = at('2026-01-01T02:00:00Z'), records = [recordOf()]) => {
  const deps = { ...(await memoryApiDeps()), records: createMemoryEndpointRecords(...records) };
  const ask = createAskApi(deps, now);
  const read = async (query: string) => readAnswer(capacityOperation, await ask(`/v1/capacity/ep?${query}`));
  return { deps, ask, read };
};

describe('GET /capacity/{endpoint}', () => {
  it('tells what a pool has and how much of it is held, in the mean of each step', async () => {
    const { deps, read } = await open();
    await fillPool(deps.ledger, poolOf(), hour, (start) =>
      start < at('2026-01-01T00:15:00Z')
        ? {
            allocated: [rowOf({ unitSeconds: 600 })],
            idle: [...idleOf(300, 'empty'), ...idleOf(200, 'stranded', 2)],
            unknown: [{ reason: 'hole', ...amountOf(100) }],
          }
        : {},
    );
    const { rows, step, endpoint } = await read(`${window}&step=30m`);
    expect({ step, endpoint }).toEqual({ step: '30m', endpoint: 'ep' });
    expect(rows).toEqual([
      {
        from: '2026-01-01T00:00:00Z',
        to: '2026-01-01T00:30:00Z',
        seconds: 1_800,
        variant: 'AllTraffic',
        instanceType: 'ml.g6.12xlarge',
        unit: 'accelerator',
        instances: 1,
        total: 4,
        allocated: 1.5,
        idle: 7 / 3,
        idleBy: { empty: 0.5, stranded: 1 / 3, unplaced: 1.5 },
        unknown: 1 / 6,
        unknownBy: { hole: 1 / 6 },
      },
      {
        from: '2026-01-01T00:30:00Z',
        to: '2026-01-01T01:00:00Z',
        seconds: 1_800,
        variant: 'AllTraffic',
        instanceType: 'ml.g6.12xlarge',
        unit: 'accelerator',
        instances: 1,
        total: 4,
        allocated: 1,
        idle: 3,
        idleBy: { unplaced: 3 },
        unknown: 0,
        unknownBy: {},
      },
    ]);
  });

  it('counts vCPUs, not their thousandths, where there are no accelerators', async () => {
    const { deps, read } = await open();
    const split = {
      unit: { kind: 'vcpu', perInstance: 8_000 } as const,
      instanceSeconds: 600,
      rate: undefined,
      total: { unitSeconds: 4_800_000, cost: undefined },
      allocated: [{ ...rowOf({ unitSeconds: 1_200_000, unmeasured: 0, uncounted: 0 }), cost: undefined }],
      idle: [{ reason: 'unplaced' as const, blocker: undefined, unitSeconds: 3_600_000, cost: undefined }],
    };
    await fillPool(deps.ledger, poolOf(), hour, () => split);
    const { rows } = await read(`${window}&step=1h`);
    expect(rows).toMatchObject([{ unit: 'vcpu', instances: 2, total: 16, allocated: 4, idle: 12 }]);
  });

  it('chooses the finest step that makes 300 steps at most', async () => {
    const { deps, read } = await open();
    await fillPool(deps.ledger, poolOf(), hour);
    const steps = await Promise.all(
      ['2026-01-01', '2026-01-01,2026-01-03', '2026-01-01,2026-01-11', '2026', '2025,2028'].map(
        async (each) => (await read(`window=${each}`)).step,
      ),
    );
    expect(steps).toEqual(['5m', '15m', '1h', '1w', '1w']);
  });

  it('takes hours where buckets have expired, unless finer steps are asked for', async () => {
    const { deps, ask, read } = await open(at('2026-06-01T00:00:00Z'));
    await deps.ledger.changePool(poolOf(), () => settledState(hour));
    const splits = sumSplits(bucketsOf(midnight, one).map(() => splitOf()));
    const versions = new Map(bucketsOf(midnight, one).map((start) => [start, 1]));
    const origin = { kind: 'children', versions, expireAt: at('2026-04-01T00:00:00Z') } as const;
    await deps.ledger.putRollup(
      poolOf(),
      { level: 'hour', start: midnight, splits, evidence: 'sampled', backfilled: false, origin },
      0,
    );
    expect(await read(window)).toMatchObject({ step: '1h', rows: [{ total: 4, allocated: 1 }] });
    const finer = await ask(`/v1/capacity/ep?${window}&step=5m`);
    expect(finer.status).toBe(404);
    expect(finer.text).toContain('is not kept by five minutes: ask for whole hours');
  });

  it('leaves out of the mean what is yet to be read', async () => {
    const { deps, read } = await open(at('2026-01-01T01:07:00Z'));
    await fillPool(deps.ledger, poolOf(), { from: midnight, to: at('2026-01-01T00:45:00Z') });
    const { rows, meta } = await read(`${window}&step=30m`);
    expect(rows.map(({ from, seconds, total }) => ({ from, seconds, total }))).toEqual([
      { from: '2026-01-01T00:00:00Z', seconds: 1_800, total: 4 },
      { from: '2026-01-01T00:30:00Z', seconds: 900, total: 4 },
    ]);
    expect(meta).toMatchObject({ state: 'estimated', settledThrough: '2026-01-01T00:45:00Z' });
  });

  it('has time in which a pool was there and had nothing as nothing, and none in which it was not', async () => {
    const halfPast = at('2026-01-01T00:30:00Z');
    const ended = deploymentOf({ endedBy: halfPast });
    const { deps, read } = await open(undefined, [recordOf({ deployments: [ended], deletedBy: halfPast })]);
    const { ledger } = deps;
    await fillPool(ledger, poolOf(), { from: midnight, to: at('2026-01-01T00:10:00Z') });
    const through = at('2026-01-01T00:35:00Z');
    await ledger.changePool(poolOf(), () => settledState({ from: midnight, to: through }));
    const { rows, meta } = await read(`${window}&step=20m`);
    expect(rows.map(({ from, seconds, instances, total }) => ({ from, seconds, instances, total }))).toEqual([
      { from: '2026-01-01T00:00:00Z', seconds: 1_200, instances: 0.5, total: 2 },
      { from: '2026-01-01T00:20:00Z', seconds: 1_200, instances: 0, total: 0 },
    ]);
    expect(meta).toMatchObject({ state: 'settled', settledThrough: null });
  });

  it('adds up the lives of one name, and tells variants and instance types apart', async () => {
    const again = poolOf({ endpointCreatedAt: at('2026-01-01T00:30:00Z') });
    const other = poolOf({ variant: 'Shadow', instanceType: 'ml.g5.48xlarge' });
    const { deps, read } = await open();
    await fillPool(deps.ledger, poolOf(), { from: midnight, to: at('2026-01-01T00:30:00Z') }, () => ({}), {
      readThrough: one,
      settledThrough: one,
    });
    await fillPool(deps.ledger, again, { from: at('2026-01-01T00:30:00Z'), to: one }, () => ({}), {
      collectedFrom: midnight,
    });
    await fillPool(deps.ledger, other, hour, () => ({
      instanceSeconds: 600,
      total: { unitSeconds: 2_400, cost: costOf(600, rate(5_752_000_000n)) },
      allocated: [rowOf({ unitSeconds: 2_400 })],
      idle: [],
    }));
    const { rows } = await read(`${window}&step=1h`);
    expect(rows.map(({ variant, instanceType, total }) => [variant, instanceType, total])).toEqual([
      ['AllTraffic', 'ml.g6.12xlarge', 4],
      ['Shadow', 'ml.g5.48xlarge', 8],
    ]);
  });

  it('gives pages that make up the whole', async () => {
    const { deps, ask } = await open();
    await fillPool(deps.ledger, poolOf(), hour);
    const pages: CapacityAnswer[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page = (await ask(`/v1/capacity/ep?${window}&limit=5${more}`)).json as CapacityAnswer;
      pages.push(page);
      cursor = page.next;
    }
    expect(pages.map(({ rows }) => rows.length)).toEqual([5, 5, 2]);
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ from }) => from))).size).toBe(12);
  });

  it('refuses a cursor whose window somebody has made up', async () => {
    const { deps, ask } = await open();
    await fillPool(deps.ledger, poolOf(), hour);
    const { json } = await ask(`/v1/capacity/ep?${window}&limit=5`);
    const cursor = JSON.parse(Buffer.from((json as CapacityAnswer).next ?? '', 'base64url').toString());
    const forge = (w: number[]) => Buffer.from(JSON.stringify({ ...cursor, w })).toString('base64url');
    for (const made of [
      [0, 8_640_000_000_000],
      [midnight + 1, one],
      [one, midnight],
    ]) {
      const answer = await ask(`/v1/capacity/ep?${window}&limit=5&cursor=${forge(made)}`);
      expect(answer.status).toBe(400);
    }
  });

  it('is a table, with a column for every reason', async () => {
    const { deps, ask } = await open();
    await fillPool(deps.ledger, poolOf(), hour);
    const { text, headers } = await ask(`/v1/capacity/ep?${window}&step=1h`, {
      headers: { accept: 'text/csv' },
    });
    expect(text.split('\r\n')).toEqual([
      'from,to,seconds,variant,instanceType,unit,instances,total,allocated,idle,unknown,' +
        'idle:empty,idle:unplaced,idle:stranded,idle:starting,idle:deploying,' +
        'unknown:hole,unknown:unread,unknown:silent,unknown:unsampled,unknown:unverified',
      '2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,3600,AllTraffic,ml.g6.12xlarge,accelerator,1,4,1,3,0,0,3,0,0,0,0,0,0,0,0',
      '',
    ]);
    expect(JSON.parse(headers['tenner-meta'] ?? '')).toMatchObject({ completeness: 1, evidence: 'sampled' });
  });

  it('does not know an endpoint that it never saw, and says what may be meant', async () => {
    const { deps, ask } = await open();
    await fillPool(deps.ledger, poolOf({ endpoint: 'chat-prod' }), hour);
    const { status, json } = await ask(`/v1/capacity/chat_prd?${window}`);
    expect(status).toBe(404);
    expect(json).toMatchObject({
      type: 'urn:tenner:problem:api.unknown_name',
      detail: 'no endpoint "chat_prd" (is "chat-prod" meant?); there is "chat-prod"',
    });
  });

  it('is for finance', async () => {
    const { ask } = await open();
    expect((await ask(`/v1/capacity/ep?${window}`, { groups: ['team-red'] })).status).toBe(403);
  });

  it('tells every fault at once', async () => {
    const { ask } = await open();
    const { status, json } = await ask('/v1/capacity/ep?window=never&step=10s&limit=0&sort=cost&cursor=x');
    expect(status).toBe(400);
    expect((json as { errors: { parameter: string }[] }).errors.map(({ parameter }) => parameter)).toEqual([
      'sort',
      'limit',
      'cursor',
      'step',
      'window',
    ]);
  });
});
