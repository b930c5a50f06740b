import { cent, dollars, hours } from '#cli/formatAmounts.ts';
import { renderTable, rule } from '#cli/renderTable.ts';
import type { RatesCheck } from '#shared/domain/checkRates.ts';
import { roundColumns } from '#shared/rates/toRatesCheck.ts';

const names = ['INSTANCE TYPE', 'HOURS', 'COST NOW', 'COST THEN', 'CHARGE NOW', 'CHARGE THEN'];

/** What would still have no price, or none to be charged at. */
const noteUnknown = ({ types }: RatesCheck): string[] =>
  types.flatMap(({ instanceType, after: { cost, charge } }) => [
    ...(cost.unknownSeconds > 0
      ? [`note: ${hours(cost.unknownSeconds)} hours of ${instanceType} would be unpriced`]
      : []),
    ...(charge.unknownSeconds > 0
      ? [`note: nothing says what is charged for ${hours(charge.unknownSeconds)} hours of ${instanceType}`]
      : []),
  ]);

/** What a rates document would make of a range, for people, in cents that add up. */
export const renderRatesCheck = (check: RatesCheck): string => {
  const columns = Object.values(roundColumns(check, cent));
  const rows = check.types.map(({ instanceType, instanceSeconds }, index) => [
    instanceType,
    hours(instanceSeconds),
    ...columns.map(({ cells }) => {
      const { steps = 0n, unknownSeconds = 0 } = cells[index] ?? {};
      return unknownSeconds > 0 && unknownSeconds === instanceSeconds ? 'unpriced' : dollars(steps);
    }),
  ]);
  const seconds = check.types.reduce((sum, { instanceSeconds }) => sum + instanceSeconds, 0);
  const total = ['total', hours(seconds), ...columns.map((column) => dollars(column.total))];
  return [
    renderTable(names, [...rows, rule, total], 1),
    ...noteUnknown(check),
    ...check.idleRules.map((name) => `note: "${name}" matches nothing of that time`),
  ].join('\n');
};
