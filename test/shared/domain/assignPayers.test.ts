import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignPayers, type PayersInForce } from '#shared/domain/assignPayers.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { money } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import { findPayer, type Payable, type Payer, payables } from '#shared/domain/payers.ts';
import { at } from '#test/builders/samples.ts';

const row = (changes: Partial<CostRow>): CostRow => ({
  kind: 'allocated',
  unit: 'accelerator',
  endpoint: 'chat',
  variant: 'AllTraffic',
  instanceType: 'ml.g6.12xlarge',
  reason: undefined,
  blocker: undefined,
  component: undefined,
  model: undefined,
  ...unowned,
  usage: undefined,
  shared: undefined,
  traffic: undefined,
  unitSeconds: 100,
  cost: money(1_000n),
  ...changes,
});
const held = (component: string, team: string | undefined, cost = 1_000n) =>
  row({ component, team, cost: money(cost), unitSeconds: Number(cost) / 10 });
const idle = (reason: CostRow['reason'], changes: Partial<CostRow> = {}) =>
  row({ kind: 'idle', reason, ...changes });

const owner = (team: string) => ({ team, costCentre: `CC-${team}`, product: undefined });
const payersOf = (payers: Partial<Record<Payable, Payer>>, endpointOwner?: string): PayersInForce => ({
  payerOf: (payable) => payers[payable],
  ownerOfEndpoint: () => (endpointOwner === undefined ? unowned : owner(endpointOwner)),
  ownerOfTeam: owner,
});
const shown = (rows: readonly CostRow[]) =>
  rows.map(({ kind, reason, component, team, cost }) => [component ?? reason ?? kind, team, cost]);

describe('assignPayers', () => {
  it('gives each reason of idle, what is unknown and what nobody owns to its payer', () => {
    const rows = [
      held('a', 'red'),
      held('b', undefined),
      idle('empty'),
      idle('stranded'),
      row({ kind: 'unknown', reason: 'hole' }),
      idle('empty', { cost: undefined }),
    ];
    const payers = payersOf(
      {
        empty: { kind: 'endpointOwner' },
        stranded: { kind: 'team', team: 'platform' },
        unknown: { kind: 'team', team: 'platform' },
        unowned: { kind: 'team', team: 'platform' },
        unpriced: { kind: 'team', team: 'finance' },
      },
      'blue',
    );
    expect(shown(assignPayers(rows, payers))).toEqual([
      ['a', 'red', 1_000n],
      ['b', 'platform', 1_000n],
      ['empty', 'blue', 1_000n],
      ['stranded', 'platform', 1_000n],
      ['hole', 'platform', 1_000n],
      ['empty', 'finance', undefined],
    ]);
  });

  it('shares one reason in proportion to use and leaves the other alone, on its own endpoint', () => {
    const rows = [
      held('a', 'red', 3_000n),
      held('b', 'blue', 1_000n),
      idle('stranded', { cost: money(401n) }),
      idle('empty'),
      idle('stranded', { endpoint: 'spare' }),
    ];
    const payers = payersOf({ stranded: { kind: 'share', over: 'endpoint' } });
    expect(shown(assignPayers(rows, payers))).toEqual([
      // 401 in the proportion of three to one: 300.75 and 100.25.
      ['a', 'red', 3_301n],
      ['b', 'blue', 1_100n],
      ['empty', undefined, 1_000n],
      ['stranded', undefined, 1_000n],
    ]);
  });

  it('leaves what the endpoint’s owner is to pay where there is none', () => {
    const rows = [idle('empty')];
    expect(shown(assignPayers(rows, payersOf({ empty: { kind: 'endpointOwner' } })))).toEqual([
      ['empty', undefined, 1_000n],
    ]);
  });

  it('never changes the total, nor who owns a row that has an owner', () => {
    const anyRow = fc.record({
      kind: fc.constantFrom('allocated' as const, 'idle' as const, 'unknown' as const),
      reason: fc.constantFrom(...idleReasons),
      endpoint: fc.constantFrom('x', 'y'),
      component: fc.constantFrom('a', 'b'),
      team: fc.constantFrom('red', undefined),
      unitSeconds: fc.integer({ min: 1, max: 500 }),
      cost: fc.option(fc.bigInt(0n, 10_000n).map(money), { nil: undefined }),
    });
    const over = fc.constantFrom('endpoint' as const, 'all' as const);
    const anyPayer: fc.Arbitrary<Payer> = fc.oneof(
      fc.constant({ kind: 'team' as const, team: 'platform' }),
      fc.constant({ kind: 'endpointOwner' as const }),
      over.map((scope) => ({ kind: 'share' as const, over: scope })),
      over.map((scope) => ({ kind: 'even' as const, over: scope })),
    );
    const anyPayers = fc.dictionary(fc.constantFrom(...payables), anyPayer);
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), anyPayers, (given, payers) => {
        const rows = given.map((each) =>
          row(each.kind === 'allocated' ? { ...each, reason: undefined } : each),
        );
        const paid = assignPayers(rows, payersOf(payers, 'blue'));
        const total = (all: readonly CostRow[]) => all.reduce((sum, { cost = 0n }) => sum + cost, 0n);
        const seconds = (all: readonly CostRow[]) => all.reduce((sum, each) => sum + each.unitSeconds, 0);
        expect(total(paid)).toBe(total(rows));
        expect(seconds(paid)).toBe(seconds(rows));
        expect(paid.every(({ cost = 0n }) => cost >= 0n)).toBe(true);
        const ofRed = (all: readonly CostRow[]) => all.filter(({ team }) => team === 'red').length;
        expect(ofRed(paid)).toBe(ofRed(rows));
      }),
    );
  });
});

describe('findPayer', () => {
  const rule = {
    name: 'from March on',
    from: at('2026-03-01T00:00:00Z'),
    to: undefined,
    of: ['empty', 'unknown'] as const,
    endpoint: 'prod-*',
    payer: { kind: 'team', team: 'platform' } as const,
  };

  it('goes by the first rule in force that applies', () => {
    const payer = (payable: Payable, endpoint: string, time: string) =>
      findPayer([rule], payable, endpoint, at(time));
    expect(payer('unknown', 'prod-1', '2026-03-01T00:00:00Z')).toEqual(rule.payer);
    expect(payer('unknown', 'prod-1', '2026-02-28T23:55:00Z')).toBeUndefined();
    expect(payer('unknown', 'test-1', '2026-03-01T00:00:00Z')).toBeUndefined();
  });

  it('is the endpoint’s owner for what is idle where no rule says otherwise', () => {
    expect(findPayer([], 'stranded', 'x', at('2026-03-01T00:00:00Z'))).toEqual({ kind: 'endpointOwner' });
    expect(findPayer([], 'unowned', 'x', at('2026-03-01T00:00:00Z'))).toBeUndefined();
  });
});
