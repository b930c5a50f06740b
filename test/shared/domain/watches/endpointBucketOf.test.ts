import { describe, expect, it } from 'vitest';
import { endpointBucketOf } from '#shared/domain/watches/endpointBucketOf.ts';
import { amountOf, idleOf, splitOf } from '#test/builders/bucket.ts';

describe('endpointBucketOf', () => {
  it('adds up the pools by reason, and counts as free where a copy could start', () => {
    const mixed = splitOf({
      allocated: [],
      idle: [
        ...idleOf(300, 'empty'),
        ...idleOf(150, 'unplaced'),
        ...idleOf(300, 'stranded', 2),
        ...idleOf(300, 'starting'),
      ],
      unknown: [{ reason: 'hole', ...amountOf(150) }],
    });
    const other = splitOf({ allocated: [], idle: idleOf(1_200, 'empty') });
    expect(endpointBucketOf([mixed, other], true)).toEqual({
      idle: new Map([
        ['empty', amountOf(1_500).cost],
        ['unplaced', amountOf(150).cost],
        ['stranded', amountOf(300).cost],
        ['starting', amountOf(300).cost],
      ]),
      unknown: { cost: amountOf(150).cost, accelerators: 0.5 },
      freeAccelerators: 5.5,
      completeness: 0.9375,
      isDeploying: true,
    });
  });

  it('counts nothing without a price, and no accelerators where there are none', () => {
    const vcpus = splitOf({
      unit: { kind: 'vcpu', perInstance: 4_000 },
      allocated: [],
      idle: [{ reason: 'empty', blocker: undefined, unitSeconds: 1_200_000, cost: undefined }],
    });
    expect(endpointBucketOf([vcpus], false)).toMatchObject({
      idle: new Map([['empty', 0n]]),
      freeAccelerators: 0,
    });
  });

  it('is nothing where there were no instances', () => {
    expect(
      endpointBucketOf([splitOf({ instanceSeconds: 0, allocated: [], idle: [] })], false),
    ).toBeUndefined();
    expect(endpointBucketOf([], false)).toBeUndefined();
  });
});
