import type { Money } from '#shared/domain/money.ts';
import type { Instant } from '#shared/domain/time.ts';

/** What an hour cost, by instance type: so that a change of a type's price can be taken in. */
export type SpendHour = ReadonlyMap<string, Money>;

/** Settled hours of one series (a budget's scope, a team, a component), one after the other. */
export type SpendHistory = {
  /** Start of the first hour, on a whole hour in UTC. */
  from: Instant;
  /** Undefined for an hour that nobody knows, as of a hole or before the ledger's beginning; an empty one cost nothing. */
  hours: readonly (SpendHour | undefined)[];
};
