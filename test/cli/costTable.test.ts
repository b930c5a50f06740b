import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { toCostDocument } from '#cli/costDocument.ts';
import { costNotes } from '#cli/costNotes.ts';
import { renderCostTable } from '#cli/costTable.ts';
import { type CostView, parseView } from '#cli/costView.ts';
import { assignPayers } from '#shared/domain/assignPayers.ts';
import type { Pool, Split } from '#shared/domain/bucket.ts';
import { costOf, rate } from '#shared/domain/money.ts';
import type { RateKind } from '#shared/domain/rateKind.ts';
import { repriceSplit } from '#shared/domain/repriceSplit.ts';
import { createCostSum } from '#shared/domain/sumCosts.ts';
import { amountOf, heldOf, idleOf, poolOf, rowOf, splitOf } from '#test/builders/bucket.ts';
import { at } from '#test/builders/samples.ts';

const options = { 'cost-basis': 'allocation', rate: 'cost', idle: 'separate', 'idle-over': 'endpoint' };
const viewOf = (changes: Partial<typeof options> & { aggregate?: string } = {}): CostView =>
  parseView({ ...options, ...changes }, ['team', 'model']);

const summarizeAt = (kind: RateKind, ...given: readonly (readonly [Pool, Split])[]) => {
  const sum = createCostSum(kind);
  for (const [pool, split] of given) sum.add(pool, split);
  return sum.summarize();
};

const summarize = (...given: readonly (readonly [Pool, Split])[]) => summarizeAt('cost', ...given);

/** Ten hours of an ml.g6.12xlarge: 40 GPU-hours at $1.438. */
const tenHours = (changes: Partial<Split>): Split =>
  splitOf({ instanceSeconds: 36_000, total: amountOf(144_000), ...changes });
const hours = (count: number, usage?: { used: number; unmeasured: number }) => heldOf(count * 3_600, usage);

// search holds 20 GPU-hours, 12 of them used; 5 hours belong to nobody known, half of them unmeasured and 1 used.
const chat = tenHours({
  allocated: [
    rowOf({ model: 'big', team: 'search', ...hours(20, { used: 43_200_000, unmeasured: 0 }) }),
    rowOf({
      component: 'b',
      model: 'small',
      team: undefined,
      ...hours(5, { used: 3_600_000, unmeasured: 9_000 }),
    }),
  ],
  idle: [...idleOf(10 * 3_600, 'empty'), ...idleOf(4 * 3_600, 'stranded', 3)],
  unknown: [{ reason: 'hole', ...amountOf(3_600) }],
});
const spare = tenHours({ allocated: [], idle: idleOf(144_000, 'empty') });
const summary = summarize([poolOf({ endpoint: 'chat' }), chat], [poolOf({ endpoint: 'spare' }), spare]);
const render = (view: CostView) => stripVTControlCharacters(renderCostTable(summary, view));

describe('renderCostTable', () => {
  it('tells who holds what, and why the rest is idle or unknown', () => {
    expect(render(viewOf())).toBe(
      `\
TEAM       MODEL                     GPU-HOURS     COST    SHARE
search     big                           20.00   $28.76   25.0 %
(unowned)  small                          5.00    $7.19    6.3 %
idle       empty                         50.00   $71.90   62.5 %
idle       stranded, a copy needs 3       4.00    $5.75    5.0 %
unknown    hole                           1.00    $1.44    1.2 %
────────────────────────────────────────────────────────────────
total                                    80.00  $115.04  100.0 %
= 20 h of ml.g6.12xlarge × $5.752 = $115.04`,
    );
  });

  it('splits what is held into what is used, wasted and unmeasured', () => {
    expect(render(viewOf({ aggregate: 'team', 'cost-basis': 'usage' }))).toBe(
      `\
TEAM                            GPU-HOURS    USED   WASTE  UNMEASURED     COST    SHARE
search                              20.00  $17.26  $11.50       $0.00   $28.76   25.0 %
(unowned)                            5.00   $1.44   $2.16       $3.59    $7.19    6.3 %
idle: empty                         50.00                               $71.90   62.5 %
idle: stranded, a copy needs 3       4.00                                $5.75    5.0 %
unknown: hole                        1.00                                $1.44    1.2 %
───────────────────────────────────────────────────────────────────────────────────────
total                               80.00  $18.70  $13.66       $3.59  $115.04  100.0 %
= 20 h of ml.g6.12xlarge × $5.752 = $115.04`,
    );
  });

  it('shows idle capacity in what bears it, and where nobody does', () => {
    expect(render(viewOf({ aggregate: 'endpoint', idle: 'share' }))).toBe(
      `\
ENDPOINT             GPU-HOURS    HELD    IDLE     COST    SHARE
chat                     39.00  $35.95  $20.13   $56.08   48.8 %
chat  unknown: hole       1.00                    $1.44    1.2 %
spare  idle: empty       40.00                   $57.52   50.0 %
────────────────────────────────────────────────────────────────
total                    80.00  $35.95  $20.13  $115.04  100.0 %
= 20 h of ml.g6.12xlarge × $5.752 = $115.04`,
    );
    expect(costNotes(summary, viewOf({ idle: 'share' }))).toEqual([
      'note: 98.7 % of the expected samples were seen; the rest is unknown (hole)',
      'note: idle GPUs of spare stay apart: nobody is there to bear them',
    ]);
  });
});

describe('at the charge rate', () => {
  const internal = { perInstanceHour: rate(6_000_000_000n), source: 'internal', revision: 1 };
  const view = viewOf({ aggregate: 'endpoint', rate: 'charge' });
  const charged = summarizeAt(
    'charge',
    [poolOf({ endpoint: 'chat' }), { ...chat, chargeRate: internal }],
    [poolOf({ endpoint: 'spare' }), spare],
  );

  it('the table tells what is charged, and with each endpoint the variance that makes it its cost', () => {
    expect(stripVTControlCharacters(renderCostTable(charged, view))).toBe(
      `\
ENDPOINT                              GPU-HOURS   CHARGE    SHARE
chat                                      25.00   $37.50   32.6 %
chat  idle: empty                         10.00   $15.00   13.0 %
chat  idle: stranded, a copy needs 3       4.00    $6.00    5.2 %
chat  unknown: hole                        1.00    $1.50    1.3 %
chat  variance                                    −$2.48   −2.1 %
spare  idle: empty                        40.00   $57.52   50.0 %
spare  variance                                    $0.00    0.0 %
─────────────────────────────────────────────────────────────────
total                                     80.00  $115.04  100.0 %
= 20 h of ml.g6.12xlarge × $5.752 = $115.04`,
    );
  });

  it('the document says so, and the notes tell of what is not known and of unused commitment', () => {
    const range = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T10:00:00Z') };
    const document = toCostDocument(range, charged, view, { unused: costOf(3_600, rate(1_200_000_000n)) });
    expect(document).toMatchObject({ rate: 'charge', unusedCommitmentUsd: '1.200000000' });
    expect(document.rows.filter(({ kind }) => kind === 'variance')).toMatchObject([
      { endpoint: 'chat', costUsd: '-2.480000000', gpuSeconds: 0 },
      { endpoint: 'spare', costUsd: '0.000000000', gpuSeconds: 0 },
    ]);
    const unknown = summarizeAt('charge', [poolOf(), splitOf({ chargeRate: undefined })]);
    expect(costNotes(unknown, view, costOf(3_600, rate(1_200_000_000n)))).toEqual([
      'note: nothing says what is charged for ml.g6.12xlarge: what it costs stands in the variance',
      'note: $1.20 of unused commitment stands apart: it is in no row',
    ]);
    const unpriced = { ...repriceSplit(splitOf(), undefined), chargeRate: internal };
    expect(costNotes(summarizeAt('charge', [poolOf(), unpriced]), view)).toEqual([
      expect.stringContaining('ml.g6.12xlarge is unpriced'),
      'note: what is charged for ml.g6.12xlarge is taken off again in the variance',
    ]);
  });
});

describe('costNotes', () => {
  it('shows what a team pays for that it does not hold, and what that is', () => {
    const platform = { team: 'platform', costCentre: undefined, product: undefined };
    const paid = assignPayers(summary.rows, {
      payerOf: (payable) =>
        payable === 'empty' || payable === 'unowned' ? { kind: 'team', team: '' } : undefined,
      ownerOfEndpoint: () => platform,
      ownerOfTeam: () => platform,
    });
    const table = (aggregate: string) =>
      stripVTControlCharacters(renderCostTable({ ...summary, paid }, viewOf({ aggregate })))
        .split('\n')
        .slice(0, 6)
        .map((line) => line.replaceAll(/ {2,}/g, ' | '));
    expect(table('team,model')).toEqual([
      'TEAM | MODEL | GPU-HOURS | COST | SHARE',
      'platform | small | 5.00 | $7.19 | 6.3 %',
      'search | big | 20.00 | $28.76 | 25.0 %',
      'platform | idle: empty | 50.00 | $71.90 | 62.5 %',
      'idle | stranded, a copy needs 3 | 4.00 | $5.75 | 5.0 %',
      'unknown | hole | 1.00 | $1.44 | 1.2 %',
    ]);
    expect(table('team')[3]).toBe('platform, idle: empty | 50.00 | $71.90 | 62.5 %');
  });

  it('says how much of the utilisation is known, where that matters', () => {
    expect(costNotes(summary, viewOf({ 'cost-basis': 'usage' })).at(-1)).toBe(
      'note: the utilisation of 90.0 % of the held GPU-seconds is known; the rest is unmeasured',
    );
    expect(costNotes(summary, viewOf())).toHaveLength(1);
  });
});

describe('toCostDocument', () => {
  const range = { from: at('2026-01-01T00:00:00Z'), to: at('2026-01-01T10:00:00Z') };

  it('gives a row the same cost whatever it is shown to be made of', () => {
    const odd = summarize([
      poolOf(),
      splitOf({
        allocated: [rowOf({ unitSeconds: 7, used: 1, unmeasured: 0 })],
        idle: idleOf(1_193),
      }),
    ]);
    const costs = ['allocation', 'usage'].map((basis) =>
      toCostDocument(range, odd, viewOf({ 'cost-basis': basis })).rows.map(({ costUsd }) => costUsd),
    );
    // Seven seconds at $5.752 / 4 / 3,600.
    expect(costs[0]).toEqual(['0.002796111', '0.476537222']);
    expect(costs[1]).toEqual(costs[0]);
  });

  it('says how it was made', () => {
    const view = viewOf({ aggregate: 'team', idle: 'search=3,ads=1', 'idle-over': 'all' });
    expect(toCostDocument(range, summary, view)).toMatchObject({
      aggregate: ['team'],
      costBasis: 'allocation',
      idle: { policy: 'weights', over: 'all', of: 'team', weights: { search: 3, ads: 1 } },
      rows: [
        { kind: 'allocated', team: 'search', costUsd: '106.412000000', idleUsd: '77.652000000' },
        { kind: 'allocated', costUsd: '7.190000000', idleUsd: '0.000000000' },
        { kind: 'unknown', reason: 'hole', costUsd: '1.438000000' },
      ],
    });
  });
});
