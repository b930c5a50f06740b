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
      total: { costUsd: '1234.500000000', perHour: { usd: '0.125000000' } },
      empty: [],
      next: 'cursor',
    };
    expect(renderAnswer(answer)).toBe(`\
ENDPOINT  TAGS  IS RUNNING  NOTE      CHANGE.COST USD  CHANGE.SHARE
ep        a, b  true                           −$1.25           0.5
longer                      x\\x1b[2J                –            12

total.costUsd: $1,234.50
total.perHour.usd: $0.125
empty: (none)
window: 2026-01-02T00:00:00Z to 2026-01-02T01:00:00Z, UTC
state: settled
idle: borne by whoever the owners document says`);
  });

  it('shows several lists one by one', () => {
    expect(renderAnswer({ pools: [{ a: 1 }], gaps: [{ b: 'x' }] })).toBe('pools:\nA\n1\n\ngaps:\nB\nx');
  });

  it('shows what is no object as it is', () => {
    expect(renderAnswer(['a'])).toBe('[\n  "a"\n]');
  });
});
