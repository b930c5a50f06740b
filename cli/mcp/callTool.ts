import type { CallToolResult } from '@modelcontextprotocol/server';
import { callOf } from '#cli/ask/callOf.ts';
import { isObject, nextOf } from '#cli/ask/joinPages.ts';
import { toJsonText } from '#cli/ask/toJsonText.ts';
import { plainLines } from '#cli/plainText.ts';
import type { Operation } from '#shared/api/operation.ts';
import { ask } from '#shared/client/ask.ts';
import type { Asker } from './createAsker.ts';
import { readArguments } from './readArguments.ts';
import { tellFaults } from './tellFaults.ts';

type Waiting = {
  asker: Asker;
  /** Aborted when nobody waits for the answer any more. */
  cancelled: AbortSignal;
  patienceSeconds: number;
};

/** Clients give up after 60 s themselves, and then nobody is told why. */
export const usualPatienceSeconds = 55;

const tooLate = (seconds: number): string =>
  `there was no answer within ${seconds} s: ask again, or for less at once, such as a shorter window or fewer steps`;

/** Resolves when a signal is aborted. */
const whenAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

/** What is told may have names in it that others have given. */
const failed = (text: string): CallToolResult => ({
  content: [{ type: 'text', text: plainLines(text) }],
  isError: true,
});

/** The answer as the API gives it, and beside it where it goes on. */
const answered = (answer: unknown): CallToolResult => {
  const texts = [
    toJsonText(answer, 0),
    ...(nextOf(answer) === undefined
      ? []
      : ['There are more rows: the same question with `cursor` as `next` has it gives those that follow.']),
  ];
  return {
    content: texts.map((text) => ({ type: 'text', text })),
    ...(isObject(answer) ? { structuredContent: answer } : {}),
  };
};

/** Asks what a tool is called for. What goes wrong is told in its result, for whoever called to put right. */
export const callTool = async (
  operation: Operation,
  given: Readonly<Record<string, unknown>>,
  { asker, cancelled, patienceSeconds }: Waiting,
): Promise<CallToolResult> => {
  const read = readArguments(operation, given);
  if (read.kind === 'faulty') return failed(tellFaults(read.faults));
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(patienceSeconds * 1000)]);
  // A command that gives a token may take longer than anybody waits; the next question finds it done.
  const outcome = await Promise.race([
    asker((opts) => ask(callOf(operation)(read.given, { ...opts, signal }))),
    whenAborted(signal),
  ]);
  if (outcome?.kind === 'answer') return answered(outcome.answer);
  return failed(outcome === undefined || signal.aborted ? tooLate(patienceSeconds) : outcome.text);
};
