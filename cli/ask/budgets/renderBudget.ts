import { plainText } from '#cli/plainText.ts';
import { renderTable } from '#cli/renderTable.ts';
import type { BudgetPeriodFigures, BudgetThreshold } from '#shared/api/budgetFields.ts';
import type { BudgetAnswer, BudgetEvent } from '#shared/api/budgetOperations.ts';
import { barText, usdText } from './budgetTexts.ts';
import { notesOn, renderBudgets } from './renderBudgets.ts';

const toCells = ({ threshold, state, at, crossedAt, cause, isTold, ...usd }: BudgetThreshold): string[] => [
  threshold,
  isTold === false ? `${state}, not told` : state,
  at ?? '',
  crossedAt === null ? (cause ?? '') : `crossed ${crossedAt}`,
  usdText(usd.limitUsd),
  usd.figureUsd === null ? '' : usdText(usd.figureUsd),
];

const renderThresholds = (thresholds: readonly BudgetThreshold[]): string =>
  renderTable(['THRESHOLD', 'STATE', 'SINCE', 'WHY', 'LIMIT', 'FIGURE'], thresholds.map(toCells), 4);

const renderPeriod = (period: BudgetPeriodFigures): string => {
  const { forecast } = period;
  const spent = `${usdText(period.spentUsd)} of ${usdText(period.amountUsd)} spent  ${barText(period.percent)}`;
  const settled =
    period.settledThrough === null
      ? []
      : [`${period.state}: ${usdText(period.settledUsd)} settled through ${period.settledThrough}`];
  const expected =
    forecast === null
      ? []
      : [
          `forecast: ${usdText(forecast.amountUsd)}, likely ${usdText(forecast.lowUsd)} to ${usdText(forecast.highUsd)}`,
          `confidence: ${forecast.confidence}: ${forecast.because}`,
        ];
  const lines = [`${period.period.name}: ${spent}`, ...settled, ...expected].map(plainText);
  return [...lines, renderThresholds(period.thresholds)].join('\n');
};

const renderSent = (sent: readonly BudgetEvent[]): string =>
  renderTable(
    ['SENT', 'WHAT', 'TO', 'SUBJECT'],
    sent.map(({ at, type, recipients, subject }) => [at, type, recipients.join(', '), subject ?? '']),
    4,
  );

/** One budget: how it stands, each open period with its thresholds, and what was sent of it. */
export const renderBudget = ({ budget, periods, sent }: BudgetAnswer): string =>
  [
    renderBudgets([budget]),
    ...(periods.length === 0 && notesOn(budget).length === 0
      ? ['No period is open.']
      : periods.map(renderPeriod)),
    sent.length === 0 ? 'Nothing was sent of it in this window.' : renderSent(sent),
  ].join('\n\n');
