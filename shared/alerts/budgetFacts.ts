import type { Budget } from '#shared/domain/budgets/budget.ts';
import { dollarsText } from '#shared/domain/budgets/dollarsText.ts';
import type { Crossing, Recovery } from '#shared/domain/budgets/evaluateBudget.ts';
import type { Instant } from '#shared/domain/time.ts';
import { utc } from '#shared/domain/zone.ts';
import { changeText, percentText, seenText, timeText } from './figureText.ts';
import { fact, item, type Piece } from './message.ts';
import type { Told } from './toldBudget.ts';

type News = Crossing | Recovery;

/** `team search, endpoint prod-1`, or everything. */
export const scopeText = ({ scope }: Budget): string =>
  scope.size === 0 ? 'everything' : [...scope].map(([label, value]) => `${label} ${value}`).join(', ');

/** Labels that idle capacity has, too. */
const ofCapacity = new Set(['endpoint', 'instanceType']);

const idleText = ({ idle, scope }: Budget): string => {
  if (idle === 'shared') return 'with the idle capacity that it bears';
  if ([...scope.keys()].every((label) => ofCapacity.has(label))) return 'with its idle capacity';
  return 'without idle capacity';
};

const basisText = ({ basis, rate }: Budget): string =>
  `${basis === 'allocation' ? 'what is held' : 'what is used'}, ${rate === 'cost' ? 'at what is paid' : 'at what teams are charged'}`;

const elapsedText = ({ period: { from, to }, figures: { seenThrough } }: Told<News>): string => {
  if (seenThrough >= to) return 'the period is over';
  const percent = Math.floor((Math.max(0, seenThrough - from) / (to - from)) * 100);
  return `${percent} % of the time is gone`;
};

/** How much of what is spent, and by when. */
export const spentText = (told: Told<News>): string => {
  const { amount, figures } = told;
  const percent = percentText(figures.actual, amount);
  const share = percent === undefined ? '' : ` (${percent})`;
  const by = `by ${timeText(figures.seenThrough)}; ${elapsedText(told)}`;
  return `Spent: ${dollarsText(figures.actual)} of ${dollarsText(amount)}${share} ${by}.`;
};

export const whoseText = (budget: Budget): string =>
  `Whose: ${scopeText(budget)}. Counted: ${basisText(budget)}, ${idleText(budget)}.`;

const figureName = ({ threshold }: News): string => {
  switch (threshold.on) {
    case 'actual':
      return 'spent';
    case 'forecast':
      return 'expected';
    case 'burnRate':
      return 'spent over that time';
  }
};

/** `actual 80%: $823.40 spent, limit $800.00, crossed 2026-05-21 03:00 UTC` */
const thresholdText = (news: News): string => {
  const { key, figure, limit } = news;
  const when =
    news.kind === 'crossed'
      ? `${news.found ? 'found' : 'crossed'} ${timeText(news.at)}`
      : `crossed ${timeText(news.crossedAt)}, back ${timeText(news.at)}`;
  return `${key}: ${dollarsText(figure)} ${figureName(news)}, limit ${dollarsText(limit)}, ${when}`;
};

/** By cause, where anything but time moved it. */
export const movementText = ({ figures: { movement } }: Told<News>): string | undefined => {
  const { quantity: _, ...others } = movement;
  if (Object.values(others).every((part) => part === 0n)) return undefined;
  const parts = Object.entries(movement).flatMap(([cause, part]) =>
    part === 0n ? [] : [`${cause} ${changeText(part)}`],
  );
  return `Since it was last looked at: ${parts.join(', ')}.`;
};

/** How much is known, and how well. */
export const surenessText = ({ figures, period }: Told<News>): string => {
  const { settled, completeness, hasUnpriced } = figures;
  const isAll = settled.through >= period.to;
  const rest = isAll
    ? 'all of it has settled'
    : `${dollarsText(settled.amount)} settled through ${timeText(settled.through)}, the rest estimated`;
  const unpriced = hasUnpriced ? ' Some of it has no price, and is not counted.' : '';
  return `How sure: ${rest}; ${seenText(completeness)} of samples seen.${unpriced}`;
};

export const forecastText = ({ forecast, figures, period }: Told<News>): string[] => {
  if (figures.settled.through >= period.to) return [];
  if (forecast.amount === undefined) return [`No forecast: ${forecast.because}.`];
  const { amount, low, high, confidence, because } = forecast;
  const band = `${dollarsText(low)} to ${dollarsText(high)}`;
  return [`Forecast: ${dollarsText(amount)} at its end (${band}); confidence ${confidence}: ${because}.`];
};

/** @param all that are told together, of which some may be of other zones. */
const zonedText = (all: readonly Pick<Budget, 'zone'>[]): string | undefined => {
  const zones = [...new Set(all.map(({ zone }) => zone))];
  const [zone, ...others] = zones.filter((each) => each !== utc);
  if (zone === undefined) return undefined;
  if (zones.length === 1)
    return `${all.length === 1 ? 'Its' : 'Their'} days are those of ${zone}: they do not tie to the bill, whose days are UTC's.`;
  const which = [zone, ...others].join(', ');
  return `Not all of these are by days of UTC, but of ${which}: such ones do not tie to the bill, whose days are UTC's.`;
};

const foundText =
  'Found: crossed before anybody looked, because the budget or the threshold is new or was changed.';

const snoozedText = 'Crossed while it was snoozed: it is told now that the snooze is over.';

/**
 * What must be known to read the figures right; each once, however many budgets.
 * @param now of the evaluation: what was crossed before was not told then.
 */
export const noteFacts = (all: readonly Told<News>[], now: Instant): Piece[] => {
  const zoned = zonedText(all.map(({ budget }) => budget));
  const isFound = all.some(({ news }) => news.some((each) => each.kind === 'crossed' && each.found));
  const isLate = all.some(({ news }) => news.some((each) => each.kind === 'crossed' && each.at < now));
  return [
    ...(isFound ? [fact(foundText)] : []),
    ...(isLate ? [fact(snoozedText)] : []),
    ...(zoned === undefined ? [] : [fact(zoned)]),
  ];
};

/** No more are told one by one. */
const mostThresholds = 4;

export const thresholdItems = (news: readonly News[]): Piece[] => {
  const shown = news.slice(0, news.length > mostThresholds ? mostThresholds - 1 : mostThresholds);
  const left = news.slice(shown.length);
  const rest = left.length === 0 ? [] : [item(`and ${left.map(({ key }) => key).join(', ')}`)];
  return [...shown.map((each) => item(thresholdText(each))), ...rest];
};
