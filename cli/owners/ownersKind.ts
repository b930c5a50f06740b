import type { DocumentKind } from '#cli/documents/documentKind.ts';
import type { Owners } from '#shared/domain/owners.ts';
import { ownersForm } from '#shared/ownership/ownersForm.ts';

export const ownersKind: DocumentKind<Owners> = {
  form: ownersForm,
  settingsOf: ({ owners }) => owners,
  initially: 'the Team tag of a component names its team',
  given: 'its owners',
  withoutChange: "changes nobody's cost",
};
