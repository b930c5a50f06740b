import { type CapacityAnswer, capacityOperation } from '#shared/api/capacityOperation.ts';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import { requireValues } from '#shared/api/readQuery.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import { readCapacity } from '#shared/costs/readCapacity.ts';
import type { Pool } from '#shared/domain/bucket.ts';
import { chooseStep } from '#shared/domain/chooseStep.ts';
import { compareKeys } from '#shared/domain/compareKeys.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { formatStep, type Step } from '#shared/domain/step.ts';
import { stepsOf } from '#shared/domain/stepsOf.ts';
import { bucketSeconds, type Instant } from '#shared/domain/time.ts';
import { revisionOf, toQuantityMeta } from './costFigures.ts';
import { formatCursor, parseCursor, questionKey } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { nextQuery } from './paginate.ts';
import { type AskedTime, resolveTime } from './resolveTime.ts';
import { defineRoute } from './route.ts';
import { capacityCells, capacityPlace, toCapacityRow } from './toCapacityRow.ts';
import { unknownName } from './unknownName.ts';

/** Steps for somebody who does not say how many: more than a chart has room for tell no more. */
const fewSteps = 300;

/** What is left of time whose buckets have expired. */
const hourSeconds = 3_600;

const findPools = async (endpoint: string, { ledger, account }: ApiDeps): Promise<Pool[]> => {
  const all = await ledger.listPools(account);
  const own = all.filter((pool) => pool.endpoint === endpoint);
  if (own.length > 0) return own;
  throw unknownName(
    'endpoint',
    endpoint,
    all.map((pool) => pool.endpoint),
  );
};

const checkStep = (step: Step | undefined, faults: Fault[]): void => {
  if (step?.kind !== 'fixed' || step.seconds >= bucketSeconds) return;
  const detail = `is ${formatStep(step)}, finer than capacity is kept; expected 5m or more`;
  faults.push({ parameter: 'step', detail });
};

type CutTime = AskedTime & { step: Step };

const cutBy = (time: AskedTime, leastSeconds: number): CutTime => {
  const step = chooseStep(time.window, time.zone, fewSteps, leastSeconds);
  const steps = stepsOf(time.window, step, time.zone, fewSteps);
  if ('fault' in steps) throw new FaultyRequestError([{ parameter: 'step', detail: steps.fault }]);
  return { ...time, steps, step };
};

/** Reads the steps that are asked for, or the finest few that are still kept. */
const readSteps = async (time: AskedTime, pools: readonly Pool[], now: Instant, deps: ApiDeps) => {
  const read = async (cut: CutTime) => ({
    cut,
    ...(await readCapacity({ pools, steps: cut.steps, now }, deps)),
  });
  if (time.step !== undefined) return read({ ...time, step: time.step });
  return read(cutBy(time, bucketSeconds)).catch((error: unknown) => {
    if (error instanceof NotFoundError) return read(cutBy(time, hourSeconds));
    throw error;
  });
};

/** What an endpoint's pools have, and how much of it is held, by steps. */
export const answerCapacity = defineRoute(
  capacityOperation,
  async ({ request, identity, query, path, now }, deps) => {
    const { faults, values } = query;
    const { endpoint = '' } = path;
    const key = questionKey(`/capacity/${endpoint}`, request.query, identity.teams);
    const cursor = values.cursor === undefined ? undefined : parseCursor(values.cursor, key);
    if (cursor !== undefined && 'fault' in cursor) faults.push({ parameter: 'cursor', detail: cursor.fault });
    const page = cursor === undefined || 'fault' in cursor ? undefined : cursor;
    checkStep(values.step, faults);
    const time = resolveTime(values, now, faults, page?.window);
    const { limit } = requireValues(query);
    if (time === undefined) throw new FaultyRequestError(faults);

    const pools = await findPools(endpoint, deps);
    const { cut, lines, facts } = await readSteps(time, pools, now, deps);
    const ordered = lines.toSorted((a, b) => compareKeys(capacityPlace(a), capacityPlace(b)));
    const isAfter = (place: ReturnType<typeof capacityPlace>): boolean =>
      page?.kind !== 'labels' || compareKeys(place, page.after) > 0;
    const left = ordered.filter((line) => isAfter(capacityPlace(line)));
    const own = left.slice(0, limit);
    const last = own.at(-1);
    const next =
      last === undefined || own.length === left.length
        ? null
        : formatCursor({ kind: 'labels', window: cut.window, after: capacityPlace(last) }, key);
    const rows = own.flatMap((line) => {
      const step = cut.steps[line.step];
      return step === undefined ? [] : [toCapacityRow(line, step)];
    });
    const meta = toQuantityMeta(cut, facts, { scope: scopeOf(identity), revision: revisionOf(ordered) });
    const body: CapacityAnswer = { meta, endpoint, step: formatStep(cut.step), rows, next };
    return { body, meta, cells: capacityCells(rows), next: nextQuery(request.query, next) };
  },
);
