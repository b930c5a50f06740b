import { firstDifference } from './firstDifference.ts';
import { edgesOf, type Owners } from './owners.ts';
import { resolveTeam } from './resolveTeam.ts';
import type { Instant } from './time.ts';
import { isInForce } from './validity.ts';

/** All that a document says at a time; what says the same is equal, whatever is named or ordered otherwise without effect. */
const sayingAt = (owners: Owners, time: Instant): string => {
  const names = [...owners.teams.map(({ code }) => code), ...owners.aliases.keys()].toSorted();
  return JSON.stringify({
    isOpen: owners.teams.length === 0,
    names: names.map((name) => [name, resolveTeam(owners, name, time) ?? null]),
    rules: owners.rules.filter((rule) => isInForce(rule, time)).map(({ match, owner }) => ({ match, owner })),
  });
};

/** From when on two documents may give a component different owners; undefined when they never do. */
export const earliestChange = (before: Owners, after: Owners): Instant | undefined =>
  firstDifference(before, after, { edgesOf, sayingAt });
