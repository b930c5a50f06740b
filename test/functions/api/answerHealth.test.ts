import { describe, expect, it } from 'vitest';
import type { ApiDeps } from '#functions/api/deps.ts';
import { healthOperation } from '#shared/api/healthOperation.ts';
import type { PoolState } from '#shared/domain/poolState.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { amountOf, idleOf, poolOf, splitOf } from '#test/builders/bucket.ts';
import {
  configOf,
  deploymentOf,
  recordedComponent,
  recordOf,
  teamTags,
} from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { type Asking, createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';
import { fillPool } from '#test/harness/fillPool.ts';
import { readAnswer } from '#test/harness/readAnswer.ts';

const midnight = at('2026-01-01T00:00:00Z');
const now = at('2026-01-02T12:03:00Z');
const noon = at('2026-01-02T12:00:00Z');
const settled = at('2026-01-02T11:40:00Z');

const open = async (records: EndpointRecord[] = [recordOf()], changes: Partial<ApiDeps> = {}) => {
  const fakes = createMemoryEndpointRecords(...records);
  const deps: ApiDeps = { ...(await memoryApiDeps()), records: fakes, ...changes };
  const ask = createAskApi(deps, now);
  const read = async (query = '', asking: Asking = {}) =>
    readAnswer(healthOperation, await ask(`/v1/health${query}`, asking));
  const put = (state: Partial<PoolState>, pool = poolOf()) =>
    deps.ledger.changePool(pool, () => ({
      ...settledState({ from: midnight, to: noon }),
      settledThrough: settled,
      ...state,
    }));
  return { deps, ask, read, put, records: fakes };
};

const red = { groups: ['team-red'] };
const component = (name: string, team: string, variant = 'AllTraffic') =>
  recordedComponent({ name, variant, tags: teamTags([team, midnight]) });

describe('GET /health', () => {
  it('tells how far a pool is collected, how complete its last settled day is and what is still to be done', async () => {
    const { deps, read } = await open();
    const dayBefore = { from: at('2026-01-01T10:00:00Z'), to: settled };
    await fillPool(
      deps.ledger,
      poolOf(),
      dayBefore,
      (start) => {
        // Half an hour without samples on the day itself, and one before it.
        const isHole =
          (start >= at('2026-01-02T02:00:00Z') && start < at('2026-01-02T02:30:00Z')) ||
          start < at('2026-01-01T10:30:00Z');
        return isHole ? { idle: idleOf(300), unknown: [{ reason: 'hole', ...amountOf(600) }] } : {};
      },
      {
        readThrough: noon,
        reviseFrom: at('2026-01-01T05:00:00Z'),
        backfill: { from: at('2025-12-01T00:00:00Z'), next: at('2025-12-10T00:00:00Z') },
      },
    );
    expect(await read()).toEqual({
      status: 'ok',
      now: '2026-01-02T12:03:00Z',
      behindAfterSeconds: 900,
      pools: [
        {
          endpoint: 'ep',
          createdAt: '2026-01-01T00:00:00Z',
          variant: 'AllTraffic',
          instanceType: 'ml.g6.12xlarge',
          status: 'ok',
          isRunning: true,
          lastSuccess: '2026-01-02T12:00:00Z',
          lagSeconds: 180,
          settledThrough: '2026-01-02T11:40:00Z',
          isSilent: false,
          backfill: { from: '2025-12-01T00:00:00Z', next: '2025-12-10T00:00:00Z' },
          reviseFrom: '2026-01-01T05:00:00Z',
          // 296 buckets from 11:00 on, six of which are half unknown.
          completeness: 1 - (6 * 600) / (296 * 1_200),
          gaps: [{ reason: 'hole', unit: 'accelerator', unitSeconds: 3_600 }],
        },
      ],
    });
  });

  it.each([
    [{ readThrough: at('2026-01-02T11:48:00Z') }, 5, 'ok'],
    [{ readThrough: at('2026-01-02T11:45:00Z') }, 5, 'behind'],
    [{ readThrough: at('2026-01-02T11:00:00Z') }, 30, 'ok'],
    [{ silent: { at: noon, instances: 2, saidAt: noon } }, 5, 'silent'],
    [{ silent: { at: noon, instances: 0, saidAt: noon } }, 5, 'ok'],
  ] as const)('of %j, collected every %i minutes, says %s', async (state, collectEveryMinutes, status) => {
    const { read, put } = await open(undefined, { collectEveryMinutes });
    await put(state);
    expect(await read()).toMatchObject({ status, pools: [{ status }] });
  });

  it('misses a pool that runs and was never read', async () => {
    const { read } = await open();
    expect(await read()).toMatchObject({
      status: 'behind',
      pools: [{ status: 'behind', lastSuccess: null, settledThrough: null, lagSeconds: 129_780 }],
    });
  });

  it('is empty where there is no endpoint', async () => {
    const { read } = await open([]);
    expect(await read()).toMatchObject({ status: 'empty', pools: [] });
  });

  it('leaves out what has ended and is settled to its end, unless all is asked for', async () => {
    const deletedBy = at('2026-01-01T06:00:00Z');
    const end = at('2026-01-01T06:05:00Z');
    const { read, put, records } = await open([recordOf({ deletedBy })]);
    await put({ readThrough: end, settledThrough: at('2026-01-01T05:45:00Z') });
    expect((await read()).pools).toMatchObject([{ isRunning: false, status: 'ok', lagSeconds: 0 }]);
    await put({ readThrough: end, settledThrough: end });
    expect((await read()).pools).toEqual([]);
    await records.finish(recordOf());
    expect((await read('?includeEnded=true')).pools).toMatchObject([{ isRunning: false, lagSeconds: 0 }]);
  });

  it('tells how complete the last day was of what ended within an hour whose buckets have expired', async () => {
    const deletedBy = at('2026-01-01T06:10:00Z');
    const end = at('2026-01-01T06:15:00Z');
    const { deps, read, put } = await open([recordOf({ deletedBy })]);
    const hour = at('2026-01-01T06:00:00Z');
    await put({ readThrough: end, settledThrough: end });
    const origin = { kind: 'children', versions: new Map([[hour, 9]]), expireAt: now } as const;
    const rollup = { level: 'hour', start: hour, evidence: 'sampled', backfilled: false, origin } as const;
    await deps.ledger.putRollup(poolOf(), { ...rollup, splits: [splitOf()] }, 0);
    expect((await read('?includeEnded=true')).pools).toMatchObject([{ completeness: 1 }]);
  });

  it('tells a team of the variants on which it has components, and nothing that is of all', async () => {
    const config = configOf('c', { AllTraffic: ['ml.g6.12xlarge'], Other: ['ml.g5.48xlarge'] });
    const deployments = [deploymentOf({ config })];
    const theirs = recordOf({
      name: 'blues',
      arn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/blues',
      components: [component('c', 'blue')],
    });
    const components = [component('a', 'red'), component('b', 'blue', 'Other')];
    const { read, put, ask } = await open([recordOf({ components, deployments }), theirs]);
    await put({ reviseFrom: midnight });
    const { pools } = await read('', red);
    expect(pools.map(({ endpoint, variant }) => [endpoint, variant])).toEqual([['ep', 'AllTraffic']]);
    expect(Object.keys(pools[0] ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching('reviseFrom|completeness|gaps')]),
    );
    expect((await ask('/v1/health', red)).text).not.toMatch(/blue|Other|g5/);
    expect((await read()).pools).toHaveLength(3);
  });

  it('does not change for a team when only another’s data do', async () => {
    const one = await open([recordOf({ components: [component('a', 'red')] })]);
    await one.put({});
    const other = await open([
      recordOf({ components: [component('a', 'red'), component('b', 'blue')] }),
      recordOf({ arn: 'arn:aws:sagemaker:us-east-1:123456789012:endpoint/x', name: 'x' }),
    ]);
    await other.put({ reviseFrom: midnight });
    const { text, headers } = await one.ask('/v1/health', red);
    const again = await other.ask('/v1/health', red);
    expect(again.text).toBe(text);
    expect(again.headers.etag).toBe(headers.etag);
    expect(text).toContain('"status":"ok"');
  });

  it('tells a team of what was its own in the last day, and of nothing before', async () => {
    const gone = (deletedBy: ReturnType<typeof at>) =>
      recordOf({ components: [{ ...component('a', 'red'), deletedBy }] });
    const lately = await open([gone(at('2026-01-01T12:30:00Z'))]);
    expect((await lately.read('', red)).pools).toHaveLength(1);
    const before = await open([gone(at('2026-01-01T12:00:00Z'))]);
    expect((await before.read('?includeEnded=true', red)).pools).toEqual([]);
  });

  it('refuses what it does not know', async () => {
    const { ask } = await open();
    const { status, json } = await ask('/v1/health?al=true&all=yes');
    expect(status).toBe(400);
    expect(json).toMatchObject({ errors: [{ parameter: 'al' }, { parameter: 'all' }] });
  });
});
