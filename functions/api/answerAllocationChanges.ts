import {
  type AllocationChangesAnswer,
  allocationChangesOperation,
  longestChangeDays,
} from '#shared/api/allocationChangesOperation.ts';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import type { timeParams } from '#shared/api/questionParams.ts';
import { type QueryValues, requireValues } from '#shared/api/readQuery.ts';
import { scopeOf } from '#shared/costs/identityScope.ts';
import { isTagLabel, tagKeyOf } from '#shared/domain/aggregate.ts';
import type { Filter } from '#shared/domain/filter.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { parseWindow } from '#shared/domain/parseWindow.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { after, formatInstant, type Instant } from '#shared/domain/time.ts';
import { checkWindow, type Window } from '#shared/domain/window.ts';
import { utc } from '#shared/domain/zone.ts';
import { changeLabel } from './changeSubject.ts';
import { revisionOf, toQuantityMeta } from './costFigures.ts';
import { formatCursor, parseCursor, questionKey } from './cursor.ts';
import { findChangingPools } from './findChangingPools.ts';
import { findUnrecordedTags } from './findUnrecordedTags.ts';
import { watchNames } from './namesIn.ts';
import { nextQuery } from './paginate.ts';
import { readChangePage } from './readChangePage.ts';
import { recordedTags } from './readLines.ts';
import { defineRoute } from './route.ts';
import { changeCells } from './toChangeRows.ts';

/** The shortest publish interval: slots begin on multiples of it (seconds). */
const slotSeconds = 10;

const daySeconds = 86_400;

/** @param pinned the window that an earlier page had. */
const resolveWindow = (
  { window: text, zone = utc }: Partial<QueryValues<typeof timeParams>>,
  now: Instant,
  pinned: Window | undefined,
): Window | Refusal | undefined => {
  const rules = { now, zone, longestDays: longestChangeDays, edgeSeconds: slotSeconds };
  if (pinned !== undefined) return checkWindow(pinned, rules);
  return text === undefined ? undefined : parseWindow(text, rules);
};

const findAgeFault = ({ from }: Window, { now, keptDays }: { now: Instant; keptDays: number }): Fault[] => {
  const kept = after(now, -keptDays * daySeconds);
  if (from >= kept) return [];
  const detail = `starts at ${formatInstant(from)}, but buckets are kept for ${keptDays} days; expected a start after ${formatInstant(kept)}`;
  return [{ parameter: 'window', detail }];
};

const findTagFaults = ({ conditions }: Filter, owners: Owners): Fault[] => {
  const keys = conditions.flatMap(({ label }) => (isTagLabel(label) ? [tagKeyOf(label)] : []));
  return findUnrecordedTags('filter', keys, recordedTags(owners));
};

/** When components were scaled out and in. */
export const answerAllocationChanges = defineRoute(
  allocationChangesOperation,
  async ({ request, identity, query, now }, deps) => {
    const { faults, values } = query;
    const key = questionKey(allocationChangesOperation.path, request.query, identity.teams);
    const cursor = values.cursor === undefined ? undefined : parseCursor(values.cursor, key);
    if (cursor !== undefined && 'fault' in cursor) faults.push({ parameter: 'cursor', detail: cursor.fault });
    const page = cursor === undefined || 'fault' in cursor || cursor.kind !== 'labels' ? undefined : cursor;
    const { zone = utc } = values;
    const window = resolveWindow(values, now, page?.window);
    if (window !== undefined && 'fault' in window) faults.push({ parameter: 'window', detail: window.fault });
    else if (window !== undefined)
      faults.push(...findAgeFault(window, { now, keptDays: deps.bucketRetentionDays }));
    const { document: owners } = await deps.owners.readInForce();
    if (values.filter !== undefined) faults.push(...findTagFaults(values.filter, owners));
    const { filter, limit } = requireValues(query);
    if (window === undefined || 'fault' in window) throw new FaultyRequestError(faults);

    const scope = scopeOf(identity);
    const names = watchNames(filter, changeLabel, identity, deps);
    const pools = await findChangingPools({ window, filter, scope, owners }, deps, names.see);
    await names.refuseUnknown(pools.length === 0);
    const question = { window, filter, scope, owners, after: page?.after, limit };
    const { rows: placed, facts, next: place } = await readChangePage(pools, question, deps);
    const rows = placed.map(({ row }) => row);
    const meta = toQuantityMeta({ window, zone }, facts, { scope, revision: revisionOf(rows) });
    const next = place === undefined ? null : formatCursor({ kind: 'labels', window, after: place }, key);
    const body: AllocationChangesAnswer = { meta, rows, next };
    return { body, meta, cells: changeCells(rows), next: nextQuery(request.query, next) };
  },
);
