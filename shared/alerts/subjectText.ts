import type { Subject } from '#shared/domain/watches/watchFacts.ts';

/** What people call a thing that is watched: `component ranker on prod-1`, `endpoint prod-1`, `team search`. */
export const subjectText = ({ endpoint, component, team }: Subject): string => {
  if (component !== undefined)
    return endpoint === undefined ? `component ${component}` : `component ${component} on ${endpoint}`;
  return endpoint === undefined ? `team ${team ?? 'of nobody'}` : `endpoint ${endpoint}`;
};
