import type { Factor } from './factor.ts';
import type { InForce } from './inForce.ts';
import { matchesPattern } from './matchesPattern.ts';
import type { Rate } from './money.ts';
import type { Validity } from './validity.ts';

/** What a rate is made from: the Price List's, or what is paid. */
export const rateBases = ['list', 'cost'] as const;
export type RateBase = (typeof rateBases)[number];

/** How a rate is found: from another one, times a factor or as it is, or fixed. */
export type RateBy<Base extends RateBase> =
  | { kind: 'derived'; of: Base; factor: Factor | undefined }
  | { kind: 'fixed'; perInstanceHour: Rate };

/** Patterns of `matchesPattern`; all that are given must match. */
export type RateMatch = { instanceType: string | undefined; endpoint: string | undefined };

/** What some instances cost, or what is charged for them, or both; what it leaves undefined it leaves to later rules. */
export type RateRule = Validity & {
  name: string;
  match: RateMatch;
  cost: RateBy<'list'> | undefined;
  charge: RateBy<RateBase> | undefined;
};

/** Dollars an hour of a savings plan's commitment that no instance used, as a rate. */
export type UnusedCommitment = Validity & { perHour: Rate };

/**
 * What is paid and what is charged. Of the rules in force that match, the first that says a cost gives the cost rate, the first
 * that says a charge the charge rate; without one the cost rate is the list price, and the charge rate the cost rate.
 */
export type Rates = {
  rules: readonly RateRule[];
  /** Stands apart: it is in no pool's cost. Those that overlap are added. */
  unusedCommitment: readonly UnusedCommitment[];
};

export type RatesInForce = InForce<Rates>;

/** What is paid is the list price, and what is charged is what is paid. */
export const defaultRates: Rates = { rules: [], unusedCommitment: [] };

/** Which instances a rate is of. */
export type RatedPool = { instanceType: string; endpoint: string };

export const matchesPool = ({ match }: Pick<RateRule, 'match'>, pool: RatedPool): boolean =>
  (['instanceType', 'endpoint'] as const).every((kind) => {
    const pattern = match[kind];
    return pattern === undefined || matchesPattern(pattern, pool[kind]);
  });
