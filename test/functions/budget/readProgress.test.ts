import { describe, expect, it } from 'vitest';
import { readProgress } from '#functions/budget/readProgress.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { configOf, deploymentOf, recordOf } from '#test/builders/endpointRecord.ts';
import { settledState } from '#test/builders/poolState.ts';
import { at } from '#test/builders/samples.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';
import { createMemoryLedger } from '#test/fakes/memoryLedger.ts';

const account = '123456789012#us-east-1';
const created = at('2026-01-01T00:00:00Z');
const settled = at('2026-01-01T06:00:00Z');

/** Up to when the endpoint `ep` has settled, whose one pool of ml.g6.12xlarge, if it has any, has at six. */
const settledOf = async (record: EndpointRecord, isCollected = true) => {
  const ledger = createMemoryLedger();
  if (isCollected) await ledger.changePool(poolOf(), () => settledState({ from: created, to: settled }));
  const { settledThrough } = await readProgress(account, {
    ledger,
    records: createMemoryEndpointRecords(record),
  });
  return settledThrough.get('ep');
};

describe('readProgress', () => {
  it('has an endpoint settled as far as its pools are', async () => {
    expect(await settledOf(recordOf({ deployments: [deploymentOf()] }))).toBe(settled);
  });

  it('has nothing settled of a pool that is recorded and was never collected, from its start on', async () => {
    const startedAt = at('2026-01-01T05:07:00Z');
    const next = deploymentOf({ config: configOf('two', { AllTraffic: ['ml.g5.48xlarge'] }), startedAt });
    const deployments = [deploymentOf(), next];
    expect(await settledOf(recordOf({ deployments }))).toBe(at('2026-01-01T05:05:00Z'));
    const ended = deployments.map((each) => ({ ...each, endedBy: each === next ? settled : undefined }));
    expect(await settledOf(recordOf({ deployments: ended }))).toBe(settled);
  });

  it('has nothing settled of an endpoint of which nothing is known but that it is there', async () => {
    expect(await settledOf(recordOf({ deployments: [] }), false)).toBe(created);
  });

  it('waits for no serverless endpoint, which has nothing to collect', async () => {
    const serverless = deploymentOf({ config: configOf('one', { AllTraffic: [] }) });
    expect(await settledOf(recordOf({ deployments: [serverless] }), false)).toBeUndefined();
  });
});
