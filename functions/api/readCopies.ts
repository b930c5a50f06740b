import { keepOwnComponents } from '#shared/costs/keepOwnComponents.ts';
import type { Scope } from '#shared/costs/tallyCosts.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import type { UnitFacts } from '#shared/domain/unitCosts.ts';
import type { Window } from '#shared/domain/window.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { createUnitsPerCopy } from '#shared/fleet/unitsPerCopy.ts';
import { eachConcurrently } from '#shared/lambda/eachConcurrently.ts';
import type { ApiDeps } from './deps.ts';

/** Records that are read side by side. */
const concurrency = 8;

/** Accelerators of one copy of each component, of what is recorded of the endpoints of some rows; for a team, of its own components. */
export const readCopies = async (
  rows: readonly SharedRow[],
  window: Window,
  scope: Scope,
  { account, records, owners }: Pick<ApiDeps, 'account' | 'records' | 'owners'>,
): Promise<UnitFacts['unitsPerCopy']> => {
  const endpoints = new Set(rows.map(({ endpoint }) => endpoint));
  const lives = (await records.listRecords(account)).filter(({ name }) => endpoints.has(name));
  const known: EndpointRecord[] = [];
  await eachConcurrently(lives, concurrency, async (life) => {
    const record = await records.read(life);
    if (record !== undefined) known.push(record);
  });
  if (scope.kind === 'all') return createUnitsPerCopy(known, window);
  const { document } = await owners.readInForce();
  return createUnitsPerCopy(keepOwnComponents(known, scope.teams, document, window), window);
};
