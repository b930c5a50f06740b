import { formatDollars, type Money, money } from '#shared/domain/money.ts';
import { type Stretch, spendIn } from './spendOverTime.ts';
import type { SpendStep } from './teamSteps.ts';

export const periods = ['month', 'day'] as const;
export type Period = (typeof periods)[number];

/** A team's budget: its amount is whole cents. */
export type PlannedBudget = { name: string; team: string; amount: Money; steps: readonly SpendStep[] };

const cent = 10_000_000n * 172_800n;

/** Of what a team spends, in percent: less than all, so that 100 % is crossed, and each team's other than the next one's. */
const shareOf = (index: number): bigint => 70n + BigInt((index * 7) % 29);

/** So much on average falls to each of some periods. */
const usualSpend = (steps: readonly SpendStep[], stretches: readonly Stretch[]): bigint =>
  stretches.reduce((sum, stretch) => sum + spendIn(steps, stretch), 0n) / BigInt(stretches.length);

/** A budget for each team that spends anything, by what it really spends. */
export const planBudgets = (
  teams: ReadonlyMap<string, readonly SpendStep[]>,
  period: Period,
  stretches: readonly Stretch[],
): PlannedBudget[] =>
  [...teams].flatMap(([team, steps], index) => {
    const cents = (usualSpend(steps, stretches) * shareOf(index)) / 100n / cent;
    return cents === 0n ? [] : [{ name: `${team}-${period}`, team, amount: money(cents * cent), steps }];
  });

export const actualPercents = [50, 80, 100] as const;

/** The budgets document. */
export const toBudgetsText = (planned: readonly PlannedBudget[], period: Period): string =>
  JSON.stringify({
    finance: ['finance@example.com'],
    budgets: planned.map(({ name, team, amount }) => ({
      name,
      scope: { team },
      period,
      amount: formatDollars(amount, 2),
      thresholds: [
        ...actualPercents.map((percent) => ({ on: 'actual', percent })),
        { on: 'forecast', percent: 100 },
      ],
      recipients: [`${team.toLowerCase()}@example.com`],
    })),
  });
