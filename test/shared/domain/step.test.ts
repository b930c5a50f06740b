import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeSecondsOf, formatStep, parseStep, type Step } from '#shared/domain/step.ts';

const fixed = (seconds: number): Step => ({ kind: 'fixed', seconds });

describe('parseStep', () => {
  it.each<[string, Step]>([
    ['10s', fixed(10)],
    ['50s', fixed(50)],
    ['60s', fixed(60)],
    ['1m', fixed(60)],
    ['100s', fixed(100)],
    ['150s', fixed(150)],
    ['5m', fixed(300)],
    ['600s', fixed(600)],
    ['15m', fixed(900)],
    ['1h', fixed(3_600)],
    ['hour', fixed(3_600)],
    ['24h', fixed(86_400)],
    ['1d', { kind: 'calendar', unit: 'day', count: 1 }],
    ['day', { kind: 'calendar', unit: 'day', count: 1 }],
    ['3d', { kind: 'calendar', unit: 'day', count: 3 }],
    ['1w', { kind: 'calendar', unit: 'week', count: 1 }],
    ['week', { kind: 'calendar', unit: 'week', count: 1 }],
    ['2w', { kind: 'calendar', unit: 'week', count: 2 }],
    ['month', { kind: 'calendar', unit: 'month', count: 1 }],
    ['year', { kind: 'calendar', unit: 'year', count: 1 }],
  ])('reads %s', (text, step) => {
    expect(parseStep(text)).toEqual(step);
  });

  it.each(['1s', '15s', '40s', '90s', '2m', '299s'])(
    'refuses %s, which is no part of five minutes',
    (text) => {
      expect(parseStep(text)).toEqual({
        fault:
          `step "${text}" is no whole part of five minutes; ` +
          'expected one of 10s, 20s, 30s, 50s, 1m, 100s, 150s, or a multiple of 5m',
      });
    },
  );

  it.each([
    ['7m', '5m or 10m'],
    ['301s', '5m or 10m'],
    ['61m', '1h or 65m'],
  ])('refuses %s, which is no multiple of them', (text, right) => {
    expect(parseStep(text)).toEqual({
      fault: `step "${text}" is no whole number of five minutes; expected ${right}`,
    });
  });

  it.each([
    '',
    '0m',
    '0d',
    '5',
    'm',
    '-5m',
    '1.5h',
    '5M',
    '1mo',
    'Day',
    '٥m',
    '5m\0',
    '999999w',
    'constructor',
    '5 m',
  ])('refuses "%s"', (text) => {
    expect(parseStep(text)).toEqual({
      fault: expect.stringMatching(
        /^step ".*" is no step; expected a whole number of s, m, h, d or w, such as 10s, 5m, 6h, 1d or 2w, or one of hour, day, week, month, year$/,
      ),
    });
  });

  it('gives back what formatStep wrote, and throws at nothing', () => {
    const text = fc.oneof(
      fc.tuple(fc.nat({ max: 2_000 }), fc.constantFrom(...'smhdw')).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (each) => {
        const step = parseStep(each);
        if ('fault' in step) expect(step.fault).toMatch(/^step "/);
        else expect(parseStep(formatStep(step))).toEqual(step);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('formatStep', () => {
  it.each([
    ['60s', '1m'],
    ['90m', '90m'],
    ['120m', '2h'],
    ['day', '1d'],
    ['hour', '1h'],
    ['month', 'month'],
  ])('writes %s as %s', (text, written) => {
    const step = parseStep(text);
    expect('fault' in step ? step.fault : formatStep(step)).toBe(written);
  });
});

describe('edgeSecondsOf', () => {
  it('is a bucket, but ten seconds for finer steps', () => {
    expect([fixed(10), fixed(150), fixed(300), fixed(3_600)].map(edgeSecondsOf)).toEqual([10, 10, 300, 300]);
    expect(edgeSecondsOf({ kind: 'calendar', unit: 'day', count: 1 })).toBe(300);
  });
});
