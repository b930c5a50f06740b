import { describe, expect, it } from 'vitest';
import { appliedThrough } from '#shared/ledger/appliedThrough.ts';
import { at } from '#test/builders/samples.ts';

const may = at('2026-05-01T00:00:00Z');
const versions = (...changes: (typeof may | undefined)[]) =>
  changes.map((changesFrom, index) => ({ version: index + 1, changesFrom }));

describe('the version that all that is stored has', () => {
  it('is the last that sweeps are done with', () => {
    expect(appliedThrough(versions(may, may, may), 2)).toBe(2);
    expect(appliedThrough(versions(may, may, may), 3)).toBe(3);
    expect(appliedThrough([], 0)).toBe(0);
  });

  it('is also one that changes nothing, unless one before it is not done', () => {
    expect(appliedThrough(versions(undefined, undefined), 0)).toBe(2);
    expect(appliedThrough(versions(may, undefined, may), 1)).toBe(2);
    expect(appliedThrough(versions(may, undefined), 0)).toBe(0);
  });
});
