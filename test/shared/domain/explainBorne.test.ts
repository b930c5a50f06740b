import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Amount, addAmounts } from '#shared/domain/amount.ts';
import { assignPayers, type PayersInForce, settlePayers } from '#shared/domain/assignPayers.ts';
import { explainBorne } from '#shared/domain/explainBorne.ts';
import { money, zeroMoney } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import type { Payer } from '#shared/domain/payers.ts';
import { type SharingPolicy, shareByPolicy } from '#shared/domain/shareIdle.ts';
import { costRowOf, dollars } from '#test/builders/costRow.ts';

const held = (component: string, team: string, unitSeconds: number) =>
  costRowOf({ component, team, unitSeconds, cost: dollars(`${unitSeconds}`) });
const idle = (unitSeconds: number, endpoint = 'ep') =>
  costRowOf({
    kind: 'idle',
    reason: 'unplaced',
    component: undefined,
    team: undefined,
    endpoint,
    unitSeconds,
    cost: dollars(`${unitSeconds}`),
  });

const a = held('a', 'red', 300);
const b = held('b', 'blue', 100);
const c = held('c', 'blue', 200);
const rows = [a, b, c, idle(120)];
const explain = (policy: SharingPolicy) => explainBorne(shareByPolicy(rows, policy));

describe('explainBorne', () => {
  it('says which part of what is idle a row bears by what it holds', () => {
    expect(explain({ kind: 'share', over: 'endpoint' })(b)).toEqual([
      {
        policy: { kind: 'share', over: 'endpoint' },
        borne: { unitSeconds: 20, cost: dollars('20') },
        whole: { unitSeconds: 120, cost: dollars('120') },
        held: 600,
        own: 100,
        parts: { own: 1n, all: 1n },
      },
    ]);
  });

  it('says which part is its team’s, and which of that is its own', () => {
    const [even] = explain({ kind: 'even', over: 'endpoint', among: ['team'] })(b);
    expect(even).toMatchObject({
      borne: { unitSeconds: 20, cost: dollars('20') },
      held: 300,
      own: 100,
      parts: { own: 1n, all: 2n },
    });
    const weights = new Map([
      ['red', 1n],
      ['blue', 3n],
    ]);
    const [weighed] = explain({ kind: 'weights', over: 'all', of: 'team', weights })(b);
    expect(weighed).toMatchObject({
      borne: { unitSeconds: 30 },
      held: 300,
      own: 100,
      parts: { own: 3n, all: 4n },
    });
  });

  it('has what is idle on other endpoints in the whole where it is shared over all', () => {
    const all = [...rows, idle(600, 'other')];
    const over = (scope: 'endpoint' | 'all') =>
      explainBorne(shareByPolicy(all, { kind: 'share', over: scope }))(a)[0]?.whole.unitSeconds;
    expect([over('endpoint'), over('all')]).toEqual([120, 720]);
  });

  it('says nothing of what bears nothing', () => {
    expect(explainBorne([])(a)).toEqual([]);
    expect(explain({ kind: 'share', over: 'endpoint' })(idle(120))).toEqual([]);
  });

  it('adds up to what each row bears by all policies of the payers together', () => {
    const over = fc.constantFrom('endpoint' as const, 'all' as const);
    const payer: fc.Arbitrary<Payer> = fc.oneof(
      over.map((scope) => ({ kind: 'share' as const, over: scope })),
      over.map((scope) => ({ kind: 'even' as const, over: scope })),
      over.map((scope) => ({ kind: 'weights' as const, over: scope, weights: new Map([['red', 2n]]) })),
      fc.constant({ kind: 'team' as const, team: 'red' }),
    );
    const amount = fc.record({
      unitSeconds: fc.integer({ min: 1, max: 500 }),
      cost: fc.bigInt(0n, 9_999n).map(money),
    });
    const row = fc
      .record({
        amount,
        team: fc.constantFrom('red', 'blue'),
        endpoint: fc.constantFrom('x', 'y'),
        reason: fc.constantFrom(undefined, 'empty' as const, 'unplaced' as const),
      })
      .map(({ amount: own, reason, ...rest }) =>
        reason === undefined
          ? costRowOf({ ...own, ...rest })
          : costRowOf({ ...own, ...rest, kind: 'idle', reason, component: undefined, team: undefined }),
      );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), payer, payer, (given, empty, unplaced) => {
        const payers: PayersInForce = {
          payerOf: (payable) => (payable === 'empty' ? empty : payable === 'unplaced' ? unplaced : undefined),
          ownerOfEndpoint: () => unowned,
          ownerOfTeam: (team) => ({ ...unowned, team }),
        };
        const { owned, shares } = settlePayers(given, payers);
        const borneBy = explainBorne(shares);
        const left = owned.filter((each) => !shares.some(({ borne }) => borne.shared.has(each)));
        const sums = left.map((each) =>
          borneBy(each).reduce<Amount>((sum, { borne }) => addAmounts(sum, borne), {
            unitSeconds: 0,
            cost: zeroMoney,
          }),
        );
        expect(sums).toEqual(assignPayers(given, payers).map((each) => each.idle));
      }),
    );
  });
});
