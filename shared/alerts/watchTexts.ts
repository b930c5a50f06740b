import { dollarsText } from '#shared/domain/budgets/dollarsText.ts';
import { costOf, type Rate } from '#shared/domain/money.ts';
import type { WatchFigure } from '#shared/domain/watches/reading.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';
import { durationText, shareText, timeText } from './figureText.ts';
import { idlePieces } from './idlePieces.ts';
import { fact, type Piece } from './message.ts';

/** Of a mean over five minutes. */
const freeText = (free: number): string => {
  const count = Math.floor(free * 10) / 10;
  if (count === 0) return 'no free accelerator';
  return `only ${count} free accelerator${count === 1 ? '' : 's'}`;
};

/** How a thing stood when its watch was raised: ` has $42.50 an hour idle`. */
export const figureText = (figure: WatchFigure): string => {
  switch (figure.kind) {
    case 'spend':
      return ` spends ${dollarsText(figure.perHour)} an hour, usually ${dollarsText(figure.usualPerHour)}`;
    case 'idle':
      return ` has ${dollarsText(figure.perHour)} an hour idle`;
    case 'freeAccelerators':
      return ` has ${freeText(figure.free)}`;
    case 'deployment':
      return ` is still deploying, with ${dollarsText(figure.idlePerHour)} an hour idle`;
    case 'collection':
      if (figure.completeness !== undefined) return ` is seen to ${shareText(figure.completeness)} only`;
      if (figure.collectedThrough === undefined) return ' has never been read';
      return ` has not been read since ${timeText(figure.collectedThrough)}`;
  }
};

/** The same with since when; what lags says it itself. */
export const standsText = ({ figure, since }: Episode): string =>
  figure.kind === 'collection' && figure.completeness === undefined
    ? figureText(figure)
    : `${figureText(figure)} (since ${timeText(since)})`;

/** The same with for how long, for a subject. */
export const shortText = ({ figure, since, raisedAt }: Episode): string =>
  figure.kind === 'collection' && figure.completeness === undefined
    ? figureText(figure)
    : `${figureText(figure)}, for ${durationText(raisedAt - since)}`;

const hourly = (rate: Rate): string => `${dollarsText(costOf(3_600, rate))} an hour`;

/** What a watch looks for. */
const ruleText = (watch: Watch): string => {
  switch (watch.kind) {
    case 'spend':
      return `${watch.percentAbove} % and ${hourly(watch.aboveBy)} above what is usual at its hour`;
    case 'idle':
      return `more than ${hourly(watch.above)} idle, but for what is idle in a deployment`;
    case 'freeAccelerators':
      return `fewer than ${watch.below} free accelerators`;
    case 'deployment':
      return 'an old and a new fleet side by side';
    case 'collection':
      return `more than ${durationText(watch.lag)} behind, or less than ${shareText(watch.completenessBelow)} of samples`;
  }
};

export const watchText = (watch: Watch): string =>
  `Watch "${watch.name}": ${ruleText(watch)}, for ${durationText(watch.lasting)}.`;

/** What more there is to say of one thing. */
export const figurePieces = ({ figure }: Episode): Piece[] => {
  switch (figure.kind) {
    case 'spend':
      return [fact(`How sure: ${figure.confidence}, by how much is known of earlier days.`)];
    case 'idle':
      return idlePieces(figure.byReason, 5, ' an hour');
    case 'freeAccelerators':
      return [fact('A copy that needs more cannot start, or waits for new instances.')];
    case 'deployment':
      return [fact('Both fleets are paid as long as it lasts.')];
    case 'collection':
      return [
        fact(
          'Until that is mended, what budgets and watches know of it is too little, and they may be silent.',
        ),
      ];
  }
};
