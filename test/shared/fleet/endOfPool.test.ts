import { describe, expect, it } from 'vitest';
import { endOfPool } from '#shared/fleet/endOfPool.ts';
import { poolOf } from '#test/builders/bucket.ts';
import { deploymentOf, recordOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-10T12:00:00Z');

describe('endOfPool', () => {
  const ending = (...endedBy: (typeof noon | undefined)[]) => ({
    pool: poolOf(),
    deployments: endedBy.map((time) => deploymentOf({ endedBy: time })),
  });

  it('is the end of the bucket after the one in which the last of its deployments was over', () => {
    const one = at('2026-01-10T13:00:01Z');
    expect(endOfPool(ending(noon, one), recordOf())).toBe(at('2026-01-10T13:10:00Z'));
  });

  it('is that of its endpoint for a deployment that was in force to the end', () => {
    expect(endOfPool(ending(at('2026-01-05T00:00:00Z'), undefined), recordOf({ deletedBy: noon }))).toBe(
      at('2026-01-10T12:05:00Z'),
    );
  });

  it('is none while a deployment goes on', () => {
    expect(endOfPool(ending(noon, undefined), recordOf())).toBeUndefined();
  });

  it('is not after that of its endpoint', () => {
    expect(endOfPool(ending(at('2026-01-11T00:00:00Z')), recordOf({ deletedBy: noon }))).toBe(
      at('2026-01-10T12:05:00Z'),
    );
  });
});
