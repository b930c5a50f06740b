import type * as z from 'zod';
import type { DocumentKind } from '#cli/documents/documentKind.ts';
import { renderVersions } from '#cli/documents/renderVersions.ts';
import type { DocumentAnswer } from '#shared/api/documentAnswer.ts';
import type { Operation } from '#shared/api/operation.ts';
import type { QueryShape } from '#shared/api/readQuery.ts';
import { compactJson } from './compactJson.ts';

import { defineView, type View } from './view.ts';

/** A document of settings as `show` shows it: every version, and the one in force, or another. */
export const documentView = (
  operation: Operation<QueryShape, z.ZodType<DocumentAnswer>>,
  { form, initially }: Pick<DocumentKind<unknown>, 'form' | 'initially'>,
): View =>
  defineView(operation, {
    examples: [
      ['', 'every version with who gave it, when and why, and the one in force'],
      ['--version 1', 'another version'],
      ['--json', 'for a program'],
    ],
    render: ({ version, inForce, document, versions }) =>
      version === 0
        ? `No ${form.name} document was given: ${initially}.`
        : renderVersions(versions, { version, inForce, text: compactJson(document) }),
  });
