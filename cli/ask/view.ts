import type * as z from 'zod';
import type { Operation } from '#shared/api/operation.ts';
import type { QueryShape } from '#shared/api/readQuery.ts';
import type { Enclosure } from './enclosure.ts';

/** What was asked, as it went to the API. */
export type AskedQuery = Readonly<Record<string, string>>;

/** How a command shows what an operation answers, and what else it knows of it. */
export type View = {
  operation: Operation;
  /** The command's, where the path gives no good one. */
  name: string | undefined;
  /** Arguments to begin with, each with what they ask: `['--step 1d', 'day by day']`. */
  examples: readonly (readonly [args: string, what: string])[];
  /** Parameters that the command gives where they are not given. */
  defaults: AskedQuery;
  enclosure: Enclosure | undefined;
  /** The answer for people; undefined where it is not of the form that this version knows. */
  render(answer: unknown, query: AskedQuery): string | undefined;
};

/** Gives an operation's answers a form of their own on the terminal; without one they are shown by `renderAnswer`. */
export const defineView = <Answer extends z.ZodType>(
  operation: Operation<QueryShape, Answer>,
  own: {
    name?: string;
    examples: View['examples'];
    defaults?: AskedQuery;
    enclosure?: Enclosure;
    render(answer: z.output<Answer>, query: AskedQuery): string;
  },
): View => ({
  operation,
  name: own.name,
  examples: own.examples,
  defaults: own.defaults ?? {},
  enclosure: own.enclosure,
  render: (answer, query) => {
    const parsed = operation.answer.safeParse(answer);
    return parsed.success ? own.render(parsed.data, query) : undefined;
  },
});
