import type { Operation } from '#shared/api/operation.ts';

/** An option beside the parameters of the API. */
export type OwnOption = { option: string; value: string; description: string };

/** Asks the command's own operation, some of its parameters changed, and gives all pages as one. */
export type AskAgain = (changes: Readonly<Record<string, string>>) => Promise<unknown>;

export type Enclosed = {
  body: unknown;
  /** What of it is not enclosed. */
  notes: readonly string[];
};

/** What a command can enclose with its question: then another operation is asked, of the same parameters. */
export type Enclosure = {
  operation: Operation;
  options: readonly OwnOption[];
  /** @returns undefined where none of the options is given. @throws UsageError for one that is given wrongly. */
  read(given: Readonly<Record<string, string>>, ask: AskAgain): Promise<Enclosed | undefined>;
};
