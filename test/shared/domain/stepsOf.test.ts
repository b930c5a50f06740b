import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStep, type Step } from '#shared/domain/step.ts';
import { stepsOf } from '#shared/domain/stepsOf.ts';
import { formatInstant, instant } from '#shared/domain/time.ts';
import type { Window } from '#shared/domain/window.ts';
import { numberAt } from '#shared/domain/zoneCalendar.ts';
import { at } from '#test/builders/samples.ts';
import { oddZones, zoneOf } from '#test/builders/zones.ts';

const step = (text: string): Step => {
  const parsed = parseStep(text);
  if ('fault' in parsed) throw new Error(parsed.fault);
  return parsed;
};

const cut = (from: string, to: string, text: string, zone = 'UTC', most = 1_000) =>
  stepsOf({ from: at(from), to: at(to) }, step(text), zoneOf(zone), most);

/** Where the steps meet, and the window's ends. */
const edges = (...question: Parameters<typeof cut>): string[] => {
  const steps = cut(...question);
  if ('fault' in steps) return [steps.fault];
  return [...steps.map(({ from }) => from), ...steps.slice(-1).map(({ to }) => to)].map(formatInstant);
};

describe('stepsOf', () => {
  it("counts fixed steps from the window's start", () => {
    expect(edges('2026-05-01T00:20:00Z', '2026-05-01T03:00:00Z', '1h')).toEqual([
      '2026-05-01T00:20:00Z',
      '2026-05-01T01:20:00Z',
      '2026-05-01T02:20:00Z',
      '2026-05-01T03:00:00Z',
    ]);
    expect(edges('2026-05-01T00:00:10Z', '2026-05-01T00:01:00Z', '30s')).toEqual([
      '2026-05-01T00:00:10Z',
      '2026-05-01T00:00:40Z',
      '2026-05-01T00:01:00Z',
    ]);
  });

  it("cuts days at the zone's midnights, the first and last shorter", () => {
    expect(edges('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-03-28T12:00:00Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
      '2026-03-30T12:00:00Z',
    ]);
  });

  it('cuts weeks on Mondays, months and years on their firsts', () => {
    expect(edges('2026-05-14T00:00:00Z', '2026-05-26T00:00:00Z', '1w')).toEqual([
      '2026-05-14T00:00:00Z',
      '2026-05-18T00:00:00Z',
      '2026-05-25T00:00:00Z',
      '2026-05-26T00:00:00Z',
    ]);
    expect(edges('2026-01-31T00:00:00Z', '2026-03-01T00:00:00Z', 'month')).toEqual([
      '2026-01-31T00:00:00Z',
      '2026-02-01T00:00:00Z',
      '2026-03-01T00:00:00Z',
    ]);
    expect(edges('2025-07-01T00:00:00Z', '2026-02-01T00:00:00Z', 'year', 'America/New_York')).toEqual([
      '2025-07-01T00:00:00Z',
      '2026-01-01T05:00:00Z',
      '2026-02-01T00:00:00Z',
    ]);
  });

  it('counts several days or weeks from the one that the window starts in', () => {
    expect(edges('2026-05-01T12:00:00Z', '2026-05-08T00:00:00Z', '3d')).toEqual([
      '2026-05-01T12:00:00Z',
      '2026-05-04T00:00:00Z',
      '2026-05-07T00:00:00Z',
      '2026-05-08T00:00:00Z',
    ]);
    expect(edges('2026-05-14T00:00:00Z', '2026-05-31T00:00:00Z', '2w')).toEqual([
      '2026-05-14T00:00:00Z',
      '2026-05-25T00:00:00Z',
      '2026-05-31T00:00:00Z',
    ]);
  });

  it('has one step, the window, where the step is longer', () => {
    expect(edges('2026-05-14T00:00:00Z', '2026-05-14T00:05:00Z', 'year')).toEqual([
      '2026-05-14T00:00:00Z',
      '2026-05-14T00:05:00Z',
    ]);
    expect(edges('2026-05-14T00:00:00Z', '2026-05-14T00:05:00Z', '99999w')).toHaveLength(2);
  });

  it('leaves out a day that a zone has skipped', () => {
    expect(edges('2011-12-29T10:00:00Z', '2011-12-31T10:00:00Z', 'day', 'Pacific/Apia')).toEqual([
      '2011-12-29T10:00:00Z',
      '2011-12-30T10:00:00Z',
      '2011-12-31T10:00:00Z',
    ]);
  });

  it('refuses too many, and proposes a step that is coarse enough', () => {
    const month = ['2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z'] as const;
    const year = ['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z'] as const;
    expect(cut(...month, '1m')).toEqual({
      fault:
        'step 1m cuts the window into 44640 steps, more than 1000; expected 1h, which makes 744, or a shorter window',
    });
    expect(cut(...year, 'hour', 'UTC', 100)).toEqual({
      fault:
        'step 1h cuts the window into 8760 steps, more than 100; expected 1w, which makes 53, or a shorter window',
    });
    expect(cut(...year, 'month', 'UTC', 11)).toEqual({
      fault:
        'step month cuts the window into 12 steps, more than 11; expected year, which makes 1, or a shorter window',
    });
    expect(cut('2025-12-31T00:00:00Z', '2026-01-02T00:00:00Z', 'year', 'UTC', 1)).toEqual({
      fault: 'step year cuts the window into 2 steps, more than 1; expected a shorter window',
    });
    expect(cut(...year, 'month', 'UTC', 12)).toHaveLength(12);
  });

  it('tiles the window: in order, none empty, nothing left out, none across an edge of the calendar', () => {
    const window = fc
      .tuple(fc.integer({ min: 4_733_568, max: 13_760_000 }), fc.integer({ min: 1, max: 30_000 }))
      .map(
        ([start, length]): Window => ({ from: instant(start * 300), to: instant((start + length) * 300) }),
      );
    const anyStep = fc.constantFrom(
      ...'10m 25m 1h 7h 24h 1d 2d 31d 1w 3w month year'.split(' ').map((text) => step(text)),
    );
    fc.assert(
      fc.property(window, anyStep, fc.constantFrom(...oddZones), (whole, each, zone) => {
        const steps = stepsOf(whole, each, zone, 100_000);
        if ('fault' in steps) throw new Error(steps.fault);
        expect(steps.map(({ from }) => from)).toEqual([
          whole.from,
          ...steps.map(({ to }) => to).slice(0, -1),
        ]);
        expect(steps.at(-1)?.to).toBe(whole.to);
        expect(steps.every(({ from, to }) => from < to)).toBe(true);
        if (each.kind === 'fixed' || each.count > 1) return;
        for (const { from, to } of steps) {
          expect(numberAt(each.unit, from, zone)).toBe(numberAt(each.unit, instant(to - 1), zone));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives at most as many as it may, or proposes a step that it then gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20_000 }),
        fc.constantFrom('10s', '1m', '5m', '1h', '1d', '1w', 'month'),
        fc.integer({ min: 1, max: 500 }),
        (length, text, most) => {
          const from = at('2026-01-01T00:00:00Z');
          const whole = { from, to: instant(from + length * 300) };
          const steps = stepsOf(whole, step(text), zoneOf('UTC'), most);
          if (!('fault' in steps)) {
            expect(steps.length).toBeLessThanOrEqual(most);
            return;
          }
          const [, proposed, count] = /expected (\w+), which makes (\d+),/.exec(steps.fault) ?? [];
          expect(stepsOf(whole, step(proposed ?? ''), zoneOf('UTC'), most)).toHaveLength(Number(count));
        },
      ),
    );
  });
});
