import { describe, expect, it } from 'vitest';
import { bucketAt } from '#shared/domain/slots.ts';
import { createIdleFacts } from '#shared/fleet/createIdleFacts.ts';
import { deployingSpans } from '#shared/fleet/deployingSpans.ts';
import { smallestCopy } from '#shared/fleet/smallestCopy.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { configOf, deploymentOf, recordedComponent, recordOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const bucket = bucketAt(noon);
const pastNoon = (minutes: number) => at(`2026-01-01T12:${`${minutes}`.padStart(2, '0')}:00Z`);

describe('smallestCopy', () => {
  const smallest = (...components: Parameters<typeof recordedComponent>[0][]) =>
    smallestCopy(recordOf({ components: components.map(recordedComponent) }), 'AllTraffic', bucket);

  it('is what the least demanding component of the variant needs', () => {
    expect(
      smallest(
        { name: 'a', acceleratorsPerCopy: 4 },
        { name: 'b', acceleratorsPerCopy: 3 },
        { name: 'c', acceleratorsPerCopy: 1, variant: 'other' },
      ),
    ).toBe(3);
  });

  it('is not what one needs that was not there yet, or not any more', () => {
    expect(
      smallest(
        { name: 'a', acceleratorsPerCopy: 4 },
        { name: 'gone', acceleratorsPerCopy: 1, deletedBy: noon },
        { name: 'later', acceleratorsPerCopy: 2, createdAt: pastNoon(5) },
      ),
    ).toBe(4);
  });

  it('is not known of components that need no accelerator, or as many as nobody knows', () => {
    expect(
      smallest({ acceleratorsPerCopy: undefined }, { name: 'b', acceleratorsPerCopy: 0 }),
    ).toBeUndefined();
  });
});

describe('deployingSpans', () => {
  const spans = (...deployments: Parameters<typeof deploymentOf>[0][]) =>
    deployingSpans(recordOf({ deployments: deployments.map(deploymentOf) }), 'AllTraffic');

  it('is none of an endpoint that was never updated', () => {
    expect(spans({})).toEqual([]);
  });

  it('goes from the start of an update to the end of the old fleet', () => {
    expect(spans({ endedBy: pastNoon(20) }, { config: configOf('config-2'), startedAt: noon })).toEqual([
      { from: noon, to: pastNoon(20) },
    ]);
  });

  it('goes on while nobody has seen the end', () => {
    expect(spans({}, { config: configOf('config-2'), startedAt: noon })).toEqual([
      { from: noon, to: undefined },
    ]);
  });

  it('ends with an update that fails', () => {
    expect(spans({}, { config: configOf('config-2'), startedAt: noon, endedBy: pastNoon(15) })).toEqual([
      { from: noon, to: pastNoon(15) },
    ]);
  });

  it('is not between fleets of which the old one had gone before the new one came, or of another variant', () => {
    expect(spans({ endedBy: noon }, { config: configOf('config-2'), startedAt: pastNoon(1) })).toEqual([]);
    const other = configOf('config-2', { other: ['ml.g6.12xlarge'] });
    expect(spans({}, { config: other, startedAt: noon })).toEqual([]);
  });
});

describe('createIdleFacts', () => {
  const record = recordOf({ deployments: [deploymentOf({ startedAt: noon })] });

  it('takes what is there as observation begins for what may have run for long', () => {
    const facts = createIdleFacts(record, poolOf(), pastNoon(10))(bucket);
    expect(facts.newFrom).toBe(pastNoon(10) + 10);
  });

  it('takes every instance for new of a pool that began since', () => {
    expect(createIdleFacts(record, poolOf(), noon)(bucket).newFrom).toBe(0);
  });
});
