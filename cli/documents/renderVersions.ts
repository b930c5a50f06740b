import { renderTable } from '#cli/renderTable.ts';
import type { DocumentAnswer } from '#shared/api/documentAnswer.ts';
import { formatInstant, theBeginning } from '#shared/domain/time.ts';

const sinceText = (changesFrom: string | null): string => {
  if (changesFrom === null) return 'never';
  return changesFrom === formatInstant(theBeginning) ? 'the beginning' : changesFrom;
};

/**
 * Every version of a document, and one of them as text.
 * @param shown that one, as it is to stand there.
 */
export const renderVersions = (
  versions: DocumentAnswer['versions'],
  shown: { version: number; inForce: number; text: string },
): string => {
  const table = renderTable(
    ['VERSION', 'WHEN', 'WHO', 'CHANGES FROM', 'APPLIED', 'NOTE'],
    versions.map(({ version, at, who, changesFrom, isApplied, note }) => [
      `${version}`,
      at,
      who,
      sinceText(changesFrom),
      isApplied ? 'yes' : 'not yet',
      note,
    ]),
    6,
  );
  const title = `Version ${shown.version}${shown.version === shown.inForce ? ', in force' : ''}:`;
  return `${table}\n\n${title}\n\n${shown.text.trimEnd()}`;
};
