import { describe, expect, it } from 'vitest';
import { renderAnswer } from '#cli/ask/renderAnswer.ts';
import { metaOf } from '#test/builders/meta.ts';

describe('renderAnswer', () => {
  it('shows rows as columns, texts to the left and figures to the right, and other fields below', () => {
    const answer = {
      meta: metaOf(),
      rows: [
        {
          endpoint: 'ep',
          change: { costUsd: '-1.250000000', share: 0.5 },
          tags: ['a', 'b'],
          isRunning: true,
        },
        { endpoint: 'longer', change: { costUsd: null, share: 12 }, note: 'x\u001b[2J' },
      ],
      total: { costUsd: '1234.500000000', unpricedGpuSeconds: 86_400, perHour: { usd: '0.125000000' } },
      empty: [],
      none: {},
      next: 'cursor',
    };
    expect(renderAnswer(answer)).toBe(`\
ENDPOINT  TAGS  IS RUNNING  NOTE      CHANGE COST  CHANGE SHARE
ep        a, b  yes                        −$1.25           0.5
longer                      x\\x1b[2J            –            12

total:
  cost: $1,234.50
  unpriced GPU seconds: 86,400
  per hour:
    USD: $0.125
empty: (none)
none: (none)
window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says, else by nobody`);
  });

  it('splits names into words and numbers into thousands', () => {
    const row = { per1000Invocations: 1_234_567, vcpuSeconds: 0.0012345, meanCount: 12_345.6789, id: -3 };
    expect(renderAnswer({ rows: [row] })).toBe(`\
PER 1000 INVOCATIONS  VCPU SECONDS  MEAN COUNT  ID
           1,234,567       0.00123  12,345.679  −3`);
  });

  it('shows dollars with as many decimals as say something, in a column with as many in all', () => {
    const rows = ['5.752000000', '-1506.639999999', '0.000000012', '7.000000000'].map((costUsd) => ({
      costUsd,
    }));
    expect(renderAnswer({ rows })).toBe(`\
        COST
      $5.752
 −$1,506.640
$0.000000012
      $7.000`);
    expect(renderAnswer({ costUsd: '1506.120000000', rateUsd: '0.798888889' })).toBe(
      'cost: $1,506.12\nrate: $0.7989',
    );
  });

  it('shows several lists one by one', () => {
    expect(renderAnswer({ idlePools: [{ a: 1 }], gaps: [{ b: 'x' }] })).toBe(
      'idle pools:\nA\n1\n\ngaps:\nB\nx',
    );
  });

  it('tells long lists by their beginning, and short objects in a cell', () => {
    const values = Array.from({ length: 1_440 }, (_, index) => index);
    const owners = [
      { team: 'ads', product: null, parts: 1 },
      { team: 'search', product: null, parts: 2 },
    ];
    expect(renderAnswer({ rows: [{ owners }], values })).toBe(`\
OWNERS
team ads, parts 1; team search, parts 2

values: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 … (1,440 in all)`);
  });

  it('shows row by row what is too long for a table, indented', () => {
    const formula = [
      {
        text: '36,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $14.380000000',
        costUsd: '14.380000000',
        unit: 'accelerator',
      },
      { text: 'short' },
    ];
    const parts = [
      { team: 'red', why: { rules: ['a', 'b'] }, formula },
      { team: 'blue\n', formula: [] },
    ];
    expect(renderAnswer({ parts })).toBe(`\
team: red
why:
  rules: a, b
formula:
- text: 36,000 GPU-seconds ÷ 3,600 × $5.752 per instance-hour ÷ 4 GPUs = $14.380000000
  cost: $14.38
  unit: accelerator
- text short

team: blue\\x0a
formula: (none)`);
  });

  it('says of quantities what they are, and of a meta that it does not know all but the revision', () => {
    const { currency: _, costBasis: __, rate: ___, idle: ____, ...meta } = metaOf({ completeness: 0.5 });
    expect(renderAnswer({ meta })).toBe(`\
window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled
completeness: 50.0 % of the expected samples were seen; the rest is unknown`);
    expect(renderAnswer({ meta: { stepSeconds: 60, revision: 'r' } })).toBe('step seconds: 60');
  });

  it('shows what is no object as it is', () => {
    expect(renderAnswer(['a'])).toBe('[\n  "a"\n]');
  });
});
