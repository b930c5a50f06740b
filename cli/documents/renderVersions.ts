import { renderTable } from '#cli/renderTable.ts';
import type { DocumentAnswer } from '#shared/api/documentAnswer.ts';
import { formatInstant, theBeginning } from '#shared/domain/time.ts';

const sinceText = (changesFrom: string | null): string => {
  if (changesFrom === null) return 'never';
  return changesFrom === formatInstant(theBeginning) ? 'the beginning' : changesFrom;
};

/** From when on figures are others by a version, and whether they are yet; none of it for a document that makes no figures, as access. */
const figureCells = (versions: DocumentAnswer['versions']) =>
  versions.every(({ changesFrom }) => changesFrom === null)
    ? { head: [], cellsOf: () => [] }
    : {
        head: ['CHANGES FROM', 'APPLIED'],
        cellsOf: ({ changesFrom, isApplied }: DocumentAnswer['versions'][number]) => [
          sinceText(changesFrom),
          isApplied ? 'yes' : 'not yet',
        ],
      };

/**
 * Every version of a document, and one of them as text.
 * @param shown that one, as it is to stand there.
 */
export const renderVersions = (
  versions: DocumentAnswer['versions'],
  shown: { version: number; inForce: number; text: string },
): string => {
  const { head, cellsOf } = figureCells(versions);
  const table = renderTable(
    ['VERSION', 'WHEN', 'WHO', ...head, 'NOTE'],
    versions.map((each) => [`${each.version}`, each.at, each.who, ...cellsOf(each), each.note]),
    4 + head.length,
  );
  const title = `Version ${shown.version}${shown.version === shown.inForce ? ', in force' : ''}:`;
  return `${table}\n\n${title}\n\n${shown.text.trimEnd()}`;
};
