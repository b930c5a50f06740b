import { describe, expect, it } from 'vitest';
import { parseRates } from '#shared/rates/parseRates.ts';

const parse = (document: object) => parseRates(JSON.stringify(document));
const rule = { name: 'a', match: { instanceType: '*' }, cost: 'list' };

describe('parseRates', () => {
  it('reads every way to say a rate', () => {
    const { rules } = parse({
      rules: [
        { ...rule, charge: 'cost' },
        { ...rule, name: 'b', cost: { factor: '0.72' }, charge: { factor: '0.9' } },
        { ...rule, name: 'c', cost: { dollarsPerHour: '4.1' }, charge: { factor: '1.1', of: 'cost' } },
      ],
    });
    expect(rules.map(({ cost, charge }) => [cost, charge])).toEqual([
      [
        { kind: 'derived', of: 'list', factor: undefined },
        { kind: 'derived', of: 'cost', factor: undefined },
      ],
      [
        { kind: 'derived', of: 'list', factor: 720_000_000n },
        { kind: 'derived', of: 'list', factor: 900_000_000n },
      ],
      [
        { kind: 'fixed', perInstanceHour: 4_100_000_000n },
        { kind: 'derived', of: 'cost', factor: 1_100_000_000n },
      ],
    ]);
  });

  it('tells every fault at once, with where it is and what would be right', () => {
    const from = '2026-05-01T00:00:00Z';
    const wrong = () =>
      parse({
        rules: [
          { ...rule, from, to: from },
          rule,
          { name: 'none', match: {}, charge: 'list' },
          { name: 'nothing', match: { endpoint: 'x' } },
          { ...rule, name: 'number', cost: { factor: 0.72 } },
          { ...rule, name: 'percent', cost: { factor: '72 %' } },
          { ...rule, name: 'edge', from: '2026-05-01T00:01:00Z' },
          { ...rule, name: 'long name '.repeat(7) },
        ],
        unusedCommitment: [{ dollarsPerHour: '$1' }, { from, to: from, dollarsPerHour: '1' }],
      });
    expect(wrong).toThrow('the rates document has ');
    for (const fault of [
      'rules "a" has the name of another rule; expected a name of its own',
      'rules "a" holds from 2026-05-01T00:00:00Z to 2026-05-01T00:00:00Z, which is never; expected from before to',
      'rules[2] "none": match is empty; expected a pattern of instanceType or endpoint ("*" for all)',
      'rules[3] "nothing" says neither what is paid nor what is charged; expected cost, charge or both',
      'rules[4] "number": cost is no cost; expected "list", { "factor": "0.72" } or { "dollarsPerHour": "4.10" }',
      'rules[5] "percent": cost is no cost',
      'rules[6] "edge": from is 2026-05-01T00:01:00Z, which is on no bucket edge',
      ': name is longer than 60 characters',
      'unusedCommitment[0]: dollarsPerHour is "$1"; expected dollars an hour such as "5.752"',
      'unusedCommitment holds from 2026-05-01T00:00:00Z to 2026-05-01T00:00:00Z, which is never',
    ])
      expect(wrong).toThrow(fault);
  });

  it('refuses what is no JSON', () => {
    expect(() => parseRates('rules:')).toThrow('the rates document is not JSON');
  });
});
