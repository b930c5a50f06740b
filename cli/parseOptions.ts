import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { bucketSeconds, type Instant, parseInstant } from '#shared/domain/time.ts';
import { UsageError } from './usageError.ts';

/** `; is --window meant?` where an option that is not there looks like one that is. */
const hintOf = (message: string, options: ParseArgsOptionsConfig): string => {
  const [, unknown] = /^Unknown option '--(?:no-)?([^']*)'/.exec(message) ?? [];
  const near = unknown === undefined ? undefined : findLookAlike(unknown, Object.keys(options));
  return near === undefined ? '' : `; is --${near} meant?`;
};

/** Splits a command's arguments. @throws UsageError naming the option that is wrong. */
export const parseOptions = <Options extends ParseArgsOptionsConfig>(args: string[], options: Options) => {
  try {
    return parseArgs({ args, options, allowPositionals: true, allowNegative: true, strict: true });
  } catch (error) {
    const [message = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\.?\n/);
    throw new UsageError(`${message}${hintOf(message, options)}`);
  }
};

/** A whole number from `least` to `most`. */
export const parseWhole = (name: string, text: string, least: number, most: number): number => {
  const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} is "${text}"; expected a whole number from ${least} to ${most}`);
};

/** One of some words. */
export const parseChoice = <Choice extends string>(
  name: string,
  text: string,
  choices: readonly Choice[],
): Choice => {
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new UsageError(`--${name} is "${text}"; expected one of ${choices.join(', ')}`);
};

/** A time that lies on a bucket's edge. */
export const parseBucketEdge = (name: string, text: string): Instant => {
  const time = parseInstant(text);
  if (time === undefined) {
    throw new UsageError(
      `--${name} is "${text}"; expected an ISO 8601 time in UTC such as 2026-05-01T00:05:00Z`,
    );
  }
  if (time % bucketSeconds === 0) return time;
  throw new UsageError(`--${name} is ${text}, which is on no bucket edge; expected a whole five minutes`);
};
