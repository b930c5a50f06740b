import type { Money } from '#shared/domain/money.ts';
import type { KnownSpend } from './budgetFigures.ts';
import type { PeriodRange } from './budgetPeriod.ts';
import type { Threshold } from './threshold.ts';

/**
 * What is compared with a threshold's limit; undefined when it is not known. A period that is over burns nothing: what is spent after
 * its end is another's.
 */
export const figureOf = (threshold: Threshold, known: KnownSpend, { to }: PeriodRange): Money | undefined => {
  switch (threshold.on) {
    case 'actual':
      return known.actual;
    case 'forecast':
      return known.forecast?.amount;
    case 'burnRate':
      return known.seenThrough > to ? undefined : known.burn.get(threshold.lookBack);
  }
};
