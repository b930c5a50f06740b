import { UsageError } from '#cli/usageError.ts';
import { applyDocument } from './applyDocument.ts';
import type { DocumentKind } from './documentKind.ts';
import { showDocument } from './showDocument.ts';

/**
 * The command of a kind of document, with its `apply` and `show`, and `check` where there is something to try it on.
 * @param more what else it goes on with, by its word.
 */
export const documentCommand = <Document>(
  kind: DocumentKind<Document>,
  check?: (args: string[]) => Promise<void>,
  more: ReadonlyMap<string, (args: string[]) => Promise<void>> = new Map(),
): ((args: string[]) => Promise<void>) => {
  const commands = new Map([
    ...(check === undefined ? [] : [['check', check] as const]),
    ['apply', applyDocument(kind)],
    ['show', showDocument(kind)],
    ...more,
  ]);
  const names = [...commands.keys()];
  const expected = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  return async ([name = '', ...args]) => {
    const command = commands.get(name);
    const own = kind.form.name;
    if (command === undefined)
      throw new UsageError(`${own} takes ${expected}, not "${name}"; see tenner ${own} --help`);
    await command(args);
  };
};
