import type { Identity } from '#shared/domain/access.ts';
import type { Scope } from './tallyCosts.ts';

/** Whose rows somebody may see. */
export const scopeOf = ({ role, teams }: Identity): Scope =>
  role === 'team' ? { kind: 'teams', teams } : { kind: 'all' };
