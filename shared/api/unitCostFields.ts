import type { UnitCost } from '#shared/domain/measure.ts';
import { formatDollars } from '#shared/domain/money.ts';
import type { UnitCostLine } from '#shared/domain/unitCosts.ts';

/**
 * What a line of unit costs comes to, field by field; what has no tokens counted has none of their fields.
 * @param tell one unit cost in the form of the document.
 */
export const unitCostFields = <Told>(
  { cost, traffic, tokens, ...line }: UnitCostLine,
  tell: (each: UnitCost) => Told,
) => ({
  costUsd: cost === undefined ? null : formatDollars(cost),
  invocations: traffic.invocations,
  ...(traffic.uncounted === 0 ? {} : { uncountedSeconds: traffic.uncounted }),
  per1000Invocations: tell(line.per1000Invocations),
  perCopyHour: tell(line.perCopyHour),
  perGpuHour: tell(line.perGpuHour),
  ...(tokens === undefined
    ? {}
    : {
        tokensIn: Number(tokens.in),
        tokensOut: Number(tokens.out),
        perMillionTokens: tell(line.perMillionTokens),
        perMillionTokensIn: tell(line.perMillionTokensIn),
        perMillionTokensOut: tell(line.perMillionTokensOut),
      }),
});
