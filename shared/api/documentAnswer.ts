import * as z from 'zod';
import { instantText } from './figures.ts';
import { whole } from './questionParams.ts';

const versionSchema = z
  .object({
    version: z.int().positive(),
    at: instantText.meta({ description: 'When it was given' }),
    who: z
      .string()
      .meta({ description: 'Who gave it: the subject of a token, an ARN, or a name at the command line' }),
    note: z.string().meta({ description: 'Why' }),
    changesFrom: instantText.nullable().meta({
      description:
        'From when on it says something else than the version before, 1970-01-01T00:00:00Z for ever; null where it changes nothing that is stored',
    }),
    isApplied: z.boolean().meta({
      description: 'Whether all that is stored is revised by it; until then sweeps are at it',
    }),
  })
  .meta({ id: 'DocumentVersion' });

const number = z.int().nonnegative();

/** A document of settings and every version that it had. */
export const documentAnswer = <Document extends z.ZodType>(id: string, document: Document) =>
  z
    .object({
      version: number.meta({ description: 'Of the document that is shown; 0 while none was given' }),
      inForce: number.meta({ description: 'The version that holds' }),
      document: document.nullable().meta({ description: 'As it was given; null while none was' }),
      versions: z.array(versionSchema).meta({ description: 'Every version, in order' }),
    })
    .meta({ id });

export type DocumentAnswer = {
  version: number;
  inForce: number;
  document: unknown;
  versions: z.infer<typeof versionSchema>[];
};

export const versionParam = {
  version: whole(1, 999_999)
    .optional()
    .meta({
      description: 'Another version than the one in force',
      examples: ['1'],
    }),
};

/** How a document is replaced; told with each that can be. */
export const replaceRule =
  '`If-Match` names the version that it replaces, as `ETag` has it: "3" for version 3, "0" while there is none. Where another is in ' +
  'force by now, nothing is changed and the answer is 412. The document that is in force already is no new version, so that a ' +
  'request may be sent again.';

/** How the answer of a read is to be taken for a condition; told with each. */
export const tagRule =
  '`ETag` is the version in force, to be given as `If-Match` of a change; while sweeps are at it, with how far they have come behind a ~.';
