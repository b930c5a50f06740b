import { describe, expect, it } from 'vitest';
import type { Aggregate } from '#shared/domain/aggregate.ts';
import { costChanges } from '#shared/domain/costChanges.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import { formatDollars, money } from '#shared/domain/money.ts';
import { unowned } from '#shared/domain/owner.ts';
import type { SharedRow } from '#shared/domain/shareIdle.ts';
import { dollars, sharedRowOf } from '#test/builders/costRow.ts';

/** GPU-hours of component `a` of team red, at dollars an hour. */
const held = (hours: number, price: number, changes: Partial<CostRow> = {}): SharedRow =>
  sharedRowOf({ unitSeconds: hours * 3_600, cost: dollars(`${hours * price}`), ...changes });
/** The same with as many GPU-hours idle that it bears. */
const bearing = (row: SharedRow, hours: number, price: number): SharedRow => ({
  ...row,
  unitSeconds: row.unitSeconds + hours * 3_600,
  cost: money((row.cost ?? 0n) + dollars(`${hours * price}`)),
  idle: { unitSeconds: hours * 3_600, cost: dollars(`${hours * price}`) },
});
const nobodys = { ...unowned, component: undefined, model: undefined, traffic: undefined };
const rest = (kind: CostRow['kind'], cost: string, changes: Partial<CostRow> = {}): SharedRow =>
  sharedRowOf({ ...nobodys, kind, unitSeconds: 3_600, cost: dollars(cost), ...changes });

const changesOf = (before: SharedRow[], after: SharedRow[], by: Aggregate[] = ['team']) => {
  const { lines, total, unpriced } = costChanges(before, after, by);
  const tell = (name: string, line: typeof total) => {
    const parts = [line.change, line.quantity, line.price, line.ownership, line.idle];
    return [name, ...parts.map((part) => Number(formatDollars(part, 2)))];
  };
  return {
    lines: lines.map((line) => {
      const labels = by.flatMap((label) => line.labels.get(label) ?? []);
      return tell([...labels, ...(line.kind === 'allocated' ? [] : [line.kind])].join(' '), line);
    }),
    total: tell('', total).slice(1),
    unpriced,
  };
};

describe('costChanges', () => {
  it('tells why each team pays more or less', () => {
    const before = [
      bearing(held(6, 1), 2, 1),
      held(4, 1, { team: 'blue' }),
      rest('idle', '3.00', { reason: 'empty' }),
      rest('unknown', '1.00', { reason: 'hole' }),
      rest('variance', '-2.00', { unit: 'instance', unitSeconds: 0 }),
    ];
    const after = [
      bearing(held(6, 1.5), 1, 1.5),
      held(14, 1.5, { team: 'blue' }),
      rest('idle', '2.25', { reason: 'empty' }),
      rest('unknown', '3.00', { reason: 'hole', unitSeconds: 7_200 }),
      rest('variance', '-0.50', { unit: 'instance', unitSeconds: 0 }),
    ];
    // Change, and of it quantity, price, ownership, idle. Of 20 GPU-hours red would have had 12 at $1, and has 6.
    expect(changesOf(before, after)).toEqual({
      lines: [
        ['blue', 17, 4, 7, 6, 0],
        ['red', 2.5, 6, 3, -6, -0.5],
        ['idle', -0.75, 0, 0, 0, -0.75],
        ['unknown', 2, 1, 1, 0, 0],
        ['variance', 1.5, 0, 1.5, 0, 0],
      ],
      total: [22.25, 11, 12.5, 0, -1.25],
      unpriced: [],
    });
  });

  it('gives the amounts of both periods, as lines of costs have them', () => {
    const vcpu = { unit: 'vcpu' as const, unitSeconds: 5_000, cost: dollars('0.10') };
    const { lines, total } = costChanges([bearing(held(6, 1), 2, 1)], [sharedRowOf(vcpu)], ['team']);
    const sides = {
      before: { gpuSeconds: 28_800, vcpuSeconds: 0, cost: dollars('8') },
      after: { gpuSeconds: 0, vcpuSeconds: 5_000, cost: dollars('0.10') },
    };
    expect(lines).toMatchObject([{ labels: new Map([['team', 'red']]), kind: 'allocated', ...sides }]);
    expect(total).toMatchObject(sides);
  });

  it('has a line for each reason, by the endpoint', () => {
    const before = [rest('idle', '3.00', { reason: 'empty' })];
    const after = [rest('idle', '1.00', { reason: 'stranded', blocker: 3 })];
    const { lines } = costChanges(before, after, ['endpoint']);
    expect(lines).toMatchObject([
      { labels: new Map([['endpoint', 'ep']]), reason: 'empty', blocker: undefined, idle: -dollars('3') },
      { labels: new Map([['endpoint', 'ep']]), reason: 'stranded', blocker: 3, idle: dollars('1') },
    ]);
  });

  it('knows a component again that has adapters by now, however it is shared with them', () => {
    const shared = { base: 'a', by: 'equally' } as const;
    expect(changesOf([held(6, 1)], [held(3, 2, { shared })]).lines).toEqual([['red', 0, -3, 3, 0, 0]]);
    const before = [held(6, 1, { component: 'x', shared })];
    const after = [held(6, 2, { component: 'x', shared: { base: 'a', by: 'invocations' } })];
    expect(changesOf(before, after).lines).toEqual([['red', 6, 0, 6, 0, 0]]);
  });

  it('takes a new model in a component for something new', () => {
    const after = [held(6, 2, { model: 'other' })];
    expect(changesOf([held(6, 1)], after).lines).toEqual([['red', 6, 6, 0, 0, 0]]);
  });

  it('passes what nobody could see on to whoever pays for it by now', () => {
    const before = [rest('unknown', '2.00', { reason: 'hole', team: 'red' })];
    const after = [rest('unknown', '2.00', { reason: 'hole', team: 'blue' })];
    expect(changesOf(before, after).lines).toEqual([
      ['blue unknown', 2, 0, 0, 2, 0],
      ['red unknown', -2, 0, 0, -2, 0],
    ]);
  });

  it('tells ownership only where the rows of both owners are given', () => {
    const before = [held(10, 1)];
    const after = [held(4, 1), held(6, 1, { team: 'blue' })];
    expect(changesOf(before, after).lines[1]).toEqual(['red', -6, 0, 0, -6, 0]);
    const reds = after.filter(({ team }) => team === 'red');
    expect(changesOf(before, reds).lines).toEqual([['red', -6, -6, 0, 0, 0]]);
  });

  it('lists apart what cannot be compared for want of a price, and keeps it out of the total', () => {
    const before = [held(6, 1), held(4, 1, { component: 'b' })];
    const after = [
      held(6, 1),
      held(2, 1, { component: 'b' }),
      held(3, 0, { component: 'b', cost: undefined }),
    ];
    const newcomer = held(1, 0, { component: 'c', team: 'blue', cost: undefined });
    const { lines, total, unpriced } = changesOf(before, [...after, newcomer]);
    expect(lines).toEqual([['red', 0, 0, 0, 0, 0]]);
    expect(total).toEqual([0, 0, 0, 0, 0]);
    expect(unpriced).toMatchObject([
      {
        labels: new Map([['team', 'blue']]),
        before: { gpuSeconds: 0, cost: 0n },
        after: { gpuSeconds: 3_600, cost: undefined },
      },
      {
        labels: new Map([['team', 'red']]),
        before: { gpuSeconds: 14_400, cost: dollars('4') },
        after: { gpuSeconds: 18_000, cost: dollars('2') },
      },
    ]);
  });

  it('compares nothing with nothing', () => {
    expect(changesOf([], [])).toEqual({ lines: [], total: [0, 0, 0, 0, 0], unpriced: [] });
  });
});
