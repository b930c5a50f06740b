import { describe, expect, it } from 'vitest';
import { poolsOf } from '#shared/fleet/poolsOf.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { configOf, deploymentOf, recordOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

describe('poolsOf', () => {
  it('gives each variant and instance type once, with every deployment that it was part of', () => {
    const first = deploymentOf({
      config: configOf('one', { blue: ['ml.g6.12xlarge'] }),
      endedBy: at('2026-01-03T00:00:00Z'),
    });
    const second = deploymentOf({
      config: configOf('two', { blue: ['ml.g6.12xlarge', 'ml.g5.48xlarge'], green: ['ml.g6.12xlarge'] }, 30),
      startedAt: at('2026-01-02T00:00:00Z'),
    });
    expect(poolsOf(recordOf({ deployments: [first, second] }))).toEqual([
      { pool: poolOf({ variant: 'blue', instanceType: 'ml.g6.12xlarge' }), deployments: [first, second] },
      { pool: poolOf({ variant: 'blue', instanceType: 'ml.g5.48xlarge' }), deployments: [second] },
      { pool: poolOf({ variant: 'green', instanceType: 'ml.g6.12xlarge' }), deployments: [second] },
    ]);
  });

  it('gives none for an endpoint whose variants have no instances', () => {
    const serverless = deploymentOf({ config: configOf('serverless', { AllTraffic: [] }) });
    expect(poolsOf(recordOf({ deployments: [serverless] }))).toEqual([]);
  });
});
