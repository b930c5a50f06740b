import type { Series } from '#local/aws/cloudwatch/series.ts';

/** What an expression or a part of it comes to. Texts and words are only arguments of functions. */
export type MathValue =
  | { kind: 'scalar'; value: number }
  | { kind: 'series'; series: Series }
  | { kind: 'array'; series: readonly Series[] }
  | { kind: 'text'; text: string }
  | { kind: 'word'; word: string };

/** A kind of value for people. */
export const describeKind = (kind: MathValue['kind']): string =>
  ({
    scalar: 'a scalar',
    series: 'a time series',
    array: 'an array of time series',
    text: 'a string',
    word: 'a keyword',
  })[kind];
