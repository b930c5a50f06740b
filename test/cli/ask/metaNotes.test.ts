import { describe, expect, it } from 'vitest';
import { metaNotes } from '#cli/ask/metaNotes.ts';
import { metaOf } from '#test/builders/meta.ts';

describe('metaNotes', () => {
  it('says of plain figures of which time they are, how settled, and who bears what is idle', () => {
    expect(metaNotes(metaOf())).toEqual([
      'window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC',
      'state: settled',
      'idle: borne by whoever the owners document says, else by nobody',
    ]);
  });

  it('says everything that is not as one would think', () => {
    const idle = {
      policy: 'weights',
      over: 'all',
      of: 'team',
      weights: { a: 3, b: 1 },
      dependsOnOthers: true,
    } as const;
    expect(
      metaNotes(
        metaOf({
          window: { from: '2026-01-01T23:00:00Z', to: '2026-01-02T01:00:00Z', zone: 'Europe/Berlin' },
          state: 'estimated',
          settledThrough: '2026-01-02T00:30:00Z',
          idle,
          rate: 'charge',
          completeness: 0.98765,
          evidence: 'copies',
          backfilled: true,
          teams: ['a', 'b'],
        }),
      ),
    ).toEqual([
      'window: 2026-01-01T23:00:00Z to 2026-01-02T01:00:00Z, Europe/Berlin',
      'state: estimated, settled through 2026-01-02T00:30:00Z',
      'idle: borne by weights: team a=3,b=1, over all endpoints',
      'rate: what teams are charged, not what is paid',
      'completeness: 98.7 % of the expected samples were seen; the rest is unknown',
      'evidence: copies: of some figures only copies were counted, not accelerators sampled',
      'backfilled: some was built from history before the first run',
      'teams: only the rows of a, b are for you to see',
    ]);
  });
});
