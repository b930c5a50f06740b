import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFirstRun } from '#shared/ledger/createFirstRun.ts';
import { at } from '#test/builders/samples.ts';
import { type LedgerBackend, ledgerBackends, TableName } from '#test/harness/ledgerBackends.ts';

const arnOf = (account: string, endpoint = 'ep', region = 'us-east-1') =>
  `arn:aws:sagemaker:${region}:${account}:endpoint/${endpoint}`;
const noon = at('2026-01-01T12:00:00Z');
const later = at('2026-01-02T12:00:00Z');

describe.each(ledgerBackends.filter(([name]) => name !== 'the fake in memory'))(
  'the first run on %s',
  (_, open) => {
    let backend: LedgerBackend;
    beforeAll(async () => {
      backend = await open();
    }, 30_000);
    afterAll(() => backend?.close());

    /** As a new sandbox has it, which remembers nothing. */
    const fresh = () => {
      if (backend.documents === undefined) throw new Error('no table');
      return createFirstRun(backend.documents, TableName);
    };

    it('is the first time that an account and region were asked about, for every endpoint and sandbox', async () => {
      const readFirstRun = fresh();
      expect(await readFirstRun(arnOf('111111111111'), noon)).toBe(noon);
      expect(await readFirstRun(arnOf('111111111111', 'other'), later)).toBe(noon);
      expect(await fresh()(arnOf('111111111111'), later)).toBe(noon);
    });

    it('is another for each account and region', async () => {
      const readFirstRun = fresh();
      expect(await readFirstRun(arnOf('222222222222'), noon)).toBe(noon);
      expect(await readFirstRun(arnOf('222222222222', 'ep', 'eu-west-1'), later)).toBe(later);
      expect(await readFirstRun(arnOf('333333333333'), later)).toBe(later);
    });

    it('is the same for all runs that come first at once', async () => {
      const times = [noon, later, at('2026-01-03T12:00:00Z')];
      const answers = await Promise.all(times.map((time) => fresh()(arnOf('444444444444'), time)));
      expect(new Set(answers).size).toBe(1);
      expect(times).toContain(answers[0]);
    });
  },
);
