import { noteUnitCosts } from '#cli/ask/unitCosts/noteUnitCosts.ts';
import { toUnitCostLine } from '#cli/ask/unitCosts/toUnitCostLine.ts';
import { defineView } from '#cli/ask/view.ts';
import { plainText } from '#cli/plainText.ts';
import { tokensEnclosure } from '#cli/tokens/tokensEnclosure.ts';
import { renderUnitCosts } from '#cli/unitCostTable.ts';
import { type UnitCostsAnswer, unitCostsOperation } from '#shared/api/unitCostsOperations.ts';
import type { UnitCost } from '#shared/domain/measure.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';

const isBorne = (each: UnitCost): boolean => each.kind !== 'unknown' && each.own !== each.withIdle;

/** Two tables where idle capacity was asked to be borne, or is. */
const bearsIdle = ({ meta }: UnitCostsAnswer, lines: readonly UnitCostLine[]): boolean =>
  ['share', 'even', 'weights'].includes(meta.idle.policy) ||
  lines.some((line) => [line.per1000Invocations, line.perCopyHour, line.perGpuHour].some(isBorne));

/** What units cost, as `tenner replay --unit-cost` shows it. */
export const unitCostsView = defineView(unitCostsOperation, {
  examples: [
    ['', 'the month to date, by team and model'],
    ['--window lastmonth --aggregate component --share-idle share', 'with idle capacity shared, and without'],
    ['--window yesterday --tokens tokens.csv --token-weights 1:3', 'with a million tokens in and out'],
    ['--window yesterday --tokens s3://BUCKET/tokens.csv.gz --json', 'for a program'],
    ['--token-metric Chat/Tokens,PromptTokens,CompletionTokens,Component', 'of tokens that CloudWatch has'],
  ],
  enclosure: tokensEnclosure,
  render: (answer, query) => {
    const aggregate = unitCostsOperation.query.aggregate.safeParse(query.aggregate).data ?? [];
    const lines = answer.rows.map((row) => toUnitCostLine(row, aggregate));
    const hasTokens = answer.leftOut !== undefined;
    const table =
      lines.length === 0
        ? 'Nothing was held in this window.'
        : renderUnitCosts(lines, aggregate, { hasTokens, isIdleShared: bearsIdle(answer, lines) });
    return `${table}\n\n${noteUnitCosts(answer).map(plainText).join('\n')}`;
  },
});
