import { BadInputError } from '#shared/domain/errors.ts';

/** Where something is in a document: keys and indices from its root. */
export type DocumentPath = readonly (string | number)[];

/** A fault of a document: where it is, for people (`rules[2] "chat is shared"`) and for programs, and what is wrong. */
export type Fault = { path: DocumentPath; where: string; what: string };

/** A document that people write with all that is wrong with it: in one message, and each by itself. */
export class FaultyDocumentError extends BadInputError {
  readonly faults: readonly Fault[];

  /** @param name what it is called: `owners`. @param faults at least one. */
  constructor(name: string, faults: readonly Fault[]) {
    const lines = [...new Set(faults.map(({ where, what }) => `  ${where} ${what}`))];
    const count = lines.length === 1 ? 'a fault' : `${lines.length} faults`;
    super(`${name}.invalid`, `the ${name} document has ${count}:\n${lines.join('\n')}`);
    this.faults = faults;
  }
}
