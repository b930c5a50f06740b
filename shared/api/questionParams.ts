import * as z from 'zod';
import { type Aggregate, aggregates, isTagLabel } from '#shared/domain/aggregate.ts';
import { costBases } from '#shared/domain/costBasis.ts';
import type { Filter } from '#shared/domain/filter.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { parseFilter } from '#shared/domain/parseFilter.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { rateKinds } from '#shared/domain/rateKind.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { idleScopes } from '#shared/domain/shareIdle.ts';
import { parseStep } from '#shared/domain/step.ts';
import { parseZone, utc } from '#shared/domain/zone.ts';

/** A text that is read by a function which says what is wrong with it. */
export const readWith = <Value extends string | object>(read: (text: string) => Value | Refusal) =>
  z.string().transform((text, context): Value => {
    const value = read(text);
    if (typeof value === 'object' && 'fault' in value) {
      context.addIssue({ code: 'custom', message: value.fault });
      return z.NEVER;
    }
    return value;
  });

/** What filters may name besides tags. */
export const filterLabels = [...aggregates, 'kind', 'reason'] as const;

const isPlain = (text: string): text is (typeof aggregates)[number] =>
  aggregates.some((each) => each === text);

const readLabel = (text: string): Aggregate | Refusal => {
  if (isPlain(text) || (isTagLabel(text) && text.length <= 132)) return text;
  const near = findLookAlike(text.slice(0, 100), aggregates);
  const hint = near === undefined ? '' : `; is ${near} meant?`;
  return { fault: `label ${quoteInput(text)} is unknown${hint}` };
};

/** `team,model`: each once, ten at most. */
const readAggregate = (text: string): Aggregate[] | Refusal => {
  const read = text.split(',').slice(0, 30).map(readLabel);
  const faults = read.flatMap((each) => (typeof each === 'object' ? [each.fault] : []));
  if (faults.length > 0)
    return { fault: `${faults.join('; ')}; expected some of ${[...aggregates, 'tag:KEY'].join(', ')}` };
  const labels = read.flatMap((each) => (typeof each === 'object' ? [] : [each]));
  if (labels.length > 10 || text.split(',').length > 30) return { fault: 'names more than 10 labels' };
  const doubled = labels.find((label, index) => labels.indexOf(label) !== index);
  return doubled === undefined
    ? labels
    : { fault: `names ${quoteInput(doubled)} twice; expected each label once` };
};

/** Who bears what nobody holds, as it is asked for; weights are those of the first label. */
export type IdleText =
  | { policy: 'payers' | 'separate' | 'share' | 'even' }
  | { weights: Map<string, bigint> };

/** Policies that anybody may ask for; weights are for who sees all. */
export const plainPolicies = ['payers', 'separate', 'share', 'even'] as const;

/** `search=3,ads=1` */
const readIdle = (text: string): IdleText | Refusal => {
  const policy = plainPolicies.find((each) => each === text);
  if (policy !== undefined) return { policy };
  const parts = text.split(',').map((part) => /^(.+)=(\d{1,9})$/.exec(part));
  const weights = new Map(
    parts.flatMap((part) => (part === null ? [] : [[part[1] ?? '', BigInt(part[2] ?? 0)]])),
  );
  const isWhole = parts.every((part) => part !== null) && weights.size === parts.length;
  const hasAny = [...weights.values()].some((weight) => weight > 0n);
  if (isWhole && hasAny && parts.length <= 1_000) return { weights };
  const expected = `${plainPolicies.join(', ')}, or weights such as search=3,ads=1`;
  return { fault: `policy ${quoteInput(text)} is unknown; expected ${expected}` };
};

/** `true` or `false`. */
export const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

export const whole = (least: number, most: number) =>
  z.string().transform((text, context): number => {
    const value = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    const message = `is ${quoteInput(text)}; expected a whole number from ${least} to ${most}`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** The most rows of one answer. */
export const mostRows = 1_000;

export const sorts = ['labels', 'cost', '-cost', 'gpuSeconds', '-gpuSeconds'] as const;

/** Which time is asked about. */
export const timeParams = {
  window: z.string('expected a window such as lastmonth, 7d or 2026-05-01,2026-06-01').meta({
    description:
      'A name (today, yesterday, week, lastweek, month, lastmonth, year, lastyear), a duration up to now (30m, 12h, 7d, 2w), ' +
      'a day, month or year, or a start and an end with a comma between; the end is not part of it',
    examples: ['lastmonth', '7d', '2026-05-01,2026-06-01'],
  }),
  // The plus of Etc/GMT+5 comes as a space where it was not encoded.
  zone: readWith((text) => parseZone(text.replace(/ (?=\d+$)/, '+')))
    .default(utc)
    .meta({
      description: 'Whose days, weeks and months are meant: an IANA name',
      default: 'UTC',
      examples: ['Europe/Berlin'],
    }),
};

export const stepParams = {
  step: readWith(parseStep)
    .optional()
    .meta({
      description:
        'Cut the window into steps: 10s to 150s, multiples of 5m, 6h, 1d, 2w, or hour, day, week, month, year',
      examples: ['1d'],
    }),
  accumulate: flag.default(false).meta({
    description:
      'Tell the steps as one: what is idle is shared in each by itself, and then they are added up',
    default: 'false',
  }),
};

/** @param labels that conditions may name besides tags. */
export const filterParam = (labels: readonly string[]) =>
  readWith((text) => {
    const read = parseFilter(text, labels);
    return 'faults' in read
      ? { fault: read.faults.map(({ what, at }) => `${what} (character ${at})`).join('; ') }
      : read;
  })
    .default({ conditions: [] } satisfies Filter)
    .meta({
      description:
        'Conditions joined by + (and): label:value, label!:value, with several values after commas; search-* is a prefix, ' +
        `"" means none, and "…" is taken as it is. Labels are ${labels.join(', ')} and tag:KEY`,
      examples: ['team:search,ads+endpoint!:dev-*', 'tag:env:prod'],
    });

/** How costs are told. */
export const viewParams = {
  aggregate: readWith(readAggregate)
    .default(['team', 'model'])
    .meta({
      description: `What to add up by: some of ${aggregates.join(', ')}, and tag:KEY`,
      default: 'team,model',
      examples: ['team', 'endpoint,component', 'tag:env'],
    }),
  costBasis: z
    .enum(costBases)
    .default('allocation')
    .meta({ description: 'allocation: what is held; usage: what of it is used, and what is waste' }),
  rate: z
    .enum(rateKinds)
    .default('cost')
    .meta({ description: 'cost: what is paid; charge: what teams are charged, and the variance' }),
  shareIdle: readWith(readIdle)
    .default({ policy: 'payers' })
    .meta({
      description:
        'Who bears what nobody holds. payers: whoever the owners document says; separate: nobody; share: in proportion to ' +
        'what is held; even: each as much; or, for who sees all, weights of the first label',
      default: 'payers',
      examples: ['share', 'search=3,ads=1'],
    }),
  shareIdleOver: z
    .enum(idleScopes)
    .default('endpoint')
    .meta({ description: 'Over whom: those on the same endpoint, or all' }),
  includeIdle: flag
    .default(true)
    .meta({ description: 'false leaves out what nobody holds and nobody bears', default: 'true' }),
  filter: filterParam(filterLabels),
};

/** A request's line and headers together may have 10,240 characters, a token among them. */
export const longestCursor = 2_000;

/** Which of the rows, and in which order. */
export const pageParams = {
  sort: z
    .enum(sorts)
    .default('labels')
    .meta({ description: 'In order of the labels, or of an amount; - is the largest first' }),
  top: whole(1, mostRows)
    .optional()
    .meta({ description: 'Only so many of the costliest, the rest as one row' }),
  limit: whole(1, mostRows)
    .default(100)
    .meta({ description: `Rows of one answer, at most ${mostRows}`, default: '100' }),
  cursor: z
    .string()
    .max(longestCursor)
    .optional()
    .meta({ description: 'Where the last answer ended, from its `next`; all else as it was asked then' }),
};
