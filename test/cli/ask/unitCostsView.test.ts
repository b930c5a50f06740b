import { describe, expect, it } from 'vitest';
import { unitCostsView } from '#cli/ask/views/unitCosts.ts';
import type { UnitCostAnswer, UnitCostRow, UnitCostsAnswer } from '#shared/api/unitCostsOperations.ts';
import { metaOf } from '#test/builders/meta.ts';

const cost = (usd: string, withoutIdleUsd = usd, smallSample = false): UnitCostAnswer => ({
  kind: 'cost',
  usd,
  withoutIdleUsd,
  smallSample,
});
const none = (spentUsd: string, spentWithoutIdleUsd = spentUsd): UnitCostAnswer => ({
  kind: 'noTraffic',
  spentUsd,
  spentWithoutIdleUsd,
});

const rowOf = (changes: Partial<UnitCostRow> = {}): UnitCostRow => ({
  team: 'red',
  costUsd: '2.876000000',
  invocations: 1_200,
  per1000Invocations: cost('2.396666667'),
  perCopyHour: cost('2.876000000'),
  perGpuHour: cost('1.438000000'),
  ...changes,
});

const answerOf = (rows: UnitCostRow[], changes: Partial<UnitCostsAnswer> = {}): UnitCostsAnswer => ({
  meta: metaOf(),
  rows,
  next: null,
  ...changes,
});

const show = (answer: UnitCostsAnswer, aggregate = 'team'): string[] =>
  (unitCostsView.render(answer, { aggregate }) ?? '').split('\n\n');

describe('the view of unit costs', () => {
  it('tells them, or what was spent on no traffic, or why they are not known', () => {
    const rows = [
      rowOf({ team: null, invocations: 0, per1000Invocations: none('1438.000000000') }),
      rowOf({ invocations: 12, per1000Invocations: cost('0.000012500', undefined, true) }),
      rowOf({
        team: 'blue\u001b',
        costUsd: null,
        uncountedSeconds: 17_280,
        perCopyHour: { kind: 'unknown', reason: 'unknown copies' },
      }),
    ];
    expect(show(answerOf(rows))).toEqual([
      `\
Unit costs
TEAM       INVOCATIONS                    PER 1,000           COPY-HOUR  GPU-HOUR
(unowned)            0  no traffic, $1,438.00 spent             $2.8760   $1.4380
red                 12                 * $0.0000125             $2.8760   $1.4380
blue\\x1b         1,200                      $2.3967  – (unknown copies)   $1.4380
* small sample: fewer than 100 invocations, or 10,000 tokens`,
      `\
window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says, else by nobody
uncounted: of 4.80 GPU-hours nobody knows the invocations: in no cost per 1,000`,
    ]);
  });

  it('tells them with and without idle where it is asked to be borne, or is', () => {
    const borne = rowOf({
      per1000Invocations: none('3.000000000', '2.000000000'),
      perGpuHour: cost('1.917333333', '1.438000000'),
    });
    const [withIdle, without] = show(answerOf([borne]));
    expect(withIdle).toBe(`\
Unit costs with idle
TEAM  INVOCATIONS                PER 1,000  COPY-HOUR  GPU-HOUR
red         1,200  no traffic, $3.00 spent    $2.8760   $1.9173`);
    expect(without).toBe(`\
Unit costs without idle
TEAM  INVOCATIONS                PER 1,000  COPY-HOUR  GPU-HOUR
red         1,200  no traffic, $2.00 spent    $2.8760   $1.4380`);
    const meta = metaOf({ idle: { policy: 'share', over: 'all', dependsOnOthers: true } });
    expect(show(answerOf([rowOf()], { meta }))[0]).toContain('Unit costs with idle');
  });

  it('tells what tokens cost beside it, in a table of its own where one would be wide, and which are in no figure', () => {
    const tokens = {
      tokensIn: 1_500_000,
      tokensOut: 500_000,
      perMillionTokens: cost('1.438000000'),
      perMillionTokensIn: cost('0.958666667'),
      perMillionTokensOut: cost('2.876000000'),
    };
    const leftOut = { rowsOutside: 1_200, componentCount: 3, components: ['x', 'y'] };
    const answer = answerOf([rowOf(tokens), rowOf({ team: 'blue' })], { leftOut });
    const [table, notes = ''] = show(answer);
    expect(table).toBe(`\
Unit costs
TEAM  INVOCATIONS  PER 1,000  COPY-HOUR  GPU-HOUR  TOKENS IN  TOKENS OUT    1M IN   1M OUT  1M BOTH
red         1,200    $2.3967    $2.8760   $1.4380  1,500,000     500,000  $0.9587  $2.8760  $1.4380
blue        1,200    $2.3967    $2.8760   $1.4380          –           –        –        –        –`);
    expect(notes.split('\n').slice(-2)).toEqual([
      'tokens: 1,200 rows of tokens lie outside of the time asked for',
      'tokens: those of x, y and 1 more are left out: no cost of them is known',
    ]);
    const wide = answerOf([rowOf({ ...tokens, team: 'a-team-of-a-really-long-name' }), rowOf()], { leftOut });
    expect(show(wide).slice(0, 2)).toEqual([
      `\
Unit costs
TEAM                          INVOCATIONS  PER 1,000  COPY-HOUR  GPU-HOUR
a-team-of-a-really-long-name        1,200    $2.3967    $2.8760   $1.4380
red                                 1,200    $2.3967    $2.8760   $1.4380`,
      `\
TEAM                          TOKENS IN  TOKENS OUT    1M IN   1M OUT  1M BOTH
a-team-of-a-really-long-name  1,500,000     500,000  $0.9587  $2.8760  $1.4380`,
    ]);
  });

  it('says so where there is nothing, and does not know an answer of another form', () => {
    expect(show(answerOf([]))[0]).toBe('Nothing was held in this window.');
    expect(unitCostsView.render({ rows: 'none' }, {})).toBe(undefined);
  });
});
