import type { DocumentKind } from '#cli/documents/documentKind.ts';
import type { Rates } from '#shared/domain/rates.ts';
import { ratesForm } from '#shared/rates/ratesForm.ts';

export const ratesKind: DocumentKind<Rates> = {
  form: ratesForm,
  settingsOf: ({ rates }) => rates,
  initially: 'what is paid is the list price, and what is charged is what is paid',
  given: 'its rates',
  withoutChange: 'changes no rate',
};
