import { plainText } from '#cli/plainText.ts';
import { isObject } from './joinPages.ts';
import { metaNotes, metaToldSchema } from './metaNotes.ts';
import { renderFields } from './renderFields.ts';
import { renderRows } from './renderRows.ts';
import { toJsonText } from './toJsonText.ts';
import { wordsOf } from './wordsOf.ts';

const isTable = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.some((each) => isObject(each));

const noteMeta = (meta: unknown): string[] => {
  const known = metaToldSchema.safeParse(meta);
  if (known.success) return metaNotes(known.data).map(plainText);
  if (!isObject(meta)) return [];
  const { revision: _, ...own } = meta;
  return renderFields(own);
};

/**
 * Any answer for people: its lists as tables, its other fields as lines below them, and what its figures are. Commands without a view
 * of their own show answers so.
 */
export const renderAnswer = (answer: unknown): string => {
  if (!isObject(answer)) return toJsonText(answer);
  const { meta, next: _, ...own } = answer;
  const tables = Object.entries(own).flatMap(([name, value]) =>
    isTable(value) ? [[name, value] as const] : [],
  );
  const others = Object.fromEntries(Object.entries(own).filter(([, value]) => !isTable(value)));
  return [
    ...tables.map(([name, rows]) =>
      tables.length === 1 ? renderRows(rows) : `${plainText(wordsOf(name))}:\n${renderRows(rows)}`,
    ),
    [...renderFields(others), ...noteMeta(meta)].join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
};
