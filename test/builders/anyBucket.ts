import fc from 'fast-check';
import { allocate } from '#shared/domain/allocate.ts';
import { type Bucket, evidences } from '#shared/domain/bucket.ts';
import type { IdleCause } from '#shared/domain/idleReason.ts';
import { costOf, money, rate } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { UnknownReason } from '#shared/domain/unknownReason.ts';
import { bucketOf } from './bucket.ts';

const rates = [
  undefined,
  { perInstanceHour: rate(5_752_000_000n), source: 'list', revision: 1 },
  { perInstanceHour: rate(4_999_999_999n), source: 'contract', revision: 2 },
];
const chargeRates = [undefined, { perInstanceHour: rate(6_000_000_000n), source: 'internal' }];
const owners = [
  { ...unowned, component: 'a', model: 'a-model', shared: undefined, team: 'blue' },
  {
    ...unowned,
    component: 'a',
    model: 'a-model',
    team: 'red',
    costCentre: 'C-1',
    product: 'chat',
    shared: undefined,
  },
  { ...unowned, component: 'b', model: undefined, shared: { base: 'a', by: 'equally' } as const },
];
const idleCauses: IdleCause[] = [
  { reason: 'unplaced', blocker: undefined },
  { reason: 'stranded', blocker: 2 },
  { reason: 'stranded', blocker: 3 },
];
const reasons: UnknownReason[] = ['hole', 'silent'];

/** Buckets of one pool that balance: up to two instances of four accelerators at one of two prices or none. */
export const anyBucket = (start: fc.Arbitrary<Instant>): fc.Arbitrary<Bucket> =>
  fc
    .record({
      start,
      instances: fc.nat(2),
      rate: fc.constantFrom(...rates),
      charge: fc.constantFrom('cost' as const, ...chargeRates),
      ratesVersion: fc.nat(1),
      weights: fc.array(fc.nat(1_000), { minLength: 8, maxLength: 8 }),
      ownersVersion: fc.nat(1),
      evidence: fc.constantFrom(...evidences),
      backfilled: fc.boolean(),
      overcounted: fc.boolean(),
    })
    .map(({ instances, weights, charge, ...rest }) => {
      const instanceSeconds = 300 * instances;
      const parts = allocate(
        BigInt(1_200 * instances),
        weights.map((weight, index) => BigInt(index === 0 ? weight + 1 : weight)),
      );
      const amount = (index: number) => {
        const unitSeconds = Number(parts[index] ?? 0n);
        // Exact: a second of one of four accelerators is a whole number of ledger units.
        const cost =
          rest.rate === undefined
            ? undefined
            : money((costOf(1, rest.rate.perInstanceHour) / 4n) * BigInt(unitSeconds));
        return { unitSeconds, cost };
      };
      const revision = rest.rate?.revision ?? 0;
      return bucketOf({
        ...rest,
        chargeRate: charge === 'cost' ? rest.rate : charge && { ...charge, revision },
        instanceSeconds,
        total: {
          unitSeconds: 1_200 * instances,
          cost: rest.rate && costOf(instanceSeconds, rest.rate.perInstanceHour),
        },
        idle: idleCauses.map((cause, index) => ({ ...cause, ...amount(index) })),
        allocated: owners.map((owner, index) => {
          const row = { ...owner, ...amount(index + 3) };
          const unmeasured = index === 0 ? 0 : Math.floor(row.unitSeconds / 3);
          const uncounted = Math.floor(row.unitSeconds / (index + 2));
          const traffic = { invocations: row.unitSeconds > 0 ? 17 * index : 0, uncounted };
          return { ...row, used: (row.unitSeconds - unmeasured) * 617, unmeasured, ...traffic };
        }),
        unknown: reasons.map((reason, index) => ({ reason, ...amount(index + 6) })),
      });
    });
