import { describe, expect, it } from 'vitest';
import { rate } from '#shared/domain/money.ts';
import { createDocumentReader } from '#shared/settings/documentReader.ts';
import { findWatchFaults } from '#shared/watches/findWatchFaults.ts';
import { watchSchema } from '#shared/watches/watchSchema.ts';

const parse = (...watches: unknown[]) => {
  const reader = createDocumentReader('budgets');
  const read = reader.readEach(watchSchema, watches, 'watches');
  reader.refuseFaults(findWatchFaults(read, reader.placeOf));
  return read;
};

const idle = { name: 'idle', watch: 'idle', dollarsPerHour: '12.50', for: '2h' };

describe('watchSchema', () => {
  it('reads each kind', () => {
    expect(
      parse(
        {
          name: 'search',
          watch: 'spend',
          of: 'component',
          match: { endpoint: 'prod-*', team: 'search' },
          percentAbove: 50,
          dollarsPerHour: '5',
          for: '1h',
          recipients: ['search@example.com'],
        },
        { ...idle, archived: true },
        { name: 'buffer', watch: 'freeAccelerators', match: { endpoint: 'prod-1' }, below: 4, for: '15m' },
        { name: 'doubled', watch: 'deployment', for: '1d' },
        { name: 'blind', watch: 'collection', lagMinutes: 30, completenessBelow: 0.95, for: '15m' },
      ),
    ).toEqual([
      {
        kind: 'spend',
        name: 'search',
        of: 'component',
        match: { endpoint: 'prod-*', component: undefined, team: 'search' },
        percentAbove: 50,
        aboveBy: rate(5_000_000_000n),
        lasting: 3_600,
        recipients: ['search@example.com'],
        isArchived: false,
      },
      {
        kind: 'idle',
        name: 'idle',
        match: { endpoint: undefined },
        above: rate(12_500_000_000n),
        lasting: 7_200,
        recipients: undefined,
        isArchived: true,
      },
      {
        kind: 'freeAccelerators',
        name: 'buffer',
        match: { endpoint: 'prod-1' },
        below: 4,
        lasting: 900,
        recipients: undefined,
        isArchived: false,
      },
      {
        kind: 'deployment',
        name: 'doubled',
        match: { endpoint: undefined },
        lasting: 86_400,
        recipients: undefined,
        isArchived: false,
      },
      {
        kind: 'collection',
        name: 'blind',
        match: { endpoint: undefined },
        lag: 1_800,
        completenessBelow: 0.95,
        lasting: 900,
        recipients: undefined,
        isArchived: false,
      },
    ]);
  });

  it.each([
    [
      { ...idle, watch: 'idol' },
      'watch is no kind of watch; expected spend, idle, freeAccelerators, deployment or collection',
    ],
    [
      { ...idle, dollarsPerHour: 12.5 },
      'dollarsPerHour is 12.5, which is no text; expected dollars an hour such as "5.75"',
    ],
    [{ ...idle, dollarsPerHour: '$12' }, 'dollarsPerHour is "$12"; expected dollars an hour such as "5.75"'],
    [
      { ...idle, for: '7m' },
      'for is "7m"; expected a time such as "30m", "2h" or "1d": whole five minutes, at most two days',
    ],
    [{ ...idle, for: '3d' }, 'for is "3d"; expected a time such as'],
    [{ ...idle, for: 'soon' }, 'for is "soon"; expected a time such as'],
    [{ ...idle, recipients: ['us'] }, 'recipients[0] is no e-mail address'],
    [{ ...idle, endpoint: 'prod-1' }, 'has an unknown key: "endpoint"'],
    [
      { ...idle, watch: 'spend', of: 'team', percentAbove: 50, match: { endpoint: 'prod-1' } },
      'match matches an endpoint or a component, but is of teams; expected match.team alone',
    ],
    [{ ...idle, name: 'collection' }, 'watches "collection" has the name of a default watch of another kind'],
  ])('refuses %j', (watch, fault) => {
    expect(() => parse(watch)).toThrow(fault);
  });

  it('refuses two of a name', () => {
    expect(() => parse(idle, idle)).toThrow(
      'watches "idle" has the name of another watch; expected a name of its own',
    );
    expect(parse({ ...idle, name: 'idle capacity' })).toHaveLength(1);
  });
});
