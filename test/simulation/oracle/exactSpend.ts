import type { CostDeps } from '#shared/costs/costQuestion.ts';
import { readCosts } from '#shared/costs/readCosts.ts';
import type { Budget } from '#shared/domain/budgets/budget.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { Instant } from '#shared/domain/time.ts';
import { account } from '../cloud/evaluations.ts';

type Asked = Pick<Budget, 'scope' | 'rate' | 'idle' | 'basis'>;

const labelOf = (row: SharedRow, label: string): string | undefined => {
  if (label.startsWith('tag:')) return row.tags?.get(label.slice('tag:'.length));
  const labels: Record<string, string | undefined> = {
    team: row.team,
    costCentre: row.costCentre,
    product: row.product,
    model: row.model,
    component: row.component,
    endpoint: row.endpoint,
    instanceType: row.instanceType,
  };
  return labels[label];
};

const spentOn = (row: SharedRow, { basis }: Asked): bigint => {
  if (row.kind === 'variance') return 0n;
  const isHeld = row.kind === 'allocated';
  if (basis === 'usage' && isHeld) return (row.usage?.cost?.used ?? 0n) + (row.idle.cost ?? 0n);
  return row.cost ?? 0n;
};

/** What the cost API says that a budget spent in a range, in ledger units. */
export const exactSpend = async (
  budget: Asked,
  { from, to }: { from: Instant; to: Instant },
  deps: CostDeps,
): Promise<bigint> => {
  if (from >= to) return 0n;
  const labels = [...budget.scope];
  const tags = labels.flatMap(([label]) => (label.startsWith('tag:') ? [label.slice('tag:'.length)] : []));
  const idle = { kind: budget.idle === 'shared' ? 'payers' : 'separate' } as const;
  let sum = 0n;
  await readCosts({ account, steps: [{ from, to }], rate: budget.rate, idle, tags }, deps, ({ rows }) => {
    for (const row of rows)
      if (labels.every(([label, text]) => labelOf(row, label) === text)) sum += spentOn(row, budget);
  });
  return sum;
};
