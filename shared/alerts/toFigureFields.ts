import { formatDollars } from '#shared/domain/money.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { WatchFigure } from '#shared/domain/watches/reading.ts';
import { toReasonAmounts } from './toReasonAmounts.ts';

/** What a watch saw, as an event has it. */
export const toFigureFields = (figure: WatchFigure) => {
  switch (figure.kind) {
    case 'spend':
      return {
        perHourUsd: formatDollars(figure.perHour),
        usualPerHourUsd: formatDollars(figure.usualPerHour),
        confidence: figure.confidence,
      };
    case 'idle':
      return { perHourUsd: formatDollars(figure.perHour), byReason: toReasonAmounts(figure.byReason) };
    case 'freeAccelerators':
      return { free: figure.free };
    case 'deployment':
      return { idlePerHourUsd: formatDollars(figure.idlePerHour) };
    case 'collection':
      return {
        collectedThrough:
          figure.collectedThrough === undefined ? null : formatInstant(figure.collectedThrough),
        completeness: figure.completeness ?? null,
      };
  }
};
