import type { BucketRate } from '#shared/domain/bucket.ts';
import { defaultRates, type RatesInForce } from '#shared/domain/rates.ts';
import type { SplitRates } from '#shared/domain/ratesOf.ts';
import { parseRates } from '#shared/rates/parseRates.ts';

/** No rates document was given. */
export const noRates: RatesInForce = { version: 0, document: defaultRates };

/** A price that is paid and charged alike, unless it is said what is charged. */
export const ratesAt = (rate: BucketRate | undefined, changes: Partial<SplitRates> = {}): SplitRates => ({
  rate,
  chargeRate: rate,
  ratesVersion: 0,
  ...changes,
});

/** A document as its file would have it; each rule is named after its place. */
export const ratesWith = (
  version: number,
  rules: readonly object[],
  rest: { unusedCommitment?: readonly object[] } = {},
): RatesInForce => ({
  version,
  document: parseRates(
    JSON.stringify({ rules: rules.map((rule, index) => ({ name: `rule ${index + 1}`, ...rule })), ...rest }),
  ),
});
