import { describe, expect, it } from 'vitest';
import { factEdges } from '#shared/fleet/factEdges.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';
import { recordedComponent, recordOf, teamTags } from '#test/builders/endpointRecord.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { at } from '#test/builders/samples.ts';

const ten = at('2026-01-01T10:00:00Z');
const seen = at('2026-01-01T11:02:03Z');
const noon = at('2026-01-01T12:00:00Z');
const record = recordOf({
  tags: teamTags(['platform', ten]),
  modelTags: new Map([['a-model', teamTags(['research', ten], [undefined, noon])]]),
  components: [
    recordedComponent({ deletedBy: seen, tags: teamTags(['red', ten]) }),
    recordedComponent({
      createdAt: at('2026-01-01T11:03:00Z'),
      model: 'new',
      tags: teamTags(['blue', noon]),
    }),
    recordedComponent({ variant: 'other', tags: teamTags(['green', ten]) }),
  ],
});
const describeAt = createOwnerFacts(record, 'AllTraffic');

describe('what says whose a component is', () => {
  it('is said by its record, with the tags of the time', () => {
    const facts = {
      tags: { Team: 'red' },
      endpointTags: { Team: 'platform' },
      modelTags: { Team: 'research' },
    };
    expect(describeAt('a', ten)).toEqual(factsOf(facts));
  });

  it('is said by the life that was there, or next, and after all of them by the last', () => {
    expect(describeAt('a', at('2026-01-01T11:00:00Z')).tags.component.get('Team')).toBe('red');
    expect(describeAt('a', at('2026-01-01T11:05:00Z'))).toMatchObject({ model: 'new' });
    expect(describeAt('a', at('2026-01-02T00:00:00Z')).tags.component.get('Team')).toBe('blue');
  });

  it('knows no more than the name and the endpoint of what was never seen', () => {
    expect(describeAt('unseen', ten)).toEqual(
      factsOf({ component: 'unseen', model: undefined, endpointTags: { Team: 'platform' } }),
    );
  });

  it('may change at the first bucket edge after each sighting and end', () => {
    expect(factEdges(record)).toEqual([ten, at('2026-01-01T11:05:00Z'), noon]);
  });
});
