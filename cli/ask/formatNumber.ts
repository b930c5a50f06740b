const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 3 });
const fraction = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** `1,506,000`, `12.346`, `0.00123`: three decimals, or as many figures where it is less than one. */
export const formatNumber = (value: number): string =>
  (Math.abs(value) < 1 ? fraction : whole).format(value).replace('-', '−');
