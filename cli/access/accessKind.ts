import type { DocumentKind } from '#cli/documents/documentKind.ts';
import { accessForm } from '#shared/access/accessForm.ts';
import type { Access } from '#shared/domain/access.ts';

export const accessKind: DocumentKind<Access> = {
  form: accessForm,
  settingsOf: ({ access }) => access,
  initially: 'nobody sees anything through the API',
  given: 'its grants',
  withoutChange: 'holds from the next request on',
};
