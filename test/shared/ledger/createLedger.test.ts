import { afterAll, beforeAll, describe } from 'vitest';
import { type LedgerBackend, ledgerBackends } from '#test/harness/ledgerBackends.ts';
import { itKeepsBuckets } from './contract/itKeepsBuckets.ts';
import { itKeepsDetails } from './contract/itKeepsDetails.ts';
import { itKeepsPools } from './contract/itKeepsPools.ts';
import { itKeepsRollups } from './contract/itKeepsRollups.ts';
import { itRollsUp } from './contract/itRollsUp.ts';

describe.each(ledgerBackends)('the ledger on %s', (_, open) => {
  let backend: LedgerBackend;
  beforeAll(async () => {
    backend = await open();
  }, 30_000);
  afterAll(() => backend?.close());

  describe('buckets', () => itKeepsBuckets(() => backend));
  describe('pools', () => itKeepsPools(() => backend));
  describe('roll-ups', () => itKeepsRollups(() => backend));
  describe('hours in full', () => itKeepsDetails(() => backend));
  describe('rolling up', () => itRollsUp(() => backend));
});
