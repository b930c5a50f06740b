import { describe, expect, it } from 'vitest';
import { readKnownNames } from '#shared/budgets/readKnownNames.ts';
import { defaultOwners, type Owners } from '#shared/domain/owners.ts';
import { addTags, noTags } from '#shared/domain/tagHistory.ts';
import { instant } from '#shared/domain/time.ts';
import { openRecord } from '#shared/fleet/openRecord.ts';
import { parseOwners } from '#shared/ownership/parseOwners.ts';

const lives = ['prod', 'staging', 'prod'].map((name, index) => ({
  name,
  arn: `arn:aws:sagemaker:us-east-1:111122223333:endpoint/${name}`,
  createdAt: instant(index),
}));

const component = (tags: Record<string, string>) => ({
  name: 'ranker',
  variant: 'AllTraffic',
  model: undefined,
  base: undefined,
  tags: addTags(noTags, new Map(Object.entries(tags)), instant(0)),
  acceleratorsPerCopy: 1,
  createdAt: undefined,
  deletedBy: undefined,
});

const namesBy = (document: Owners) =>
  readKnownNames({
    account: '111122223333#us-east-1',
    records: {
      listRecords: async () => lives,
      read: async (life) => ({
        ...openRecord(lives.find(({ arn }) => arn === life.arn) ?? lives[0] ?? { ...life, name: '' }),
        components: [component({ Team: 'search', Stage: 'live' }), component({ Team: 'ads' })],
      }),
    },
    owners: { readInForce: async () => ({ version: 1, document }) },
  });

describe('readKnownNames', () => {
  it('takes the teams that tags name, and endpoints, each once and in order', async () => {
    expect(await namesBy(defaultOwners)).toEqual({ team: ['ads', 'search'], endpoint: ['prod', 'staging'] });
  });

  it('takes the teams of the owners document where it lists them, and no others', async () => {
    const listed = parseOwners(
      JSON.stringify({ teams: [{ code: 'research' }, { code: 'vision' }], rules: [] }),
    );
    expect((await namesBy(listed)).team).toEqual(['research', 'vision']);
  });

  it('takes the teams that rules name, besides', async () => {
    const ruled = parseOwners(
      JSON.stringify({
        rules: [
          { name: 'one', match: { component: 'a' }, team: 'vision' },
          {
            name: 'two',
            match: { component: '*' },
            shares: [
              { team: 'red', parts: 1 },
              { team: 'blue', parts: 1 },
            ],
          },
        ],
      }),
    );
    expect((await namesBy(ruled)).team).toEqual(['blue', 'red', 'vision']);
  });
});
