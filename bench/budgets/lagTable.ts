import { renderTable, rule } from '#cli/renderTable.ts';
import { medianOf } from '#shared/domain/forecast/medianOf.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { Judgement, Lag } from './judgeLags.ts';

const timeText = (time: number): string => formatInstant(instant(time)).replace('T', ' ').replace('Z', '');

/** `4 min 30 s`, `1 h 59 min 50 s` */
export const lagText = (seconds: number): string => {
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 ? `${minutes} min` : '',
    rest > 0 ? `${rest} s` : '',
  ];
  return parts.filter(Boolean).join(' ') || '0 s';
};

const isMissed = ({ lag, bound }: Lag): boolean => lag > bound;

const summaryOf = (bound: number, lags: readonly Lag[]): string => {
  const seconds = lags.map(({ lag }) => lag);
  const worst = lagText(Math.max(...seconds));
  const median = lagText(Math.round(medianOf(seconds) ?? 0));
  return `${lags.length} crossings, to be told within ${lagText(bound)}: worst ${worst}, median ${median}`;
};

/** Every crossing with when it was told, forecasts below, and how soon that was by bound. */
export const renderLags = ({ lags, forecasts }: Judgement): string => {
  const head = ['BUDGET', 'PERIOD FROM', 'THRESHOLD', 'CROSSED IN THE SLOT OF', 'TOLD AT', 'LAG'];
  const told = lags.map((each) => [
    each.budget,
    timeText(each.periodFrom).slice(0, 10),
    each.key,
    timeText(each.slot),
    timeText(each.at),
    `${lagText(each.lag)}${isMissed(each) ? ' !' : ''}`,
  ]);
  const expected = forecasts.map((each) => [
    each.budget,
    timeText(each.periodFrom).slice(0, 10),
    each.key,
    '',
    timeText(each.at),
    '',
  ]);
  const summaries = [...Map.groupBy(lags, ({ bound }) => bound)].map(([bound, own]) => summaryOf(bound, own));
  return [renderTable(head, [...told, rule, ...expected], 3), '', ...summaries].join('\n');
};
