import { describe, expect, it } from 'vitest';
import { formatDollars } from '#shared/domain/money.ts';
import { unusedCommitmentIn } from '#shared/domain/unusedCommitmentIn.ts';
import { ratesWith } from '#test/builders/rates.ts';
import { at } from '#test/builders/samples.ts';

const { document } = ratesWith(1, [], {
  unusedCommitment: [
    { from: '2026-05-01T12:00:00Z', dollarsPerHour: '1.20' },
    { from: '2026-05-01T18:00:00Z', to: '2026-05-02T00:00:00Z', dollarsPerHour: '0.50' },
  ],
});
const unusedIn = (from: string, to: string) => {
  const cost = unusedCommitmentIn(document, { from: at(from), to: at(to) });
  return cost && formatDollars(cost, 2);
};

describe('unused commitment', () => {
  it('is what lies in the range, of all that overlap', () => {
    // Twelve hours at $1.20 and six at $0.50.
    expect(unusedIn('2026-05-01T00:00:00Z', '2026-05-02T00:00:00Z')).toBe('17.40');
    expect(unusedIn('2026-05-01T23:00:00Z', '2026-05-02T01:00:00Z')).toBe('2.90');
  });

  it('is not given for a time before', () => {
    expect(unusedIn('2026-05-01T00:00:00Z', '2026-05-01T12:00:00Z')).toBeUndefined();
  });
});
