import { UsageError } from '#cli/usageError.ts';
import { applyDocument } from './applyDocument.ts';
import type { DocumentKind } from './documentKind.ts';
import { showDocument } from './showDocument.ts';

/** The command of a kind of document, with its `check`, `apply` and `show`. */
export const documentCommand = <Document>(
  kind: DocumentKind<Document>,
  check: (args: string[]) => Promise<void>,
): ((args: string[]) => Promise<void>) => {
  const commands = new Map([
    ['check', check],
    ['apply', applyDocument(kind)],
    ['show', showDocument(kind)],
  ]);
  return async ([name = '', ...args]) => {
    const command = commands.get(name);
    const own = kind.form.name;
    if (command === undefined)
      throw new UsageError(`${own} takes check, apply or show, not "${name}"; see tenner ${own} --help`);
    await command(args);
  };
};
