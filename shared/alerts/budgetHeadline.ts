import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import { formatStep } from '#shared/domain/step.ts';
import { percentText, shortDollars } from './figureText.ts';
import { periodLabel } from './periodLabel.ts';
import type { Told } from './toldBudget.ts';

/** `82 % of $1,000`; of no amount `$12.30 of $0`. */
const partText = ({ figure }: Crossing | Recovery, amount: Told<Crossing>['amount']): string =>
  `${percentText(figure, amount) ?? shortDollars(figure)} of ${shortDollars(amount)}`;

/** A burn rate by the budget's even pace: `210 % of its pace over the last 6h`. */
const paceText = ({ threshold, figure, limit }: Crossing | Recovery): string => {
  if (threshold.on !== 'burnRate') return '';
  const percent = limit === 0n ? threshold.percent : (figure * BigInt(threshold.percent)) / limit;
  return `${percent} % of its pace over the last ${formatStep({ kind: 'fixed', seconds: threshold.lookBack })}`;
};

/** How a budget stands by its highest threshold: `is at 82 % of $1,000 (May 2026)`. */
export const standsText = ({
  budget,
  period,
  amount,
  news: [highest],
}: Told<Crossing | Recovery>): string => {
  const isBack = highest.kind === 'recovered';
  const label = `(${periodLabel(budget, period)})`;
  switch (highest.threshold.on) {
    case 'actual':
      return `${isBack ? 'is back to' : 'is at'} ${partText(highest, amount)} ${label}`;
    case 'forecast':
      return `is ${isBack ? 'forecast back at' : 'forecast at'} ${partText(highest, amount)} ${label}`;
    case 'burnRate':
      return `${isBack ? 'is back to' : 'spends at'} ${paceText(highest)} ${label}`;
  }
};
