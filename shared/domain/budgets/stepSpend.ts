import { labelOf } from '#shared/domain/aggregate.ts';
import { type IdleReason, idleReasons } from '#shared/domain/idleReason.ts';
import { addMoney, type Money, money, zeroMoney } from '#shared/domain/money.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { Held } from '#shared/domain/splitChange.ts';
import type { Budget } from './budget.ts';
import type { Spent } from './movement.ts';

/** What a budget's scope spent in some stretch of time, as its rows are added up. */
export type StepSpend = {
  held: Map<string, Held>;
  idle: Money;
  /** What of that stands by itself as idle, by reason; what is borne, or unknown, has none. */
  idleByReason: Map<IdleReason, Money>;
  /** Some of it has no price, and is in neither. */
  hasUnpriced: boolean;
};

export const noSpend = (): StepSpend => ({
  held: new Map(),
  idle: zeroMoney,
  idleByReason: new Map(),
  hasUnpriced: false,
});

/** Labels by which what is somebody's may become another's. */
const ownedLabels = ['team', 'costCentre', 'product'] as const;

/**
 * Whether a change of owners may move what a scope spends: then what it holds is told apart by endpoint and component, so that what
 * came and went is seen. Of others instance types are enough, however large the fleet: what a movement is told from is kept with the
 * state.
 */
export const hangsOnOwners = ({ scope }: Pick<Budget, 'scope'>): boolean =>
  ownedLabels.some((label) => scope.has(label));

const keyOf = (row: SharedRow, isOwned: boolean): string =>
  JSON.stringify(
    isOwned ? [row.instanceType, row.endpoint, labelOf(row, 'component') ?? null] : [row.instanceType],
  );

type Part = { unitSeconds: number; cost: Money | undefined };

/** What of a row counts as held by a basis: all that it holds itself, or what of that was used. */
const heldOf = ({ unitSeconds, cost, idle, usage }: SharedRow, { basis }: Pick<Budget, 'basis'>): Part => {
  if (basis === 'usage') return { unitSeconds: usage?.used ?? 0, cost: usage?.cost?.used };
  const own = cost === undefined ? undefined : money(cost - (idle.cost ?? zeroMoney));
  return { unitSeconds: unitSeconds - idle.unitSeconds, cost: own };
};

const addHeld = (spend: StepSpend, key: string, { unitSeconds, cost = zeroMoney }: Part): void => {
  const known = spend.held.get(key);
  spend.held.set(key, {
    unitSeconds: (known?.unitSeconds ?? 0n) + BigInt(unitSeconds),
    cost: addMoney([known?.cost ?? zeroMoney, cost]),
  });
};

const addReason = (sums: Map<IdleReason, Money>, reason: IdleReason, cost: Money): void => {
  sums.set(reason, addMoney([sums.get(reason) ?? zeroMoney, cost]));
};

const isIdleReason = (reason: SharedRow['reason']): reason is IdleReason =>
  idleReasons.some((each) => each === reason);

/**
 * Adds a row of a budget's scope to what it spent. What nobody holds, and what of it a row bears, is idle. The variance between what
 * is paid and charged is not counted: with it a budget of charges would be one of costs.
 *
 * Law: by allocation held and idle add up to the costs of the rows but for variance.
 */
export const addRowSpend = (
  spend: StepSpend,
  row: SharedRow,
  budget: Pick<Budget, 'basis' | 'scope'>,
): void => {
  if (row.kind === 'variance') return;
  spend.hasUnpriced ||= row.cost === undefined;
  if (row.kind === 'idle' || row.kind === 'unknown') {
    const cost = row.cost ?? zeroMoney;
    spend.idle = addMoney([spend.idle, cost]);
    if (isIdleReason(row.reason)) addReason(spend.idleByReason, row.reason, cost);
    return;
  }
  addHeld(spend, keyOf(row, hangsOnOwners(budget)), heldOf(row, budget));
  spend.idle = addMoney([spend.idle, row.idle.cost ?? zeroMoney]);
};

export const addSpends = (spends: readonly StepSpend[]): StepSpend => {
  const sum = noSpend();
  for (const { held, idle, idleByReason, hasUnpriced } of spends) {
    for (const [reason, cost] of idleByReason) addReason(sum.idleByReason, reason, cost);
    sum.idle = addMoney([sum.idle, idle]);
    sum.hasUnpriced ||= hasUnpriced;
    for (const [key, { unitSeconds, cost }] of held) {
      const known = sum.held.get(key);
      sum.held.set(key, {
        unitSeconds: (known?.unitSeconds ?? 0n) + unitSeconds,
        cost: addMoney([known?.cost ?? zeroMoney, cost]),
      });
    }
  }
  return sum;
};

export const costOfSpend = ({ held, idle }: Spent): Money =>
  addMoney([idle, ...[...held.values()].map(({ cost }) => cost)]);
