import type { Budget } from './budget.ts';
import type { BudgetState, PeriodState } from './budgetState.ts';
import { carryState } from './carryState.ts';
import { type DefiningField, definingFields, fieldKey } from './definitionKey.ts';
import { dollarsText } from './dollarsText.ts';
import { figureOf } from './figureOf.ts';
import { limitOf } from './limitOf.ts';
import { periodText } from './periodText.ts';
import { type Threshold, thresholdKey } from './threshold.ts';

const fieldWords: Readonly<Record<DefiningField, string>> = {
  scope: 'scope',
  period: 'period',
  zone: 'time zone',
  basis: 'basis',
  rate: 'rate',
  idle: 'idle capacity',
};

const listWords = (words: readonly string[]): string => {
  const [last = ''] = words.slice(-1);
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
};

/** What becomes of one threshold in one period; nothing where it goes on as it was. */
const describeThreshold = (
  budget: Budget,
  threshold: Threshold,
  before: PeriodState | undefined,
  now: PeriodState,
): string[] => {
  const key = thresholdKey(threshold);
  const [old, state] = [before?.thresholds.get(key), now.thresholds.get(key)];
  if (state === undefined || state.state === 'recovered') return [];
  const period = periodText(budget, now);
  const limit = limitOf(threshold, now.amount, now);
  const figure = now.known && figureOf(threshold, now.known, now);
  if (state.state === 'crossed') {
    const told = state.announced ? 'is not told again' : 'is told when the snooze ends';
    return [`${key} stays crossed in ${period}, and ${told}.`];
  }
  const isOld = before !== undefined && old === state && limit === limitOf(threshold, before.amount, before);
  if (state.isJudged || isOld) return [];
  if (figure !== undefined && figure >= limit) {
    const what = `${dollarsText(figure)} of ${dollarsText(limit)}`;
    return [`${key} is crossed already in ${period} (${what}): found, and told once with all that is found.`];
  }
  const isNew = old === undefined || old.state === 'armed';
  const limitWords = `it is crossed at ${dollarsText(limit)}`;
  if (isNew) return [`${key} is armed in ${period}: ${limitWords}.`];
  return [`${key} is armed again in ${period}, though it was ${old.state} before: now ${limitWords}.`];
};

const describeRemoved = (after: Budget, before: PeriodState): string[] => {
  const kept = new Set(after.thresholds.map(thresholdKey));
  const period = periodText(after, before);
  return [...before.thresholds.keys()].flatMap((key) =>
    kept.has(key) ? [] : [`${key} is watched no more in ${period}.`],
  );
};

const describePeriods = (after: Budget, before: BudgetState, now: BudgetState): string[] => {
  const olds = new Map(before.periods.map((period) => [period.from, period]));
  const removed = before.periods.flatMap((period) => describeRemoved(after, period));
  const others = now.periods.flatMap((period) =>
    after.thresholds.flatMap((each) => describeThreshold(after, each, olds.get(period.from), period)),
  );
  return [...others, ...removed];
};

const anew = 'What it finds crossed already is told once, together; what is crossed later as it comes.';

const silent = 'It is archived: its history is kept, and nothing is evaluated or told.';

/**
 * What a change of a budget does to what it has told: what is armed anew, what stays crossed, and what is crossed already; in whole
 * sentences, in the order in which they are best read.
 *
 * @param before undefined for a new budget. @param after undefined for one that is taken out of the document.
 * @param state of the last evaluation; undefined where there was none.
 */
export const describeChange = (
  before: Budget | undefined,
  after: Budget | undefined,
  state: BudgetState | undefined,
): string[] => {
  if (after === undefined) return ['It is evaluated no more; to keep it in lists, archive it instead.'];
  if (after.archived) return [silent];
  const isRange = after.period.kind === 'custom';
  const begun = isRange ? 'It is evaluated within its range.' : 'It begins with the current period.';
  if (before === undefined || state === undefined) return [`${begun} ${anew}`];
  const changed = definingFields.filter((field) => fieldKey(before, field) !== fieldKey(after, field));
  if (changed.length > 0) {
    const what = listWords(changed.map((field) => fieldWords[field]));
    const where = isRange ? 'within its range' : 'with the current period';
    return [`It begins anew ${where}, because its ${what} changed. ${anew}`];
  }
  const woken = before.archived
    ? ['It is evaluated again, from the current period on. What was told in it is not told again.']
    : [];
  const described = [...woken, ...describePeriods(after, state, carryState(after, state, state.evaluatedAt))];
  return described.length > 0 ? described : ['Nothing is armed anew, and nothing is told again.'];
};
