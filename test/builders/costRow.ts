import type { CostRow } from '#shared/domain/costRow.ts';
import { money } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';

/** Ledger units in a dollar. */
const dollar = 172_800n * 1_000_000_000n;

/** `dollars('14.38')` */
export const dollars = (text: string) => {
  const [whole = '0', fraction = ''] = text.split('.');
  return money((BigInt(whole + fraction.padEnd(9, '0')) * dollar) / 1_000_000_000n);
};

/** What component `a` of team red holds of endpoint `ep`: ten GPU-hours for $14.38, in which nobody called it. */
export const costRowOf = (changes: Partial<CostRow> = {}): CostRow => ({
  ...unowned,
  kind: 'allocated',
  unit: 'accelerator',
  endpoint: 'ep',
  variant: 'AllTraffic',
  instanceType: 'ml.g6.12xlarge',
  reason: undefined,
  blocker: undefined,
  component: 'a',
  model: 'a-model',
  team: 'red',
  shared: undefined,
  unitSeconds: 36_000,
  cost: dollars('14.38'),
  usage: undefined,
  traffic: { invocations: 0, uncounted: 0 },
  ...changes,
});

/** The same, and the idle capacity of that cost and so many seconds that is in it. */
export const sharedRowOf = (changes: Partial<CostRow> = {}, idle = '0', unitSeconds = 0): SharedRow => ({
  ...costRowOf(changes),
  idle: { unitSeconds, cost: dollars(idle) },
});
