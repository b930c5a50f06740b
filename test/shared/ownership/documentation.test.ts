import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { findPayer, type Payable } from '#shared/domain/payers.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';
import { factsOf } from '#test/builders/ownerFacts.ts';
import { at } from '#test/builders/samples.ts';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../..', path), 'utf8');
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(read('docs/owners.md')) ?? [];

describe('the documented example', () => {
  const owners = parseOwners(example);
  const team = (facts: Parameters<typeof factsOf>[0], time = '2026-05-20T00:00:00Z') =>
    ownersOf(owners, factsOf(facts), at(time)).map((share) => [
      share.team,
      share.costCentre,
      share.product,
      share.parts,
    ]);

  it('shares the embeddings', () => {
    expect(team({ component: 'embed-large' })).toEqual([
      ['search', 'CC-1200', 'site search', 60],
      ['assistants', 'CC-1100', 'retrieval', 40],
    ]);
  });

  it('moves chat in mid-May, and takes what is tagged from its tags', () => {
    const chat = { component: 'chat-70b', endpoint: 'prod-1', tags: { Team: 'assistants' } };
    expect(team(chat, '2026-05-15T00:00:00Z')).toEqual([['assistants', 'CC-1100', undefined, 1]]);
    expect(team(chat, '2026-05-15T00:05:00Z')).toEqual([['search', 'CC-1200', undefined, 1]]);
    expect(team({ endpointTags: { Team: 'search-team' } })).toEqual([['search', 'CC-1200', undefined, 1]]);
  });

  it('knows the successor, and leaves a name that is no team unowned', () => {
    const experiment = { tags: { Stage: 'test-2' } };
    expect(team(experiment, '2026-05-15T11:55:00Z')).toEqual([['labs', undefined, undefined, 1]]);
    expect(team(experiment, '2026-07-01T00:00:00Z')).toEqual([['search', 'CC-1250', undefined, 1]]);
    expect(team({ tags: { Team: 'nobody' } })).toEqual([[undefined, undefined, undefined, 1]]);
  });
});

describe('the documented payers', () => {
  const { payers } = parseOwners(example);

  it('say who pays for what, where and from when on', () => {
    const payer = (payable: Payable, endpoint: string) =>
      findPayer(payers, payable, endpoint, at('2026-05-20T00:00:00Z'));
    expect(payer('stranded', 'prod-1')).toEqual({ kind: 'share', over: 'endpoint' });
    expect(payer('unknown', 'prod-1')).toEqual({ kind: 'team', team: 'assistants' });
    expect(payer('empty', 'prod-1')).toEqual({ kind: 'endpointOwner' });
    expect(findPayer(payers, 'unknown', 'prod-1', at('2026-04-30T23:55:00Z'))).toBeUndefined();
  });
});

describe("the example fleet's owners", () => {
  it('are valid', () => {
    expect(parseOwners(read('local/examples/teams/owners.json')).rules).toHaveLength(3);
  });
});
