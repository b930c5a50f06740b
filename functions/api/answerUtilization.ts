import { FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import {
  type UtilizationAnswer,
  utilizationLimits,
  utilizationOperation,
} from '#shared/api/utilizationOperation.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import { UpstreamError } from '#shared/domain/errors.ts';
import { parseWindow } from '#shared/domain/parseWindow.ts';
import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { utc } from '#shared/domain/zone.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { endpointKey } from '#shared/ledger/keys.ts';
import type { UtilizationSeries } from '#shared/metrics/chooseSeries.ts';
import type { Values } from '#shared/metrics/readValues.ts';
import { utilizationNames } from '#shared/metrics/utilizationMetrics.ts';
import { questionKey } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { findSeries } from './findSeries.ts';
import { findSubjects, type SeenSubject, seeSubjects } from './findSubjects.ts';
import { defineRoute } from './route.ts';
import { toUtilizationSeries } from './toUtilizationSeries.ts';
import { utilizationCells } from './utilizationCells.ts';
import { checkUtilizationStep, chooseUtilizationStep, stepsWithin } from './utilizationStep.ts';

/** The shortest publish interval (seconds). */
const slotSeconds = 10;

/** Seconds between samples of whatever was in force in a window, the longest; requests have them once a minute without enhanced metrics. */
const frequencyIn = (records: readonly EndpointRecord[], { from, to }: Window): number => {
  const deployments = records
    .flatMap((record) => record.deployments)
    .filter(({ startedAt, endedBy }) => startedAt < to && (endedBy === undefined || endedBy > from));
  return Math.max(
    slotSeconds,
    ...deployments.map(({ publishFrequency, isEnhanced }) =>
      isEnhanced ? publishFrequency : Math.max(publishFrequency, 60),
    ),
  );
};

const readAll = async (
  series: readonly UtilizationSeries[],
  range: Window,
  period: number,
  { readValues }: ApiDeps,
): Promise<Values[]> => {
  const values = await readValues(
    series.map(({ asked }) => asked),
    { ...range, period },
  );
  if (series.length > 0 && values.every((each) => each === undefined))
    throw new UpstreamError('metrics.unread', 'CloudWatch gives no metrics just now');
  return values;
};

/** Tells apart what askers may see: who was told half a minute ago is told the same, unless something came to be another's. */
const sightKey = (subjects: readonly SeenSubject[], { from, to }: Window): string => {
  const inner = (time: Instant) => (time <= from || time >= to ? 0 : time);
  return JSON.stringify(
    subjects.map(({ variant, component, spans }) => [
      variant,
      component ?? 0,
      spans.map((span) => [inner(span.from), inner(span.to)]),
    ]),
  );
};

const toAnswer = (body: UtilizationAnswer) => ({ body, meta: body.meta, cells: utilizationCells(body) });

/** How what components hold is used, from CloudWatch. */
export const answerUtilization = defineRoute(
  utilizationOperation,
  async ({ request, identity, query, now }, deps) => {
    const { faults, values } = query;
    const { zone = utc } = values;
    const rules = { now, zone, longestDays: utilizationLimits.days };
    const edges = { edgeSeconds: slotSeconds, nowSeconds: slotSeconds };
    const window =
      values.window === undefined ? undefined : parseWindow(values.window, { ...rules, ...edges });
    if (window !== undefined && 'fault' in window) faults.push({ parameter: 'window', detail: window.fault });
    const isWindow = window !== undefined && !('fault' in window);
    const least = isWindow ? checkUtilizationStep(window, values.step, now, faults) : undefined;
    const { endpoint, component, instance, copy, step, detail, metrics } = requireValues(query);
    if (!isWindow || least === undefined) throw new FaultyRequestError(faults);

    const scope = scopeOf(identity);
    const { document: owners } = await deps.owners.readInForce();
    const asked = { endpoint, component, window, scope, owners, now };
    const { records, subjects } = await findSubjects(asked, deps);
    const key = `${questionKey(utilizationOperation.path, request.query, identity.teams)}${identity.role}${sightKey(subjects, window)}`;
    const kept = deps.liveAnswers.get(key, now);
    if (kept !== undefined) return toAnswer(kept);

    const series = await findSeries(
      {
        endpoint,
        lives: new Set(records.map(({ arn, createdAt }) => endpointKey(arn, createdAt))),
        subjects,
        window,
        now,
        detail,
        names: metrics ?? utilizationNames,
        instance,
        copy,
      },
      deps,
    );
    const terms = { least, frequency: frequencyIn(records, window), series: series.length };
    const seconds = chooseUtilizationStep(window, step, terms);
    if (typeof seconds === 'object') throw new FaultyRequestError([seconds]);
    const range = stepsWithin(window, seconds);
    const steps = Array.from({ length: (range.to - range.from) / seconds }, (_, index): Window => {
      const from = after(range.from, index * seconds);
      return { from, to: after(from, seconds) };
    });
    const given = await readAll(series, range, seconds, deps);
    // The first step may begin before the window.
    const seen = seeSubjects(records, { ...asked, window: range });
    const body: UtilizationAnswer = {
      meta: {
        window: { from: formatInstant(window.from), to: formatInstant(window.to), zone },
        source: 'CloudWatch',
        state: 'estimated',
        readAt: formatInstant(now),
        stepSeconds: seconds,
        teams: scope.kind === 'all' ? null : [...scope.teams].toSorted(),
      },
      endpoint,
      times: steps.map(({ from }) => formatInstant(from)),
      series: toUtilizationSeries(series, given, steps, seen, scope),
    };
    deps.liveAnswers.put(key, body, now);
    return toAnswer(body);
  },
);
