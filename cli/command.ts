/** The parts of `tenner --help`. */
export const commandGroups = ['costs', 'documents', 'stack', 'machine'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** An option as a shell completes it. */
export type CommandOption = {
  /** `--share-idle` */
  name: string;
  /** What it may be, where that can be listed. */
  choices: readonly string[];
  takesValue: boolean;
};

export type LoadedCommand = {
  help: string;
  options: readonly CommandOption[];
  run(args: string[]): Promise<void>;
};

export type Command = {
  name: string;
  group: CommandGroup;
  /** What it does, to stand behind its name. */
  summary: string;
  /** What comes first behind the name; without one of them it is another command of that name, where there is one. */
  words: readonly string[];
  /** What the names behind it are of: `endpoint` of `capacity ENDPOINT`. */
  places: readonly string[];
  /** What it needs is read when it runs: some need AWS's SDK, or the whole local cloud. */
  load(): Promise<LoadedCommand>;
};
