import { formatSteps } from './money.ts';
import { type Unit, type UnitKind, unitsPerVcpu } from './unit.ts';

/** Digits with thousands apart: `1,506,000`. */
export const withCommas = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** `36,000`; of thousandths `7,200.5` */
export const countText = (count: number | bigint): string => {
  const [whole = '', fraction] = count.toString().split('.');
  const grouped = withCommas(whole);
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
};

/** Whole nano-dollars as `$1,466.357333333`. */
export const usdText = (nano: bigint): string => {
  const [whole = '', fraction = ''] = formatSteps(nano < 0n ? -nano : nano, 9).split('.');
  return `${nano < 0n ? '-' : ''}$${withCommas(whole)}.${fraction}`;
};

/** A price in nano-dollars as `$5.752`, with two places at least. */
export const priceText = (nano: bigint): string => usdText(nano).replace(/(\.\d\d\d*?)0+$/, '$1');

const unitNames: Readonly<Record<UnitKind, string>> = {
  accelerator: 'GPU',
  vcpu: 'vCPU',
  instance: 'instance',
};

/** Units as people count them: vCPUs are kept in thousandths. */
export const unitCount = (kind: UnitKind, count: number): number =>
  kind === 'vcpu' ? count / unitsPerVcpu : count;

/** `36,000 GPU-seconds` */
export const unitSecondsText = (kind: UnitKind, unitSeconds: number): string => {
  const count = unitCount(kind, unitSeconds);
  return `${countText(count)} ${unitNames[kind]}-second${count === 1 ? '' : 's'}`;
};

/** `4 GPUs` */
export const unitsText = ({ kind, perInstance }: Unit): string => {
  const count = unitCount(kind, perInstance);
  return `${countText(count)} ${unitNames[kind]}${count === 1 ? '' : 's'}`;
};
