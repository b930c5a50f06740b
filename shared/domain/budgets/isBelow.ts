import type { Money } from '#shared/domain/money.ts';

/** Of a hundred parts of the limit. */
const recoveryParts = 98n;

/**
 * Whether a figure is so far below a limit that it has recovered: by two per cent of the limit at least. What was announced is not
 * taken back and forth by what only trembles around its limit: late samples that unknown capacity turns into idle, prices rounded
 * anew, a forecast that differs from hour to hour. Two per cent of a month's budget are half a day of its spend; a price, an owner or
 * a correction that is worth telling moves a figure by more.
 */
export const isBelow = (figure: Money, limit: Money): boolean => figure * 100n <= limit * recoveryParts;
