import { describe, expect, it } from 'vitest';
import { defaultOwners, type Owners, tagBearers } from '#shared/domain/owners.ts';
import { findRules, type OwnerFacts, ownersOf } from '#shared/domain/ownersOf.ts';
import type { Instant } from '#shared/domain/time.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { documentOf, ruleOf, sharesOf, teamOf } from '#test/builders/owners.ts';
import { at } from '#test/builders/samples.ts';

const may15 = at('2026-05-15T00:00:00Z');
const before = at('2026-05-14T23:55:00Z');
const byTag = ruleOf(
  { tag: { key: 'Team', value: '*', of: tagBearers } },
  { kind: 'tag', product: undefined },
);

/** `red`, `red 60, blue 40`, `unowned`; cost centre and product behind a slash. */
const owned = (owners: Owners, facts: OwnerFacts, time: Instant = may15): string => {
  const shares = ownersOf(owners, facts, time);
  const names = shares.map(({ team = 'unowned', costCentre, product, parts }) => {
    const labels = [team, costCentre, product].filter((each) => each !== undefined).join('/');
    return shares.length === 1 ? labels : `${labels} ${parts}`;
  });
  return names.join(', ');
};

describe('whose a component is', () => {
  it("is said by the component's Team tag while no document was given", () => {
    expect(owned(defaultOwners, factsOf({ tags: { Team: 'red' } }))).toBe('red');
    expect(owned(defaultOwners, factsOf({ endpointTags: { Team: 'red' } }))).toBe('unowned');
    expect(owned(defaultOwners, factsOf())).toBe('unowned');
  });

  it("is said by tags of the component, else of its endpoint, else of its model, else by its name's pattern", () => {
    const owners = documentOf({ rules: [byTag, ruleOf('chat-*', 'named')] });
    const component = 'chat-70b';
    const modelTags = { Team: 'of-model' };
    const endpointTags = { Team: 'of-endpoint' };
    expect(owned(owners, factsOf({ component, modelTags, endpointTags, tags: { Team: 'own' } }))).toBe('own');
    expect(owned(owners, factsOf({ component, modelTags, endpointTags }))).toBe('of-endpoint');
    expect(owned(owners, factsOf({ component, modelTags }))).toBe('of-model');
    expect(owned(owners, factsOf({ component }))).toBe('named');
    expect(owned(owners, factsOf({ component: 'code-34b' }))).toBe('unowned');
  });

  it('changes at the bucket edge at which one rule ends and the next begins', () => {
    const owners = documentOf({
      rules: [ruleOf('a', 'red', { to: may15 }), ruleOf('a', 'blue', { from: may15 })],
    });
    expect([owned(owners, factsOf(), before), owned(owners, factsOf(), may15)]).toEqual(['red', 'blue']);
  });

  it('is said by the first rule that applies; those behind it are overlapped', () => {
    const owners = documentOf({ rules: [ruleOf('a', 'red'), ruleOf('b', 'green'), ruleOf('*', 'blue')] });
    expect(owned(owners, factsOf())).toBe('red');
    expect(findRules(owners, factsOf(), may15).map(({ shares }) => shares[0]?.team)).toEqual(['red', 'blue']);
  });

  it('needs all that a rule asks for', () => {
    const match = {
      component: 'a',
      endpoint: 'prod-*',
      model: 'a-*',
      tag: { key: 'Stage', value: 'prod', of: tagBearers },
    };
    const owners = documentOf({ rules: [ruleOf(match, 'red')] });
    const facts = { endpoint: 'prod-1', tags: { Stage: 'prod' } };
    expect(owned(owners, factsOf(facts))).toBe('red');
    expect(owned(owners, factsOf({ ...facts, endpoint: 'test-1' }))).toBe('unowned');
    expect(owned(owners, factsOf({ ...facts, model: undefined }))).toBe('unowned');
    expect(owned(owners, factsOf({ ...facts, tags: { Stage: 'test' } }))).toBe('unowned');
  });

  it('is several teams where they share', () => {
    const owners = documentOf({ rules: [ruleOf('a', sharesOf({ red: 60, blue: 40 }))] });
    expect(owned(owners, factsOf())).toBe('red 60, blue 40');
  });

  it('knows a team by its alias, and no team by a name that is neither code nor alias', () => {
    const owners = documentOf({
      teams: [teamOf('search')],
      aliases: new Map([['srch', 'search']]),
      rules: [byTag],
    });
    expect(owned(owners, factsOf({ tags: { Team: 'srch' } }))).toBe('search');
    expect(owned(owners, factsOf({ tags: { Team: 'Search' } }))).toBe('unowned');
  });

  it('is the successor from the edge on at which a team is dissolved, and the successor of that', () => {
    const june = at('2026-06-01T00:00:00Z');
    const owners = documentOf({
      teams: [
        teamOf('old', { to: may15, successor: 'mid' }),
        teamOf('mid', { to: june, successor: 'new' }),
        teamOf('new'),
        teamOf('gone', { to: may15 }),
      ],
      rules: [ruleOf('a', 'old'), ruleOf('b', 'gone')],
    });
    expect([before, may15, june].map((time) => owned(owners, factsOf(), time))).toEqual([
      'old',
      'mid',
      'new',
    ]);
    const gone = factsOf({ component: 'b' });
    expect([before, may15].map((time) => owned(owners, gone, time))).toEqual(['gone', 'unowned']);
  });

  it('adds up the shares of teams that have become one', () => {
    const owners = documentOf({
      teams: [teamOf('red', { to: may15, successor: 'blue' }), teamOf('blue'), teamOf('green')],
      rules: [ruleOf('a', sharesOf({ red: 50, green: 30, blue: 20 }))],
    });
    expect(owned(owners, factsOf(), before)).toBe('red 50, green 30, blue 20');
    expect(owned(owners, factsOf(), may15)).toBe('blue 70, green 30');
  });

  it("carries the team's cost centre of the time, and the rule's product", () => {
    const costCentres = [
      { costCentre: 'C-1', from: undefined, to: may15 },
      { costCentre: 'C-2', from: may15, to: at('2026-06-01T00:00:00Z') },
    ];
    const owners = documentOf({
      teams: [teamOf('red', { costCentres })],
      rules: [ruleOf('a', { kind: 'team', team: 'red', product: 'chat' })],
    });
    expect(owned(owners, factsOf(), before)).toBe('red/C-1/chat');
    expect(owned(owners, factsOf(), may15)).toBe('red/C-2/chat');
    expect(owned(owners, factsOf(), at('2026-06-01T00:00:00Z'))).toBe('red/chat');
  });
});
