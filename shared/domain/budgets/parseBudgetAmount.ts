import { type Money, money, unitsPerNanoDollar } from '#shared/domain/money.ts';

const form = /^(\d{1,12})(?:\.(\d{1,9}))?$/;

/** What an amount must look like. */
export const amountForm = 'dollars above 0 such as "1000.00", with at most 12 digits and 9 places';

/** Reads what may be spent, exactly; undefined for nothing, less than nothing, and what is too long. */
export const parseBudgetAmount = (text: string): Money | undefined => {
  const [, whole, fraction = ''] = form.exec(text) ?? [];
  const nano = whole === undefined ? 0n : BigInt(whole + fraction.padEnd(9, '0'));
  return nano === 0n ? undefined : money(nano * unitsPerNanoDollar);
};
