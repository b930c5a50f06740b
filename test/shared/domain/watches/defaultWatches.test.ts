import { describe, expect, it } from 'vitest';
import { watchesInForce } from '#shared/domain/watches/defaultWatches.ts';
import type { Watch } from '#shared/domain/watches/watch.ts';
import { common, endpointMatch, idleWatch } from '#test/builders/watchFacts.ts';

const namesOf = (given: readonly Watch[]) => watchesInForce(given).map(({ name }) => name);

describe('watchesInForce', () => {
  it('are the defaults where a document says nothing', () => {
    expect(namesOf([])).toEqual(['team spend', 'idle capacity', 'long deployment', 'collection']);
  });

  it('are the document’s in place of a default of the kind, and none of an archived one', () => {
    expect(namesOf([idleWatch])).toEqual(['w', 'team spend', 'long deployment', 'collection']);
    expect(namesOf([{ ...idleWatch, isArchived: true }])).toEqual([
      'team spend',
      'long deployment',
      'collection',
    ]);
  });

  it('always have one that tells when alerts are blind', () => {
    const blind: Watch = {
      kind: 'collection',
      ...common,
      match: endpointMatch,
      lag: 3_600,
      completenessBelow: 0.5,
    };
    expect(namesOf([blind])).not.toContain('collection');
    expect(namesOf([{ ...blind, isArchived: true }])).toContain('collection');
  });
});
