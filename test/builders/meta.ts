import type { Meta } from '#shared/api/figures.ts';

/** What is said of settled, sampled figures of an hour that are all there and whole. */
export const metaOf = (changes: Partial<Meta> = {}): Meta => ({
  window: { from: '2026-01-02T00:00:00Z', to: '2026-01-02T01:00:00Z', zone: 'UTC' },
  currency: 'USD',
  costBasis: 'allocation',
  rate: 'cost',
  idle: { policy: 'payers', dependsOnOthers: true },
  completeness: 1,
  evidence: 'sampled',
  state: 'settled',
  settledThrough: null,
  backfilled: false,
  teams: null,
  revision: 'r',
  ...changes,
});
