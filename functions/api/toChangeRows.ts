import type { AllocationChangeRow } from '#shared/api/allocationChangesOperation.ts';
import { toAllocationChanged } from '#shared/bus/allocationChanged.ts';
import type { Scope } from '#shared/costs/tallyCosts.ts';
import type { OrderKey } from '#shared/domain/compareKeys.ts';
import { type Filter, matchesFilter } from '#shared/domain/filter.ts';
import type { AllocationChange } from '#shared/domain/findAllocationChanges.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { bucketSeconds, floorTo } from '#shared/domain/time.ts';
import { changeLabel, modelOf } from './changeSubject.ts';
import type { ChangingPool } from './findChangingPools.ts';
import type { Cells } from './respond.ts';
import { seeShares } from './seenComponents.ts';

/** A change as a row, and where it stands among others. */
export type PlacedChange = { place: OrderKey; row: AllocationChangeRow };

/** A change as an asker may see it: none where nothing of it is theirs, or it is not asked for. */
export const toChangeRows = (
  { pool, describe }: ChangingPool,
  change: AllocationChange,
  areVcpus: boolean,
  { owners, scope, filter }: { owners: Owners; scope: Scope; filter: Filter },
): PlacedChange[] => {
  const bucket = floorTo(change.at, bucketSeconds);
  const facts = describe(change.component, bucket);
  const shares = ownersOf(owners, facts, bucket);
  const { own, part, ofCount } = seeShares(shares, scope);
  const unit = areVcpus ? 'vcpu' : 'accelerator';
  const { detail } = toAllocationChanged(pool, change, unit, shares);
  const { direction } = detail;
  const isWanted = own.some((share) =>
    matchesFilter(filter, (label) => changeLabel({ pool, facts, share, direction }, label)),
  );
  if (!isWanted) return [];
  const { endpoint, variant, instanceType, endpointCreatedAt } = pool;
  const row: AllocationChangeRow = {
    id: part === 1 ? detail.id : null,
    at: detail.at,
    withinSeconds: change.within,
    direction,
    endpoint,
    variant,
    instanceType,
    component: change.component,
    model: modelOf(facts),
    unit,
    from: ofCount(detail.from),
    to: ofCount(detail.to),
    share: part,
    owners: own.map(({ team, costCentre, product, parts }) => ({
      team: team ?? null,
      costCentre: costCentre ?? null,
      product: product ?? null,
      parts,
    })),
  };
  const place = [change.at, endpoint, variant, instanceType, change.component, endpointCreatedAt];
  return [{ place, row }];
};

const columns = [
  'at',
  'withinSeconds',
  'direction',
  'endpoint',
  'variant',
  'instanceType',
  'component',
  'model',
  'unit',
  'from',
  'to',
  'share',
] as const;

/** Rows as a table; several teams stand in one cell, each with its parts: `ads:1 search:2`. */
export const changeCells = (rows: readonly AllocationChangeRow[]): Cells => [
  [...columns, 'teams', 'id'],
  ...rows.map((row) => [
    ...columns.map((name) => row[name] ?? ''),
    row.owners
      .map(({ team, parts }) => (row.owners.length === 1 ? (team ?? '') : `${team ?? ''}:${parts}`))
      .join(' '),
    row.id ?? '',
  ]),
];
