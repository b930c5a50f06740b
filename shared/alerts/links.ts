import { type Question, toCommand, toPath } from './question.ts';
import { toCommandText } from './shellText.ts';

/** Where things are. */
export type Links = {
  /** The cost API without `/v1` and a slash at its end; undefined where it is not known. */
  api: string | undefined;
};

/** How to have a figure explained. */
export const explainLink = (question: Question, { api }: Links) => {
  const path = toPath('explain', question);
  return {
    command: toCommandText(toCommand('explain', question)),
    path,
    url: api === undefined ? null : `${api}${path}`,
  };
};
