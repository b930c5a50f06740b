import * as z from 'zod';
import { type Access, type Grant, roles } from '#shared/domain/access.ts';
import type { Fault } from '#shared/settings/documentFault.ts';
import { createDocumentReader, type PlaceOf } from '#shared/settings/documentReader.ts';
import { findDuplicates } from '#shared/settings/findRuleFaults.ts';

const word = z.string().min(1, 'is empty').max(200, 'is longer than 200 characters');
const arn = z
  .string()
  .regex(
    /^arn:[\w-]+:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/,
    'is no ARN of an IAM role or user; expected one such as arn:aws:iam::123456789012:role/finops',
  );

const fileSchema = z.strictObject({ grants: z.array(z.unknown()) });

/** A grant as the file has it. */
export const grantSchema = z
  .strictObject({
    name: word.meta({ description: 'What it is called; its own' }),
    group: word.optional().meta({ description: 'Everybody in this group of the identity provider' }),
    iam: arn.optional().meta({ description: 'Or: whoever has assumed this IAM role, or is this IAM user' }),
    role: z.enum(roles),
    teams: z
      .array(word)
      .min(1, 'is empty')
      .max(100, 'has more than 100 teams')
      .optional()
      .meta({ description: 'Whose rows a `team` sees; for no other role' }),
  })
  .refine(({ group, iam }) => (group === undefined) !== (iam === undefined), {
    error: 'says not once whom it is for; expected one of group and iam',
  })
  .refine(({ role, teams }) => (role === 'team') === (teams !== undefined), {
    error: 'has teams and another role than "team", or that role and no teams',
  })
  .transform(
    ({ name, group, iam, role, teams = [] }): Grant => ({
      name,
      to: group === undefined ? { kind: 'iam', arn: iam ?? '' } : { kind: 'group', group },
      role,
      teams,
    }),
  );

const findNameFaults = (grants: readonly Grant[], placeOf: PlaceOf): Fault[] => {
  const doubles = findDuplicates(grants.map(({ name }) => name));
  return grants.flatMap((grant) =>
    doubles.has(grant.name)
      ? {
          path: placeOf(grant),
          where: `grants "${grant.name}"`,
          what: 'has the name of another grant; expected a name of its own',
        }
      : [],
  );
};

/** Whoever may change who may what must be left. */
const findLockOut = (grants: readonly Grant[]): Fault[] =>
  grants.some(({ role }) => role === 'admin')
    ? []
    : [
        {
          path: ['grants'],
          where: 'grants',
          what: 'make nobody an admin, so that nobody could change them; expected a grant of the role "admin"',
        },
      ];

/**
 * Reads an access document from its JSON. Its form is told in docs/access.md.
 * @throws FaultyDocumentError with every fault: where it is, what is wrong, and what would be right.
 */
export const parseAccess = (text: string): Access => {
  const reader = createDocumentReader('access');
  const file = reader.read(fileSchema, reader.parseJson(text));
  const given = file?.grants ?? [];
  const grants = reader.readEach(grantSchema, given, 'grants');
  // Of a grant that is not well formed nobody knows whether it makes an admin.
  const isWhole = file !== undefined && grants.length === given.length;
  reader.refuseFaults([...findNameFaults(grants, reader.placeOf), ...(isWhole ? findLockOut(grants) : [])]);
  return { grants };
};
