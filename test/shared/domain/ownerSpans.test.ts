import { describe, expect, it } from 'vitest';
import type { Owner } from '#shared/domain/owner.ts';
import { ownerSpans } from '#shared/domain/ownerSpans.ts';
import { edgesOf, type Owners } from '#shared/domain/owners.ts';
import { formatInstant } from '#shared/domain/time.ts';
import { documentOf, ruleOf, sharesOf } from '#test/builders/owners.ts';
import { at } from '#test/builders/samples.ts';

const window = { from: at('2026-01-01T00:00:00Z'), to: at('2026-02-01T00:00:00Z') };
const noon = at('2026-01-15T12:00:00Z');
const none = { component: new Map(), endpoint: new Map(), model: new Map() };

const spans = (document: Owners, owner: Partial<Owner>) => {
  const describeAt = () => ({ component: 'a', endpoint: 'ep', model: undefined, tags: none });
  const whose = { team: undefined, costCentre: undefined, product: undefined, ...owner };
  return ownerSpans(document, describeAt, whose, window, edgesOf(document)).map(
    ({ rule, by, parts, from, to }) =>
      [rule, by, parts.own, parts.all, formatInstant(from), formatInstant(to)].join(' '),
  );
};

describe('ownerSpans', () => {
  it('names the rule, for as long as it gives the thing to its owner', () => {
    const rules = [
      ruleOf('a', 'red', { name: 'until noon', to: noon }),
      ruleOf('*', 'blue', { name: 'all else' }),
    ];
    expect(spans(documentOf({ rules }), { team: 'red' })).toEqual([
      'until noon team 1 1 2026-01-01T00:00:00Z 2026-01-15T12:00:00Z',
    ]);
    expect(spans(documentOf({ rules }), { team: 'blue' })).toEqual([
      'all else team 1 1 2026-01-15T12:00:00Z 2026-02-01T00:00:00Z',
    ]);
  });

  it('says which part of what several share is the owner’s', () => {
    const rules = [ruleOf('a', sharesOf({ red: 60, blue: 40 }), { name: 'two teams' })];
    expect(spans(documentOf({ rules }), { team: 'blue' })).toEqual([
      'two teams shares 40 100 2026-01-01T00:00:00Z 2026-02-01T00:00:00Z',
    ]);
  });

  it('is one span where another rule begins and ends without saying anything else', () => {
    const rules = [
      ruleOf('b', 'blue', { name: 'of another', from: noon }),
      ruleOf('a', 'red', { name: 'always' }),
    ];
    expect(spans(documentOf({ rules }), { team: 'red' })).toEqual([
      'always team 1 1 2026-01-01T00:00:00Z 2026-02-01T00:00:00Z',
    ]);
  });

  it('is empty where the document gives it to somebody else', () => {
    expect(spans(documentOf({ rules: [ruleOf('a', 'red')] }), { team: 'green' })).toEqual([]);
  });
});
