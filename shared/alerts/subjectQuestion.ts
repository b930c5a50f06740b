import { formatFilter } from '#shared/domain/formatFilter.ts';
import { formatInstant } from '#shared/domain/time.ts';
import type { Episode } from '#shared/domain/watches/watchState.ts';
import type { Question } from './question.ts';

/** What the API is asked for what a watch saw, from when it began until it was raised. */
export const subjectQuestion = ({ subject, since, raisedAt, figure }: Episode): Question => {
  const { team, endpoint, component } = subject;
  const isIdle = figure.kind === 'idle' || figure.kind === 'deployment';
  const labels = Object.entries({
    team,
    endpoint,
    component,
    kind: isIdle ? 'idle' : undefined,
  });
  const conditions = labels.flatMap(([label, text]) =>
    text === undefined ? [] : [{ label, is: 'oneOf' as const, values: [{ kind: 'exact' as const, text }] }],
  );
  return [
    ['window', `${formatInstant(since)},${formatInstant(raisedAt)}`],
    ['filter', formatFilter({ conditions })],
    ['shareIdle', 'separate'],
  ];
};
