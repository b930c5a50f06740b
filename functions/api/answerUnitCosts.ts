import { createHash } from 'node:crypto';
import { type Fault, FaultyRequestError } from '#shared/api/fault.ts';
import { type QueryRead, requireValues } from '#shared/api/readQuery.ts';
import {
  tokenCostsOperation,
  type UnitCostsAnswer,
  type unitCostParams,
  unitCostsOperation,
} from '#shared/api/unitCostsOperations.ts';
import { placeLabels } from '#shared/domain/aggregate.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { equalTokenWeights, type TokenCounts, type TokenWeights } from '#shared/domain/tokens.ts';
import { unitCostOrder, unitCostsOf } from '#shared/domain/unitCosts.ts';
import { sumTokens, type TokenSums } from '#shared/tokens/sumTokens.ts';
import { type TokensBody, toTokenRows, toTokenWeights } from '#shared/tokens/tokensBody.ts';
import { revisionOf, toMeta } from './costFigures.ts';
import { parseCursor, questionKey } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { nextQuery, paginate } from './paginate.ts';
import { readCopies } from './readCopies.ts';
import { readHeldRows } from './readHeldRows.ts';
import { recordedTags } from './readLines.ts';
import { resolveTime } from './resolveTime.ts';
import type { Answer } from './respond.ts';
import { type Asked, defineRoute } from './route.ts';
import { toCostQuestion } from './toCostQuestion.ts';
import { toUnitCostRow } from './toUnitCostRow.ts';
import { unitCostCells } from './unitCostCells.ts';

type Values = QueryRead<typeof unitCostParams>['values'];

/** Nobody reads a longer list. */
const mostNames = 100;

/** Which tokens are in no figure: of another time, or of what no cost is known to the asker. */
const toLeftOut = (
  { counts, outside }: TokenSums,
  rows: readonly SharedRow[],
): UnitCostsAnswer['leftOut'] => {
  const known = new Set(rows.map(({ component }) => component));
  const others = [...counts.keys()].filter((component) => !known.has(component));
  return { rowsOutside: outside, componentCount: others.length, components: others.slice(0, mostNames) };
};

const isPlace = (label: string): boolean => placeLabels.some((each) => each === label);

/** Nobody counts the invocations of one copy for the ledger. */
const refusePlaces = ({ aggregate = [], filter }: Values, faults: Fault[]): void => {
  const detail = 'names instance or copy, by which unit costs are not told';
  if (aggregate.some(isPlace)) faults.push({ parameter: 'aggregate', detail });
  if (filter?.conditions.some(({ label }) => isPlace(label))) faults.push({ parameter: 'filter', detail });
};

type Given = { body: TokensBody; key: string; weights: TokenWeights } | undefined;

const noCounts: TokenCounts = new Map();

const tellUnitCosts = async (
  { request, identity, query, now }: Asked<typeof unitCostParams, unknown>,
  given: Given,
  deps: ApiDeps,
): Promise<Answer & { body: UnitCostsAnswer }> => {
  const { faults, values } = query;
  const key = `${given?.key} ${questionKey(unitCostsOperation.path, request.query, identity.teams)}`;
  const cursor = values.cursor === undefined ? undefined : parseCursor(values.cursor, key);
  if (cursor !== undefined && 'fault' in cursor) faults.push({ parameter: 'cursor', detail: cursor.fault });
  const page = cursor === undefined || 'fault' in cursor ? undefined : cursor;
  const time = resolveTime(values, now, faults, page?.window);
  const { document: owners } = await deps.owners.readInForce();
  const question = toCostQuestion(
    values,
    { account: deps.account, recordedTags: recordedTags(owners), role: identity.role },
    faults,
  );
  refusePlaces(values, faults);
  const { aggregate, limit } = requireValues(query);
  if (time === undefined) throw new FaultyRequestError(faults);

  const { window } = time;
  const held = await readHeldRows({ ...question, steps: [window] }, values, identity, deps);
  const tokens = given && (await sumTokens(toTokenRows(given.body), window));
  const lines = unitCostsOf(held.rows, aggregate, {
    unitsPerCopy: await readCopies(held.rows, window, held.scope, deps),
    tokens: tokens?.counts ?? noCounts,
    tokenWeights: given?.weights ?? equalTokenWeights,
    isWanted: held.isWanted,
  });
  const revision = revisionOf(lines);
  const asked = { order: { by: 'labels' }, limit, revision, window, question: key } as const;
  const { first, count, next } = paginate(lines.map(unitCostOrder), page, asked);
  const rows = lines.slice(first, first + count).map(toUnitCostRow);
  const { facts, scope } = held;
  const meta = toMeta(time, question, 'allocation', facts, { scope, revision });
  const leftOut = tokens && toLeftOut(tokens, held.rows);
  return {
    body: { meta, rows, ...(leftOut === undefined ? {} : { leftOut }), next },
    meta,
    cells: unitCostCells(rows, aggregate, tokens !== undefined),
    next: nextQuery(request.query, next),
  };
};

/** What units cost. */
export const answerUnitCosts = defineRoute(unitCostsOperation, (asked, deps) =>
  tellUnitCosts(asked, undefined, deps),
);

/** What a million tokens cost, too, of counts that are given. */
export const answerTokenCosts = defineRoute(tokenCostsOperation, (asked, deps) => {
  const { body } = asked;
  const key = createHash('sha256').update(JSON.stringify(body)).digest('base64url');
  return tellUnitCosts(asked, { body, key, weights: toTokenWeights(body) }, deps);
});
