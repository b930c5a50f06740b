import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addTags, noTags, tagsAt } from '#shared/domain/tagHistory.ts';
import { teamTags } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';

const nine = at('2026-01-01T09:00:00Z');
const noon = at('2026-01-01T12:00:00Z');
const one = at('2026-01-01T13:00:00Z');
const seen = (value: string | undefined) => new Map([['Team', value]]);

describe('a history of tags', () => {
  it('keeps a changed tag from when it was seen, and what was before for its time', () => {
    const history = addTags(addTags(noTags, seen('red'), nine), seen('blue'), noon);
    expect(history).toEqual(teamTags(['red', nine], ['blue', noon]));
    expect([nine, noon, one].map((time) => tagsAt(history, time).get('Team'))).toEqual([
      'red',
      'blue',
      'blue',
    ]);
  });

  it('takes the first value for all before it, of which nothing else is known', () => {
    expect(tagsAt(teamTags(['red', noon]), nine)).toEqual(new Map([['Team', 'red']]));
  });

  it('knows a tag that was taken away, or was not there yet', () => {
    const history = teamTags([undefined, nine], ['red', noon], [undefined, one]);
    expect([nine, noon, one].map((time) => tagsAt(history, time).size)).toEqual([0, 1, 0]);
  });

  it('does not change by a tag that is seen again, later or once more', () => {
    const history = teamTags(['red', nine]);
    expect(addTags(history, seen('red'), noon)).toEqual(history);
    expect(addTags(history, seen('red'), nine)).toEqual(history);
  });

  it('is the same whichever of a creation and a description is heard of first', () => {
    const tags = fc.constantFrom(undefined, 'red', 'blue').map(seen);
    fc.assert(
      fc.property(tags, tags, (created, described) => {
        const forth = addTags(addTags(noTags, created, nine), described, noon);
        expect(addTags(addTags(noTags, described, noon), created, nine)).toEqual(forth);
      }),
    );
  });
});
