import type { Fault } from '#shared/api/fault.ts';
import { toPointer } from '#shared/api/toPointer.ts';
import type { SettingForm } from '#shared/ledger/settingForm.ts';
import { FaultyDocumentError } from '#shared/settings/documentFault.ts';
import { mostFaults } from './mostFaults.ts';

const mostCharacters = 1_000;

const clip = (text: string): string =>
  text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;

const toFaults = ({ faults }: FaultyDocumentError): Fault[] => {
  const told = faults.slice(0, mostFaults).map(({ path, what }) => ({
    pointer: `/document${toPointer(path)}`,
    detail: clip(what),
  }));
  const others = faults.length - told.length;
  return others === 0 ? told : [...told, { pointer: '/document', detail: `has ${others} faults more` }];
};

/** A document as a setting keeps it. */
export const toDocumentText = (document: unknown): string => JSON.stringify(document, null, 2);

/** What a document in a body says; undefined with its faults added, each with where in the body it is. */
export const readDocument = <Document>(
  { parse }: SettingForm<Document>,
  document: unknown,
  faults: Fault[],
): Document | undefined => {
  try {
    return parse(toDocumentText(document));
  } catch (error) {
    if (!(error instanceof FaultyDocumentError)) throw error;
    faults.push(...toFaults(error));
    return undefined;
  }
};
