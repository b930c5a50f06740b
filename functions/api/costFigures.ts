import { createHash } from 'node:crypto';
import type { Meta } from '#shared/api/figures.ts';
import type { QuantityMeta } from '#shared/api/quantityMeta.ts';
import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import type { CostFacts, Scope } from '#shared/costs/tallyCosts.ts';
import { shareSeen } from '#shared/domain/completeness.ts';
import type { CostBasis } from '#shared/domain/costBasis.ts';
import { formatSteps } from '#shared/domain/money.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import { type AskedTime, toWindow } from './resolveTime.ts';

/** Nano-dollars as a decimal of dollars. */
export const toUsd = (nano: bigint): string => formatSteps(nano, 9);

const describeIdle = ({ idle }: Pick<CostQuestion, 'idle'>): Meta['idle'] => {
  const dependsOnOthers = idle.kind !== 'separate';
  if (idle.kind === 'payers' || idle.kind === 'separate') return { policy: idle.kind, dependsOnOthers };
  const { kind: policy, over } = idle;
  if (idle.kind !== 'weights') return { policy, over, dependsOnOthers };
  const weights = Object.fromEntries([...idle.weights].map(([label, weight]) => [label, Number(weight)]));
  return { policy, over, of: idle.of, weights, dependsOnOthers };
};

/** The same for the same figures, and for no others: of what the asker sees, in the order that it is given in. */
export const revisionOf = (figures: unknown): string => {
  const text = JSON.stringify(figures, (_, value) => {
    if (typeof value === 'bigint') return value.toString();
    return value instanceof Map ? [...value] : value;
  });
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
};

/** How far figures of a time that ends at `to` can be relied on. */
export const stateOf = (
  { settledThrough, evidence }: Pick<CostFacts, 'settledThrough' | 'evidence'>,
  to: Instant,
): Meta['state'] =>
  evidence !== undefined && (settledThrough === undefined || settledThrough >= to) ? 'settled' : 'estimated';

/** What is said of figures beside them, whatever they are. */
export const toQuantityMeta = (
  time: Pick<AskedTime, 'window' | 'zone'>,
  { settledThrough, evidence, completeness, backfilled }: CostFacts,
  { scope, revision }: { scope: Scope; revision: string },
): QuantityMeta => {
  return {
    window: toWindow(time),
    completeness: shareSeen(completeness),
    evidence: evidence ?? null,
    state: stateOf({ settledThrough, evidence }, time.window.to),
    settledThrough: settledThrough === undefined ? null : formatInstant(settledThrough),
    backfilled,
    teams: scope.kind === 'all' ? null : scope.teams.toSorted((a, b) => (a < b ? -1 : Number(a !== b))),
    revision,
  };
};

/** What is said of costs beside them. */
export const toMeta = (
  time: AskedTime,
  question: Pick<CostQuestion, 'rate' | 'idle'>,
  costBasis: CostBasis,
  facts: CostFacts,
  seen: { scope: Scope; revision: string },
): Meta => {
  const { window, ...quantities } = toQuantityMeta(time, facts, seen);
  const idle = describeIdle(question);
  return { window, currency: 'USD', costBasis, rate: question.rate, idle, ...quantities };
};
