import fc from 'fast-check';
import { changesOperation } from '#shared/api/changesOperation.ts';
import { costsOperation } from '#shared/api/costsOperation.ts';
import { cumulativeOperation } from '#shared/api/cumulativeOperation.ts';

const labels = ['endpoint', 'component', 'model', 'team', 'costCentre', 'product', 'variant', 'instanceType'];

/** What stands in a query, encoded. */
export const toQuery = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`]))
    .join('&');

export type CostQuery = Record<string, string | undefined>;

const policies = ['payers', 'separate', 'share', 'even', 'red=3,blue=1'];

/**
 * Questions of costs of 2 January 2026, all of them right.
 * @param shareIdle which policies are asked for.
 */
export const anyCostQuery = (shareIdle: readonly string[] = policies): fc.Arbitrary<CostQuery> =>
  fc.record({
    window: fc.constantFrom(
      '2026-01-02',
      '2026-01-02T00:00:00Z,2026-01-02T06:00:00Z',
      '2026-01-02T01:05:00Z,2026-01-02T02:55:00Z',
      '2026-01',
      '1d',
    ),
    zone: fc.constantFrom(undefined, 'UTC', 'Europe/Berlin', 'Asia/Kolkata'),
    step: fc.constantFrom(undefined, '1h', 'day', '6h', '45m'),
    accumulate: fc.constantFrom(undefined, 'true', 'false'),
    aggregate: fc.option(
      fc.uniqueArray(fc.constantFrom(...labels), { minLength: 1, maxLength: 3 }).map((some) => some.join()),
      { nil: undefined },
    ),
    costBasis: fc.constantFrom(undefined, 'allocation', 'usage'),
    rate: fc.constantFrom(undefined, 'cost', 'charge'),
    shareIdle: fc.constantFrom(...shareIdle),
    shareIdleOver: fc.constantFrom(undefined, 'endpoint', 'all'),
    includeIdle: fc.constantFrom(undefined, 'true', 'false'),
    filter: fc.constantFrom(
      undefined,
      'team:red',
      'team!:blue',
      'endpoint:chat',
      'endpoint!:chat+kind:allocated',
      'component:a*,b',
      'model:a-model',
    ),
    sort: fc.constantFrom(undefined, 'labels', 'cost', '-cost', '-gpuSeconds'),
    top: fc.constantFrom(undefined, '1', '2', '50'),
    limit: fc.constantFrom(undefined, '1', '7', '1000'),
  });

const asked = [costsOperation, cumulativeOperation, changesOperation] as const;

/** A question of one of the operations that tell of costs, and where it is asked. */
export type AnyQuestion = { id: (typeof asked)[number]['id']; path: string; query: CostQuery };

/** Questions of costs, of running totals and of changes, half of them of costs; the parameters are those that each has. */
export const anyQuestion = (): fc.Arbitrary<AnyQuestion> => {
  const own = fc.record({
    operation: fc.constantFrom(costsOperation, ...asked),
    since: fc.constantFrom(undefined, 'beginning', 'month', '2025-12-31'),
    against: fc.constantFrom(undefined, '2026-01-01', '2026-01-02T02:00:00Z,2026-01-02T04:00:00Z'),
  });
  return fc.tuple(own, anyCostQuery()).map(([{ operation, since, against }, query]) => {
    const all = Object.entries({ ...query, since, against });
    const known = all.filter(([name]) => Object.hasOwn(operation.query, name));
    return { id: operation.id, path: operation.path, query: Object.fromEntries(known) };
  });
};
