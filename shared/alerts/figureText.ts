import { withCommas } from '#shared/domain/amountText.ts';
import { dollarsText } from '#shared/domain/budgets/dollarsText.ts';
import { type Completeness, shareSeen } from '#shared/domain/completeness.ts';
import type { Money } from '#shared/domain/money.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';

/** `$1,000`, `$1,000.50` */
export const shortDollars = (amount: Money): string => dollarsText(amount).replace(/\.00$/, '');

/** With its sign: `+$4.10`, `-$0.50`. */
export const changeText = (amount: Money): string =>
  amount < 0n ? dollarsText(amount) : `+${dollarsText(amount)}`;

/** Rounded down, so that it is never more than it is: `82 %`; undefined of nothing. */
export const percentText = (part: Money, whole: Money): string | undefined =>
  whole <= 0n ? undefined : `${withCommas(String((part * 100n) / whole))} %`;

/** `99.9 %` of samples, `100 %` only where none is missing. */
export const seenText = (completeness: Completeness): string => shareText(shareSeen(completeness));

/** A share from 0 to 1, rounded down to a tenth of a per cent: `98.5 %`. */
export const shareText = (share: number): string => `${Math.floor(share * 1_000) / 10} %`;

/** `2026-05-21 02:55 UTC` */
export const timeText = (time: Instant): string =>
  `${formatInstant(time).slice(0, 16).replace('T', ' ')} UTC`;

/** `30 minutes`, `2 h`, `1 h 30 min` */
export const durationText = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours === 0) return `${minutes} minute${minutes === 1 ? '' : 's'}`;
  return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
};
