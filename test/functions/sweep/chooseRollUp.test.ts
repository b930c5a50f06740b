import { describe, expect, it } from 'vitest';
import { chooseRollUp } from '#functions/sweep/chooseRollUp.ts';
import { at } from '#test/builders/samples.ts';

const quarter = 900;
const noon = at('2026-01-10T12:00:00Z');

describe('chooseRollUp', () => {
  it('looks at a running pool as far as it is settled, 26 hours back', () => {
    const settledThrough = at('2026-01-10T11:45:00Z');
    expect(chooseRollUp({ end: undefined, settledThrough }, noon, quarter)).toEqual({
      from: at('2026-01-09T10:00:00Z'),
      to: settledThrough,
    });
  });

  it('looks at no more than the last two hours but for the first sweep of an hour', () => {
    const settledThrough = at('2026-01-10T12:00:00Z');
    expect(chooseRollUp({ end: undefined, settledThrough }, at('2026-01-10T12:15:00Z'), quarter)).toEqual({
      from: at('2026-01-10T10:15:00Z'),
      to: settledThrough,
    });
  });

  it('looks at nothing of a pool that was last settled before that', () => {
    const settledThrough = at('2026-01-09T09:00:00Z');
    expect(chooseRollUp({ end: undefined, settledThrough }, noon, quarter)).toBeUndefined();
  });

  it('looks at the last hours and day of one that has ended and is settled, for 26 hours', () => {
    const end = at('2026-01-10T11:00:00Z');
    expect(chooseRollUp({ end, settledThrough: end }, at('2026-01-11T00:00:10Z'), quarter)).toEqual({
      from: at('2026-01-09T22:00:10Z'),
      to: at('2026-01-11T00:00:00Z'),
    });
    expect(chooseRollUp({ end, settledThrough: end }, at('2026-01-11T13:00:00Z'), quarter)).toBeUndefined();
  });

  it('looks at the month of one that has ended when the month has', () => {
    const end = at('2026-01-10T11:00:00Z');
    expect(chooseRollUp({ end, settledThrough: end }, at('2026-02-01T00:00:00Z'), quarter)).toEqual({
      from: at('2026-01-31T00:00:00Z'),
      to: at('2026-02-01T00:00:00Z'),
    });
    expect(chooseRollUp({ end, settledThrough: end }, at('2026-02-02T02:00:00Z'), quarter)).toBeUndefined();
  });
});
