import { type Rate, rate } from './money.ts';

declare const factorBrand: unique symbol;

/** What a rate is multiplied by, in whole billionths: 0.72 is 720,000,000. */
export type Factor = bigint & { readonly [factorBrand]: true };

const one = 1_000_000_000n;
const decimalForm = /^(\d{1,3})(?:\.(\d{1,9}))?$/;

/** Reads a factor such as `0.72`, exactly; undefined when the text is no plain decimal number of at most nine places. */
export const parseFactor = (text: string): Factor | undefined => {
  const [, whole, fraction = ''] = decimalForm.exec(text) ?? [];
  return whole === undefined ? undefined : (BigInt(whole + fraction.padEnd(9, '0')) as Factor);
};

/** `0.72` */
export const formatFactor = (factor: Factor): string => {
  const fraction = (factor % one).toString().padStart(9, '0').replace(/0+$/, '');
  return `${factor / one}${fraction && `.${fraction}`}`;
};

/** A rate times a factor, rounded half up to whole nano-dollars: once, as the rate enters the ledger. */
export const scaleRate = (base: Rate, factor: Factor): Rate => rate((base * factor * 2n + one) / (one * 2n));
