import { type Money, money, unitsPerNanoDollar } from '#shared/domain/money.ts';

/** Reads a decimal of dollars with up to nine places, as the API writes it: `-0.571000000`. @throws RangeError for anything else. */
export const parseUsd = (text: string): Money => {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`${JSON.stringify(text)} is no decimal of dollars`);
  const nano = BigInt(whole + fraction.padEnd(9, '0'));
  return money((sign === '-' ? -nano : nano) * unitsPerNanoDollar);
};
