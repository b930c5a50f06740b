import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createOwnersChecker } from '#shared/domain/checkOwners.ts';
import { addMoney, type Money } from '#shared/domain/money.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { anyBucket } from '#test/builders/anyBucket.ts';
import { amountOf, idleOf, rowOf, splitOf } from '#test/builders/bucket.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { documentOf, ruleOf, sharesOf, teamOf } from '#test/builders/owners.ts';
import { at } from '#test/builders/samples.ts';

const noon = at('2026-01-01T12:00:00Z');
const tagRule = ruleOf(
  { tag: { key: 'Team', value: '*', of: ['component'] } },
  { kind: 'tag', product: undefined },
  { name: 'tags' },
);

const check = (owners: Owners, tags: Record<string, string> = {}) => {
  const checker = createOwnersChecker(owners);
  const split = splitOf({
    allocated: [
      rowOf({ team: 'red', unitSeconds: 300 }),
      rowOf({ component: 'b', team: 'blue', unitSeconds: 600 }),
    ],
    idle: idleOf(300),
  });
  checker.add(split, noon, (component) =>
    factsOf({ component, tags: tags[component] === undefined ? {} : { Team: tags[component] } }),
  );
  return checker.summarize();
};

describe('a check of an owners document', () => {
  it("tells each team's gain and loss, what each rule gives, and what it matches behind another", () => {
    const rules = [
      ruleOf('b', sharesOf({ blue: 60, green: 40 }), { name: 'shared' }),
      ruleOf('*', 'red', { name: 'rest' }),
    ];
    expect(check(documentOf({ rules }))).toEqual({
      rules: [
        { name: 'shared', owned: amountOf(600), overlapped: amountOf(0) },
        { name: 'rest', owned: amountOf(300), overlapped: amountOf(600) },
      ],
      unmatched: [],
      lookAlikes: [],
      teams: [
        { team: 'blue', before: amountOf(600), after: amountOf(360) },
        { team: 'green', before: amountOf(0), after: amountOf(240) },
        { team: 'red', before: amountOf(300), after: amountOf(300) },
      ],
      total: amountOf(900),
    });
  });

  it('lists what no rule matches, the dearest first', () => {
    const { unmatched } = check(documentOf({ rules: [] }));
    expect(unmatched).toEqual([
      { component: 'b', endpoint: 'ep', model: 'a-model', ...amountOf(600) },
      { component: 'a', endpoint: 'ep', model: 'a-model', ...amountOf(300) },
    ]);
  });

  it('proposes a listed team for a name in tags that is none', () => {
    const owners = documentOf({ teams: [teamOf('search'), teamOf('ads')], rules: [tagRule] });
    expect(check(owners, { a: 'Search', b: 'nobody' }).lookAlikes).toEqual([
      { name: 'nobody', proposed: undefined, ...amountOf(600) },
      { name: 'Search', proposed: 'search', ...amountOf(300) },
    ]);
  });

  it('proposes the dearer of two names that look alike where no teams are listed', () => {
    expect(check(documentOf({ rules: [tagRule] }), { a: 'Search', b: 'search' }).lookAlikes).toEqual([
      { name: 'Search', proposed: 'search', ...amountOf(300) },
    ]);
  });

  it('moves cost between teams and makes none', () => {
    const owners = documentOf({ rules: [ruleOf('a', sharesOf({ red: 1, blue: 1, green: 1 }))] });
    fc.assert(
      fc.property(fc.array(anyBucket(fc.constant(noon)), { maxLength: 4 }), (splits) => {
        const checker = createOwnersChecker(owners);
        for (const split of splits) checker.add(split, noon, (component) => factsOf({ component }));
        const { teams, rules, unmatched, total } = checker.summarize();
        const sum = (costs: { cost: Money }[]) => addMoney(costs.map(({ cost }) => cost));
        expect(sum(teams.map(({ before }) => before))).toBe(total.cost);
        expect(sum(teams.map(({ after }) => after))).toBe(total.cost);
        expect(sum([...rules.map(({ owned }) => owned), ...unmatched])).toBe(total.cost);
      }),
    );
  });
});
