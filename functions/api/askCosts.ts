import type { Fault } from '#shared/api/fault.ts';
import type { stepParams, timeParams, viewParams } from '#shared/api/questionParams.ts';
import type { QueryShape } from '#shared/api/readQuery.ts';
import type { CostQuestion } from '#shared/costs/costQuestion.ts';
import { type Cursor, parseCursor, questionKey } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { recordedTags } from './readLines.ts';
import { type AskedTime, resolveTime } from './resolveTime.ts';
import type { Asked } from './route.ts';
import { toCostQuestion } from './toCostQuestion.ts';
import { toDivision } from './toDivision.ts';

/** What every question of costs has. */
type CostShape = typeof timeParams & typeof stepParams & typeof viewParams & { cursor: QueryShape[string] };

/** A question of costs, worked out as far as it is right. */
export type CostAsk = {
  /** Undefined where it is not. */
  time: AskedTime | undefined;
  question: Omit<CostQuestion, 'steps'>;
  cursor: Cursor | undefined;
  /** What must be asked alike on every page. */
  key: string;
};

/** @returns undefined without a cursor, and for one that is none, with the fault added. */
const readCursor = (text: unknown, key: string, faults: Fault[]): Cursor | undefined => {
  if (typeof text !== 'string') return undefined;
  const cursor = parseCursor(text, key);
  if (!('fault' in cursor)) return cursor;
  faults.push({ parameter: 'cursor', detail: cursor.fault });
  return undefined;
};

/** Works out what is asked: faults are added to the query's, for the answer to throw with its own. */
export const askCosts = async <Shape extends CostShape>(
  path: string,
  { request, identity, query, now }: Pick<Asked<Shape, unknown>, 'request' | 'identity' | 'query' | 'now'>,
  deps: ApiDeps,
): Promise<CostAsk> => {
  const { faults } = query;
  const values: Asked<CostShape, unknown>['query']['values'] = query.values;
  const key = questionKey(path, request.query, identity.teams);
  const cursor = readCursor(values.cursor, key, faults);
  const time = resolveTime(values, now, faults, cursor?.window);
  const { document: owners } = await deps.owners.readInForce();
  const known = { account: deps.account, recordedTags: recordedTags(owners), role: identity.role };
  const division = time && toDivision(values, time, faults);
  return { time, question: { ...toCostQuestion(values, known, faults), division }, cursor, key };
};
