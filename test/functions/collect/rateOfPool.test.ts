import { describe, expect, it } from 'vitest';
import { rateOfPool } from '#functions/collect/rateOfPool.ts';
import { rate } from '#shared/domain/money.ts';
import type { Deployment } from '#shared/fleet/endpointRecord.ts';
import type { RateCard } from '#shared/rates/rateCard.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { deploymentOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { gpus } from '#test/builders/unit.ts';

const inForceSince = at('2025-11-01T00:00:00Z');
const may = at('2026-05-01T00:00:00Z');
const june = at('2026-06-01T00:00:00Z');

/** Each price has what was asked for as its source. */
const rateOf: RateCard = async ({ component, instanceType, region }) => ({
  rate: {
    perInstanceHour: rate(1n),
    source: `${component} ${instanceType} ${region}`,
    effectiveFrom: inForceSince,
  },
  unit: gpus(4),
});
const priceOf = async (...deployments: Partial<Deployment>[]) => {
  const recorded = { pool: poolOf(), deployments: deployments.map(deploymentOf) };
  const { rate: price } = await rateOfPool(recorded, june, { rateOf });
  return [price?.source, price?.effectiveFrom];
};

describe('the list price of a pool', () => {
  it('is that of its type and region for real-time inference', async () => {
    expect(await priceOf({})).toEqual(['Hosting ml.g6.12xlarge us-east-1', inForceSince]);
  });

  it('is that of asynchronous inference where its endpoint is asynchronous', async () => {
    const both = [{ isAsync: true }, { isAsync: true, startedAt: may }];
    expect(await priceOf(...both)).toEqual(['AsyncInf ml.g6.12xlarge us-east-1', inForceSince]);
  });

  it('holds from the call that changed from one to the other', async () => {
    const changed = [{}, { isAsync: true, startedAt: may }, { isAsync: true, startedAt: june }];
    expect(await priceOf(...changed)).toEqual(['AsyncInf ml.g6.12xlarge us-east-1', may]);
  });
});
