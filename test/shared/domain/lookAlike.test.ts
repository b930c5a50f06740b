import { describe, expect, it } from 'vitest';
import { findLookAlike } from '#shared/domain/lookAlike.ts';

const teams = ['search', 'developer-tools', 'ads', 'vision', 'vision-lab'];

describe('findLookAlike', () => {
  it.each([
    ['Search', 'search'],
    ['team-search', 'search'],
    ['Developer Tools', 'developer-tools'],
    ['developer_tools', 'developer-tools'],
    ['serch', 'search'],
    ['developper-tools', 'developer-tools'],
    ['visionlab', 'vision-lab'],
    ['adz', undefined],
    ['billing', undefined],
    ['', undefined],
  ])('takes "%s" for %s', (name, expected) => {
    expect(findLookAlike(name, teams)).toBe(expected);
  });

  it.each(['', ' ', '--', '*'])('takes %j for nothing, even where a name is "team"', (name) => {
    expect(findLookAlike(name, ['model', 'team'])).toBeUndefined();
    for (const slip of ['Team', 'teem', ' team']) expect(findLookAlike(slip, ['model', 'team'])).toBe('team');
  });

  it('does not choose among several that are as like', () => {
    expect(findLookAlike('chatx', ['chata', 'chatb'])).toBeUndefined();
    expect(findLookAlike('CHAT', ['chat', 'Chat'])).toBeUndefined();
  });
});
