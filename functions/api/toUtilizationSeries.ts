import type { UtilizationAnswerSeries } from '#shared/api/utilizationOperation.ts';
import type { Scope } from '#shared/costs/tallyCosts.ts';
import type { Window } from '#shared/domain/window.ts';
import type { UtilizationSeries } from '#shared/metrics/chooseSeries.ts';
import type { Values } from '#shared/metrics/readValues.ts';
import { utilizationMetrics } from '#shared/metrics/utilizationMetrics.ts';
import type { SeenSubject } from './findSubjects.ts';

/** Stretches that touch or overlap as one. */
const join = (spans: readonly Window[]): Window[] => {
  const joined: Window[] = [];
  for (const { from, to } of spans) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to)
      joined[joined.length - 1] = { from: last.from, to: to > last.to ? to : last.to };
    else joined.push({ from, to });
  }
  return joined;
};

/**
 * Whether a step may be told: for a team it lies whole in time that was its own, so that nothing of another's is in it; for
 * others the component was there.
 */
const isTold = (spans: readonly Window[], step: Window, scope: Scope): boolean =>
  spans.some(({ from, to }) =>
    scope.kind === 'teams' ? from <= step.from && step.to <= to : from < step.to && step.from < to,
  );

type Told = { series: UtilizationSeries; isWhole: boolean; values: (number | null)[] };

/** The copy, or instance, that a series is of. */
const placeKey = ({ place: { variant, component, instance, copy } }: UtilizationSeries): string =>
  JSON.stringify([variant, component ?? 0, instance ?? 0, copy ?? 0]);

/** What CloudWatch only remembers was not there where none of its series has a value, as far as they could be read. */
const leaveOutRemembered = (all: readonly Told[]): Told[] => {
  const wasThere = ({ series, isWhole, values }: Told) =>
    series.place.isVouched || !isWhole || values.some((value) => value !== null);
  const there = new Set(all.filter(wasThere).map(({ series }) => placeKey(series)));
  return all.filter(({ series }) => there.has(placeKey(series)));
};

const toAnswer = (
  { series: { place, name, asked }, isWhole, values }: Told,
  model: string | undefined,
): UtilizationAnswerSeries => {
  const { variant, component, instance, copy, accelerator } = place;
  return {
    metric: name,
    statistic: asked.statistic,
    unit: utilizationMetrics[name].unit,
    variant,
    component: component ?? null,
    model: model ?? component ?? null,
    instance: instance ?? null,
    copy: copy ?? null,
    accelerator: accelerator ?? null,
    isWhole,
    values,
  };
};

/**
 * What CloudWatch gave as the series of an answer, in the same order.
 * @param given for each series its values by step; undefined where it would not give them.
 */
export const toUtilizationSeries = (
  all: readonly UtilizationSeries[],
  given: readonly Values[],
  steps: readonly Window[],
  subjects: readonly SeenSubject[],
  scope: Scope,
): UtilizationAnswerSeries[] => {
  const keyOf = ({ variant, component }: Pick<SeenSubject, 'variant' | 'component'>) =>
    JSON.stringify([variant, component ?? 0]);
  const known = new Map(
    subjects.map((subject) => {
      const spans = join(subject.spans);
      return [keyOf(subject), { subject, isTold: steps.map((step) => isTold(spans, step, scope)) }];
    }),
  );
  const told = all.map((series, index): Told => {
    const values = given[index];
    const own = known.get(keyOf(series.place))?.isTold;
    return {
      series,
      isWhole: values !== undefined,
      values: steps.map((_, at) => (own?.[at] === true ? (values?.[at] ?? null) : null)),
    };
  });
  return leaveOutRemembered(told).map((each) => {
    const subject = known.get(keyOf(each.series.place))?.subject;
    return toAnswer(each, subject?.spans.at(-1)?.model);
  });
};
