import * as z from 'zod';
import type { AllowedTags, OwnerRule, Owners, Team, tagBearers } from '#shared/domain/owners.ts';
import { createDocumentReader } from '#shared/settings/documentReader.ts';
import { findOwnerFaults } from './findOwnerFaults.ts';
import { aliasesSchema, payerSchema, ruleSchema, tagsSchema, teamSchema } from './ownersSchema.ts';

const fileSchema = z.strictObject({
  tags: z.unknown().optional(),
  teams: z.array(z.unknown()).default([]),
  aliases: z.unknown().default({}),
  rules: z.array(z.unknown()),
  payers: z.array(z.unknown()).default([]),
});

/** The tags that rules look at, where no allow-list is given. */
const tagsOf = (rules: readonly OwnerRule[]): AllowedTags => {
  const keysOf = (bearer: (typeof tagBearers)[number]) =>
    rules.flatMap(({ match: { tag } }) => (tag?.of.includes(bearer) ? [tag.key] : []));
  return {
    component: [...new Set(keysOf('component'))],
    endpoint: [...new Set(keysOf('endpoint'))],
    model: [...new Set(keysOf('model'))],
  };
};

/**
 * Reads an owners document from its JSON. Its form is told in docs/owners.md.
 * @throws FaultyDocumentError with every fault: where it is, what is wrong, and what would be right.
 */
export const parseOwners = (text: string): Owners => {
  const reader = createDocumentReader('owners');
  const file = reader.read(fileSchema, reader.parseJson(text));
  const rules: OwnerRule[] = reader.readEach(ruleSchema, file?.rules ?? [], 'rules');
  const teams: Team[] = reader.readEach(teamSchema, file?.teams ?? [], 'teams');
  const aliases = reader.read(aliasesSchema, file?.aliases ?? {}, 'aliases') ?? new Map<string, string>();
  const given = file?.tags === undefined ? undefined : reader.read(tagsSchema, file.tags, 'tags');
  const payers = reader.readEach(payerSchema, file?.payers ?? [], 'payers');
  const owners: Owners = { tags: given ?? tagsOf(rules), teams, aliases, rules, payers };
  const isWhole = teams.length === (file?.teams.length ?? 0);
  // Of teams that are not well formed the codes are not known, and names of them no faults.
  reader.refuseFaults(findOwnerFaults(isWhole ? owners : { ...owners, teams: [] }, reader.placeOf));
  return owners;
};
