import { quoteInput } from '#shared/domain/quoteInput.ts';
import { type Refusal, refuse } from '#shared/domain/refusal.ts';
import { bucketSeconds } from '#shared/domain/time.ts';

const form = /^(\d{1,5})([mhd])$/;
const secondsOf = new Map([
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

const shortest = 3_600;
const longest = 31 * 86_400;

/** The seconds of a look-back such as `90m`, `6h` or `7d` (days of 24 hours): an hour to 31 days, in whole five minutes. */
export const parseLookBack = (text: string): number | Refusal => {
  const [, count = '', unit = ''] = form.exec(text) ?? [];
  const seconds = Number(count) * (secondsOf.get(unit) ?? 0);
  if (seconds >= shortest && seconds <= longest && seconds % bucketSeconds === 0) return seconds;
  return refuse(`is ${quoteInput(text)}; expected 1h to 31d in whole five minutes, such as 90m, 6h or 7d`);
};
