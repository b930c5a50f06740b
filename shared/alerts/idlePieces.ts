import { dollarsText } from '#shared/domain/budgets/dollarsText.ts';
import { type IdleReason, idleReasons } from '#shared/domain/idleReason.ts';
import type { Money } from '#shared/domain/money.ts';
import { item, type Piece } from './message.ts';

/** What a reason means, and what would mend it. */
const remedies: Readonly<Record<IdleReason, string>> = {
  empty: 'instances without a copy; run fewer, or let them scale in',
  unplaced: 'free accelerators beside copies; add copies, or run fewer instances',
  stranded: 'free, but too few for any copy; take other instance types, or copies that fit',
  starting: 'new instances before their first copy; if it lasts, see why no copy starts',
  deploying: 'an old and a new fleet side by side; see why the deployment does not end',
};

/**
 * Reasons that cost something, the costliest first, with what to do.
 * @param per what the amounts are for, such as ` an hour`.
 */
export const idlePieces = (byReason: ReadonlyMap<IdleReason, Money>, most: number, per = ''): Piece[] =>
  idleReasons
    .flatMap((reason) => {
      const amount = byReason.get(reason);
      return amount === undefined || amount <= 0n ? [] : [{ reason, amount }];
    })
    .toSorted((a, b) => Number(b.amount - a.amount))
    .slice(0, most)
    .map(({ reason, amount }) => item(`${reason}, ${dollarsText(amount)}${per}: ${remedies[reason]}`));
