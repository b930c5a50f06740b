import { firstDifference } from './firstDifference.ts';
import type { Rates } from './rates.ts';
import type { Instant } from './time.ts';
import { edgesIn, isInForce } from './validity.ts';

/** All that a document says of rates at a time. Unused commitment is in no pool's cost, and revises none. */
const sayingAt = ({ rules }: Rates, time: Instant): string =>
  JSON.stringify(
    rules.filter((rule) => isInForce(rule, time)).map(({ match, cost, charge }) => ({ match, cost, charge })),
    (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  );

/** From when on two documents may give a pool different rates; undefined when they never do. */
export const earliestRateChange = (before: Rates, after: Rates): Instant | undefined =>
  firstDifference(before, after, { edgesOf: ({ rules }) => edgesIn(rules), sayingAt });
