import { type IdleReason, idleReasons } from '#shared/domain/idleReason.ts';
import { formatDollars, type Money } from '#shared/domain/money.ts';

/** Amounts by reason, in the order of reasons. */
export const toReasonAmounts = (
  byReason: ReadonlyMap<IdleReason, Money>,
): Partial<Record<IdleReason, string>> =>
  Object.fromEntries(
    idleReasons.flatMap((reason) => {
      const amount = byReason.get(reason);
      return amount === undefined ? [] : [[reason, formatDollars(amount)]];
    }),
  );
