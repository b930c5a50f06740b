import { parseBudgetAmount } from '#shared/domain/budgets/parseBudgetAmount.ts';
import { type Day, parseDay } from '#shared/domain/day.ts';
import type { Money } from '#shared/domain/money.ts';
import { firstYear, lastYear } from '#shared/domain/parseMoment.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { type Refusal, refuse } from '#shared/domain/refusal.ts';

const monthForm = /^\d{4}-\d{2}$/;

/** The first day of a month such as `2026-01`. */
export const parseMonthCell = (text: string): Day | Refusal => {
  const day = monthForm.test(text) ? parseDay(`${text}-01`) : undefined;
  const right = `expected a month such as 2026-01, of the years ${firstYear} to ${lastYear}`;
  return day ?? refuse(`is ${quoteInput(text)}; ${right}`);
};

/** Thousands apart in threes, or not at all. To the cent at most: whoever writes `1.200` may mean a thousand. */
const amountForm = /^\$?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?$/;

/** Dollars above nothing as spreadsheets write them: `1200`, `1,200.00`, `$1,200`. */
export const parseAmountCell = (text: string): Money | Refusal => {
  const [, whole = '', fraction = ''] = amountForm.exec(text) ?? [];
  const amount = parseBudgetAmount(whole.replaceAll(',', '') + fraction);
  return (
    amount ??
    refuse(`is ${quoteInput(text)}; expected dollars above 0, to the cent, such as 1200, 1,200.00 or $1,200`)
  );
};
