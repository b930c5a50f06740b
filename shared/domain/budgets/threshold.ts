import { formatDollars, type Money } from '#shared/domain/money.ts';
import { formatStep } from '#shared/domain/step.ts';

/** How much is enough: a whole percentage, from 1 to 1,000, of the amount of the period; or an amount of its own. */
export type ThresholdLevel = { kind: 'percent'; percent: number } | { kind: 'amount'; amount: Money };

/**
 * When to speak up:
 * - `actual`: as soon as what is known to be spent comes to the level;
 * - `forecast`: as soon as what the period is expected to end at does;
 * - `burnRate`: as soon as the spend an hour over the look-back, in seconds, is that percentage of the budget's even pace, which is
 *   its amount divided by the period's hours.
 */
export type Threshold =
  | { on: 'actual' | 'forecast'; level: ThresholdLevel }
  | { on: 'burnRate'; lookBack: number; percent: number };

const ofActual = (percent: number): Threshold => ({ on: 'actual', level: { kind: 'percent', percent } });

/** Of a budget that names none. */
export const defaultThresholds: readonly Threshold[] = [
  ofActual(50),
  ofActual(80),
  ofActual(100),
  { on: 'forecast', level: { kind: 'percent', percent: 100 } },
];

/** `$500`, `$500.50` */
const amountKey = (amount: Money): string =>
  `$${formatDollars(amount).replace(/\.?0+$/, '')}`.replace(/(\.\d)$/, '$10');

const levelKey = (level: ThresholdLevel): string =>
  level.kind === 'percent' ? `${level.percent}%` : amountKey(level.amount);

/**
 * The text that a threshold is known by: `actual 80%`, `forecast 100%`, `actual $500`, `burnRate 6h 200%`. Two thresholds of one
 * text are the same, and a budget has each once.
 */
export const thresholdKey = (threshold: Threshold): string =>
  threshold.on === 'burnRate'
    ? `burnRate ${formatStep({ kind: 'fixed', seconds: threshold.lookBack })} ${threshold.percent}%`
    : `${threshold.on} ${levelKey(threshold.level)}`;
