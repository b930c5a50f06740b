import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAccess } from '#shared/access/parseAccess.ts';
import { identify } from '#shared/domain/access.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../../docs/access.md'), 'utf8');
const [, example = ''] = /```json\n([\s\S]*?)```/.exec(text) ?? [];

describe('the documented access document', () => {
  const access = parseAccess(example);
  const user = (...groups: string[]) => identify(access, { kind: 'user', subject: 'ada', groups });

  it('gives whoever is in several groups the highest role, and as a team the teams of all', () => {
    expect(user('search-engineers', 'assistants')).toEqual({
      subject: 'ada',
      role: 'team',
      teams: ['search', 'assistants', 'labs'],
    });
    expect(user('search-engineers', 'ml-platform')).toMatchObject({ role: 'admin', teams: [] });
    expect(user('others')).toBeUndefined();
  });

  it('knows a role by its account and name', () => {
    const of = (account: string) => `arn:aws:sts::${account}:assumed-role/cost-export/run-7`;
    expect(identify(access, { kind: 'iam', arn: of('123456789012') })).toMatchObject({ role: 'finance' });
    expect(identify(access, { kind: 'iam', arn: of('210987654321') })).toBeUndefined();
  });
});
