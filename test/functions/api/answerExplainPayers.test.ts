import { describe, expect, it } from 'vitest';
import type { ExplainAnswer } from '#shared/api/explainOperation.ts';
import { bucketsOf } from '#shared/domain/time.ts';
import { amountOf, bucketOf, idleOf, poolOf, rowOf } from '#test/builders/bucket.ts';
import { recordOf, teamTags } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { openExplainApi } from '#test/harness/explainApi.ts';

const hour = 'window=2026-01-01T00:00:00Z,2026-01-01T01:00:00Z';
const from = at('2026-01-01T00:00:00Z');

/** In each bucket red holds three quarters of what blue does, and 500 GPU-seconds are idle. */
const bucket = {
  allocated: [
    rowOf({ component: 'a', team: 'red', unitSeconds: 300 }),
    rowOf({ component: 'b', team: 'blue', unitSeconds: 400 }),
  ],
  idle: idleOf(500),
};
const buckets = bucketsOf(from, at('2026-01-01T01:00:00Z')).map((start) => bucketOf({ ...bucket, start }));

const borneOf = ({ parts }: ExplainAnswer) =>
  parts.flatMap(({ team, borne }) => borne.map(({ text, rules }) => [team, text, rules]));
const whyOf = ({ parts }: ExplainAnswer) =>
  parts.map(({ component, reason, team, why }) => `${component ?? reason}, ${team}: ${why.text}`);

describe('GET /explain of idle capacity', () => {
  it('says which part of it each bears by what it holds', async () => {
    const { explain } = await openExplainApi({ pools: [{ buckets }] });
    const answer = await explain(`${hour}&shareIdle=share`);
    expect(borneOf(answer)).toEqual([
      [
        'red',
        'bears $1.027142857 of $2.396666667 for 6,000 GPU-seconds that nobody held on its endpoint, in proportion to what is held: 3,600 of 8,400 GPU-seconds',
        [],
      ],
      [
        'blue',
        'bears $1.369523810 of $2.396666667 for 6,000 GPU-seconds that nobody held on its endpoint, in proportion to what is held: 4,800 of 8,400 GPU-seconds',
        [],
      ],
    ]);
    expect(answer.formula).toBe(
      '$2.465142857 (component a, team red) + $3.286857143 (component b, team blue) = $5.752000000',
    );
  });

  it('says which part is a team’s in equal parts, and by weights', async () => {
    const { explain } = await openExplainApi({ pools: [{ buckets }] });
    const texts = async (policy: string) =>
      borneOf(await explain(`${hour}&filter=team:red&shareIdle=${policy}`)).map(([, text]) => text);
    expect(await texts('even&aggregate=team&shareIdleOver=all')).toEqual([
      'bears $1.198333333 of $2.396666667 for 6,000 GPU-seconds that nobody held on all endpoints, 1 of 2 equal parts, and of that part what 3,600 of 3,600 GPU-seconds are',
    ]);
    expect(await texts('red=3,blue=1&aggregate=team')).toEqual([
      'bears $1.797500000 of $2.396666667 for 6,000 GPU-seconds that nobody held on its endpoint, 3 of 4 parts by weight, and of those what 3,600 of 3,600 GPU-seconds are',
    ]);
  });

  it('tells a team what it bears and by which policy, and nothing of what others hold', async () => {
    const { explain } = await openExplainApi({ pools: [{ buckets }] });
    const answer = await explain(`${hour}&shareIdle=share`, { groups: ['team-red'] });
    expect(borneOf(answer)).toEqual([
      [
        'red',
        'bears $1.027142857 of what nobody holds on its endpoint, shared in proportion to what each holds',
        undefined,
      ],
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/blue|8,?400|6,?000|4,?800/);
  });

  it('names the payer rules, and tells a team only that there is one', async () => {
    const owners = {
      rules: [],
      payers: [
        { name: 'red pays for stranded', of: ['stranded'], team: 'red' },
        { name: 'unplaced by use', of: ['unplaced'], share: { by: 'use' } },
        { name: 'the unknown is red’s', of: ['unknown'], team: 'red' },
      ],
    };
    const idle = [...idleOf(200), ...idleOf(290, 'stranded', 2)];
    const unknown = [{ reason: 'hole' as const, ...amountOf(10) }];
    const { explain } = await openExplainApi({
      pools: [{ buckets: buckets.map((each) => ({ ...each, idle, unknown })) }],
      owners,
    });
    const answer = await explain(`${hour}&filter=team:red`);
    expect(whyOf(answer).slice(1)).toEqual([
      'stranded, red: team red pays for idle capacity (stranded) by payer rule "red pays for stranded" of owners document 1',
      'hole, red: team red pays for capacity that no sample vouches for by payer rule "the unknown is red’s" of owners document 1',
    ]);
    expect(borneOf(answer)).toEqual([
      [
        'red',
        'bears $0.410857143 of $0.958666667 for 2,400 GPU-seconds that nobody held on its endpoint, in proportion to what is held: 3,600 of 8,400 GPU-seconds, by payer rule "unplaced by use"',
        ['unplaced by use'],
      ],
    ]);
    const own = await explain(hour, { groups: ['team-red'] });
    expect(whyOf(own).slice(1)).toEqual([
      'stranded, red: team red pays for idle capacity (stranded) by a payer rule of the owners document',
      'hole, red: team red pays for capacity that no sample vouches for by a payer rule of the owners document',
    ]);
    expect(own.total).toEqual(answer.total);
    expect(JSON.stringify(own)).not.toMatch(/rules|unplaced by use/);
  });

  it('says who owns the endpoint, and since when, where its owner pays', async () => {
    const owners = {
      tags: { endpoint: ['Team'] },
      rules: [
        {
          name: 'by the endpoint’s tag',
          match: { tag: { key: 'Team', of: ['endpoint'] } },
          teamFromTag: true,
        },
      ],
    };
    const tags = teamTags(['red', from], ['blue', at('2026-01-01T00:30:00Z')]);
    const { explain } = await openExplainApi({ pools: [{ buckets }], records: [recordOf({ tags })], owners });
    const answer = await explain(`${hour}&filter=kind:idle`);
    expect(whyOf(answer)).toEqual(
      [
        'unplaced, red: team red owns the endpoint, and its owner pays for idle capacity (unplaced) where no payer rule says otherwise',
        'unplaced, blue: team blue owns the endpoint, and its owner pays for idle capacity (unplaced) where no payer rule says otherwise',
      ].toSorted(),
    );
    const held = await explain(`${hour}&filter=component:a`);
    expect(held.parts[0]?.why.text).toBe(
      'team red owns it: rule "by the endpoint’s tag" of owners document 1, from 2026-01-01T00:00:00Z to 2026-01-01T00:30:00Z',
    );
  });

  it('says of what it cannot find in the document how it was stored', async () => {
    const { explain } = await openExplainApi({
      pools: [{ buckets: buckets.map((each) => ({ ...each, ownersVersion: 1 })) }],
      owners: { rules: [{ name: 'all is green', match: { component: '*' }, team: 'green' }] },
    });
    const answer = await explain(`${hour}&filter=team:red`);
    expect(answer.parts[0]?.why).toEqual({
      text: 'team red owned it when it was stored, by owners document 1; the one in force (1) does not say so of this time',
      rules: [],
    });
  });

  it('puts what is borne over the window into its parts by what is held in each, and says what each bears alone', async () => {
    // Red holds as much in both, and bears half of the second one's idle capacity, which alone it would bear all of.
    const first = bucketOf({
      allocated: [rowOf({ unitSeconds: 300 }), rowOf({ component: 'b', team: 'blue', unitSeconds: 900 })],
      idle: [],
    });
    const second = bucketOf({
      start: at('2026-01-01T00:05:00Z'),
      allocated: [rowOf({ unitSeconds: 300 })],
      idle: idleOf(900),
    });
    const { explain } = await openExplainApi({ pools: [{ buckets: [first, second] }] });
    const window = 'window=2026-01-01T00:00:00Z,2026-01-01T00:10:00Z&shareIdle=share&filter=team:red';
    const { total, children } = await explain(window);
    expect(total.costUsd).toBe('0.383466667');
    expect(children.map(({ costUsd, idleUsd, aloneUsd }) => [costUsd, idleUsd, aloneUsd])).toEqual([
      ['0.191733334', '0.071900000', '0.119833333'],
      ['0.191733333', '0.071900000', '0.479333333'],
    ]);
    const [child] = (await explain(`window=${children[1]?.window}&shareIdle=share&filter=team:red`)).children;
    expect(child?.costUsd).toBe('0.479333333');
  });

  it('tells so many of the costliest parts, and the others as one', async () => {
    const { explain } = await openExplainApi({ pools: [{ buckets, pool: poolOf() }] });
    const { parts, total, formula } = await explain(`${hour}&top=1`);
    expect(
      parts.map(({ kind, reason, costUsd, why }) => [kind, reason, costUsd, why.text.slice(0, 15)]),
    ).toEqual([
      ['idle', 'unplaced', '2.396666667', 'the endpoint ha'],
      ['rest', undefined, '3.355333333', 'all other parts'],
    ]);
    expect(total.costUsd).toBe('5.752000000');
    expect(formula).toBe('$2.396666667 (idle, unplaced) + $3.355333333 (all other parts) = $5.752000000');
  });
});
