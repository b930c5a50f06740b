import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { bucketsOf, instant } from '#shared/domain/time.ts';
import { bucketOf, poolOf } from '#test/builders/bucket.ts';
import { recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createAskApi, memoryApiDeps } from '#test/harness/askApi.ts';

const [midnight, one] = [at('2026-01-01T00:00:00Z'), at('2026-01-01T01:00:00Z')];
const listed = { from: instant(0), perInstanceHour: rate(5_752_000_000n), source: 'list' };
const hour = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';

/** An hour of an ml.g6.12xlarge at $5.752, of whose four GPUs red's component holds one. */
const open = async () => {
  const deps = await memoryApiDeps();
  const pool = poolOf();
  await deps.ledger.changePool(pool, () => settledState({ from: midnight, to: one }, [listed]));
  for (const start of bucketsOf(midnight, one)) await deps.ledger.putBucket(pool, bucketOf({ start }), 0);
  const records = createMemoryEndpointRecords(recordOf({ components: [recordedComponent()] }));
  const ask = createAskApi({ ...deps, records }, at('2026-01-03T00:07:00Z'));
  return (path: string, document: unknown, groups = ['finance']) =>
    ask(path, { method: 'POST', groups, body: JSON.stringify({ document }) });
};

describe('a check of an owners document', () => {
  it('tells what each team would gain or lose, what each rule gives, and what none matches', async () => {
    const check = await open();
    const document = {
      rules: [
        { name: 'half', from: '2026-01-01T00:30:00Z', match: { component: 'a' }, team: 'blue' },
        { name: 'never', match: { component: 'b' }, team: 'red' },
      ],
    };
    const { status, json } = await check(`/v1/owners/check?${hour}`, document);
    expect(status).toBe(200);
    const half = { gpuSeconds: 1_800, costUsd: '0.719000000' };
    expect(json).toEqual({
      window: { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z', zone: 'UTC' },
      currency: 'USD',
      teams: [
        { team: 'red', nowUsd: '1.438000000', thenUsd: '0.000000000', changeUsd: '-1.438000000' },
        { team: null, nowUsd: '0.000000000', thenUsd: '0.719000000', changeUsd: '0.719000000' },
        { team: 'blue', nowUsd: '0.000000000', thenUsd: '0.719000000', changeUsd: '0.719000000' },
      ],
      rules: [
        { name: 'half', ...half, overlappedUsd: '0.000000000' },
        { name: 'never', gpuSeconds: 0, costUsd: '0.000000000', overlappedUsd: '0.000000000' },
      ],
      unmatched: [{ component: 'a', endpoint: 'ep', model: 'a-model', ...half }],
      lookAlikes: [],
      total: { gpuSeconds: 3_600, costUsd: '1.438000000' },
    });
  });

  it('tells the faults of the question and of the document together', async () => {
    const check = await open();
    const { status, json } = await check('/v1/owners/check?windw=today', { rules: [{}] });
    expect(status).toBe(400);
    expect(json).toMatchObject({
      errors: [
        { parameter: 'windw' },
        { parameter: 'window' },
        { pointer: '/document/rules/0/name' },
        { pointer: '/document/rules/0/match' },
        { pointer: '/document/rules/0' },
      ],
    });
  });

  it('is for finance and admins', async () => {
    const check = await open();
    for (const path of ['/v1/owners/check', '/v1/rates/check']) {
      expect(await check(`${path}?${hour}`, { rules: [] }, ['team-red'])).toMatchObject({ status: 403 });
      expect(await check(`${path}?${hour}`, { rules: [] }, ['admins'])).toMatchObject({ status: 200 });
    }
  });
});

describe('a check of a rates document', () => {
  it('tells what each type costs and is charged at, now and then, and which rules match nothing', async () => {
    const check = await open();
    const document = {
      rules: [
        { name: 'half', match: { instanceType: 'ml.g6.*' }, cost: { factor: '0.5' }, charge: 'list' },
        { name: 'p5', match: { instanceType: 'ml.p5.*' }, cost: 'list' },
      ],
    };
    const { status, json } = await check(`/v1/rates/check?${hour}`, document);
    expect(status).toBe(200);
    const figures = {
      costNowUsd: '5.752000000',
      costThenUsd: '2.876000000',
      chargeNowUsd: '5.752000000',
      chargeThenUsd: '5.752000000',
    };
    expect(json).toEqual({
      window: { from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z', zone: 'UTC' },
      currency: 'USD',
      types: [
        {
          instanceType: 'ml.g6.12xlarge',
          instanceSeconds: 3_600,
          ...figures,
          unpricedSecondsThen: 0,
          unchargedSecondsThen: 0,
        },
      ],
      total: figures,
      idleRules: ['p5'],
    });
  });
});
