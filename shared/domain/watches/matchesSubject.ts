import { matchesPattern } from '#shared/domain/matchesPattern.ts';
import type { SpendMatch } from './watch.ts';
import type { Subject } from './watchFacts.ts';

/** Whether all patterns that are given match; what has no such name matches none. */
export const matchesSubject = (match: Partial<SpendMatch>, subject: Subject): boolean =>
  (['endpoint', 'component', 'team'] as const).every((kind) => {
    const [pattern, name] = [match[kind], subject[kind]];
    return pattern === undefined || (name !== undefined && matchesPattern(pattern, name));
  });
