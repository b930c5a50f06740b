import { describe, expect, it } from 'vitest';
import { tellFaults } from '#cli/mcp/tellFaults.ts';

describe('tellFaults', () => {
  it('tells one fault in a line, and several in lines of their own', () => {
    const fault = { parameter: 'step', detail: 'is "7s"; expected 10s' };
    expect(tellFaults([fault])).toBe('step: is "7s"; expected 10s');
    expect(tellFaults([fault, { pointer: '/rules/0', detail: 'has no team' }, { detail: 'x' }])).toBe(
      '3 things are wrong:\n  step: is "7s"; expected 10s\n  /rules/0: has no team\n  x',
    );
  });

  it('lists what would be right where the words do not say it', () => {
    expect(tellFaults([{ parameter: 'aggregate', detail: 'is odd', allowed: ['tag:a', 'tag:b'] }])).toBe(
      'aggregate: is odd; expected one of tag:a, tag:b',
    );
    const told = { parameter: 'rate', detail: 'is "x"; expected one of a, b', allowed: ['a', 'b'] };
    expect(tellFaults([told])).toBe('rate: is "x"; expected one of a, b');
    expect(tellFaults([{ detail: 'none is known', allowed: [] }])).toBe('none is known');
  });

  it('shows what would steer a terminal as text', () => {
    expect(tellFaults([{ detail: 'there is no\u001b[2J\nteam' }])).toBe('there is no\\x1b[2J\\x0ateam');
  });
});
