import { type IdleReason, idleReasons } from './idleReason.ts';
import { matchesPattern } from './matchesPattern.ts';
import type { IdleScope } from './shareIdle.ts';
import type { Instant } from './time.ts';
import { isInForce, type Validity } from './validity.ts';

/** What nobody holds, or nobody owns: somebody pays for it all the same. */
export const payables = [...idleReasons, 'unknown', 'unpriced', 'unowned'] as const;
export type Payable = (typeof payables)[number];

/** Who pays: one team, whoever owns the endpoint, or those who hold something, as `IdlePolicy` shares it. */
export type Payer =
  | { kind: 'team'; team: string }
  | { kind: 'endpointOwner' }
  | { kind: 'share'; over: IdleScope }
  | { kind: 'even'; over: IdleScope }
  | { kind: 'weights'; over: IdleScope; weights: ReadonlyMap<string, bigint> };

/** Of the rules in force the first that applies says who pays. */
export type PayerRule = Validity & {
  name: string;
  of: readonly Payable[];
  /** A pattern of the endpoint's name; undefined for all. */
  endpoint: string | undefined;
  payer: Payer;
};

const isIdle = (payable: Payable): payable is IdleReason => idleReasons.some((reason) => reason === payable);

/** The first rule in force that says who pays. */
export const findPayerRule = (
  rules: readonly PayerRule[],
  payable: Payable,
  endpoint: string,
  time: Instant,
): PayerRule | undefined =>
  rules.find(
    (each) =>
      isInForce(each, time) &&
      each.of.includes(payable) &&
      (each.endpoint === undefined || matchesPattern(each.endpoint, endpoint)),
  );

/** Who pays; where no rule says, the endpoint's owner for what is idle, for the rest nobody. */
export const findPayer = (
  rules: readonly PayerRule[],
  payable: Payable,
  endpoint: string,
  time: Instant,
): Payer | undefined =>
  findPayerRule(rules, payable, endpoint, time)?.payer ??
  (isIdle(payable) ? { kind: 'endpointOwner' } : undefined);
