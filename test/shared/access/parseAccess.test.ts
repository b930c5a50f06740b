import { describe, expect, it } from 'vitest';
import { parseAccess } from '#shared/access/parseAccess.ts';
import { FaultyDocumentError } from '#shared/settings/documentFault.ts';

const faultsOf = (value: unknown) => {
  try {
    parseAccess(JSON.stringify(value));
    return [];
  } catch (error) {
    if (!(error instanceof FaultyDocumentError)) throw error;
    return error.faults.map(({ path, what }) => [path.join('/'), what]);
  }
};

const admin = { name: 'platform', group: 'ml-platform', role: 'admin' };

describe('an access document', () => {
  it('grants groups and IAM roles what they may', () => {
    const iam = 'arn:aws:iam::123456789012:role/finops';
    const document = {
      grants: [
        admin,
        { name: 'finance', iam, role: 'finance' },
        { name: 'search', group: 'searchers', role: 'team', teams: ['search', 'ads'] },
      ],
    };
    expect(parseAccess(JSON.stringify(document)).grants).toEqual([
      { name: 'platform', to: { kind: 'group', group: 'ml-platform' }, role: 'admin', teams: [] },
      { name: 'finance', to: { kind: 'iam', arn: iam }, role: 'finance', teams: [] },
      { name: 'search', to: { kind: 'group', group: 'searchers' }, role: 'team', teams: ['search', 'ads'] },
    ]);
  });

  it('leaves somebody who may change it', () => {
    const expected =
      'make nobody an admin, so that nobody could change them; expected a grant of the role "admin"';
    expect(faultsOf({ grants: [] })).toEqual([['grants', expected]]);
    expect(faultsOf({ grants: [{ ...admin, role: 'finance' }] })).toEqual([['grants', expected]]);
    expect(faultsOf({ grants: [admin] })).toEqual([]);
  });

  it('tells each fault with its path', () => {
    expect(
      faultsOf({
        grants: [
          { ...admin, iam: 'arn:aws:iam::123456789012:role/x' },
          { name: 'x', iam: 'arn:aws:sts::123456789012:assumed-role/x/y', role: 'finance' },
          { name: 'y', group: 'g', role: 'team' },
          { name: 'z', group: 'g', role: 'root' },
          { name: 'w', group: 'g', role: 'team', teams: [] },
          admin,
          admin,
        ],
      }),
    ).toEqual([
      ['grants/0', 'says not once whom it is for; expected one of group and iam'],
      [
        'grants/1/iam',
        'is no ARN of an IAM role or user; expected one such as arn:aws:iam::123456789012:role/finops',
      ],
      ['grants/2', 'has teams and another role than "team", or that role and no teams'],
      ['grants/3/role', 'expected one of "team"|"finance"|"admin"'],
      ['grants/4/teams', 'is empty'],
      ['grants/5', 'has the name of another grant; expected a name of its own'],
      ['grants/6', 'has the name of another grant; expected a name of its own'],
    ]);
  });
});
