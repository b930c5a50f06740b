import { withCommas } from '#shared/domain/amountText.ts';
import { formatDollars, type Money } from '#shared/domain/money.ts';

/** To the cent: `$1,506.00`, `-$0.50`. */
export const dollarsText = (amount: Money): string =>
  withCommas(formatDollars(amount, 2)).replace(/^-?/, '$&$');
