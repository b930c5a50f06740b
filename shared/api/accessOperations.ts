import * as z from 'zod';
import { grantSchema } from '#shared/access/parseAccess.ts';
import { documentAnswer, replaceRule, tagRule, versionParam } from './documentAnswer.ts';
import { describedDocument, noteField } from './documentBody.ts';
import type { Operation } from './operation.ts';

const document = describedDocument(
  'AccessDocument',
  () => z.strictObject({ grants: z.array(grantSchema) }),
  'Who may see and do what; docs/access.md explains it',
);

const answer = documentAnswer('Access', document);

const example = {
  grants: [
    { name: 'platform', group: 'ml-platform', role: 'admin' },
    { name: 'finance', iam: 'arn:aws:iam::123456789012:role/finops', role: 'finance' },
    { name: 'search', group: 'search-engineers', role: 'team', teams: ['search'] },
  ],
};

export const accessOperation = {
  id: 'readAccess',
  method: 'GET',
  path: '/access',
  summary: 'Who may see what: the access document',
  description: `The grants of groups and IAM roles, with every version, who gave it, when and why. Whoever has no grant sees nothing. ${tagRule}`,
  role: 'admin',
  query: versionParam,
  pathParams: {},
  body: undefined,
  answer,
  hasCsv: false,
  commands: ['tenner access show --json'],
} as const satisfies Operation;

export const replaceAccessOperation = {
  id: 'replaceAccess',
  method: 'PUT',
  path: '/access',
  summary: 'Change who may see what',
  description: `Puts an access document in force, at once. One that makes nobody an admin is refused. ${replaceRule}`,
  role: 'admin',
  query: {},
  pathParams: {},
  body: z
    .strictObject({ note: noteField, document })
    .meta({ examples: [{ note: 'search may see its costs', document: example }] }),
  answer,
  hasCsv: false,
  commands: ['tenner access apply access.json --note "search may see its costs"'],
} as const satisfies Operation;
