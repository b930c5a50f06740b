import type { Amount } from './amount.ts';
import type { Split } from './bucket.ts';
import { findLookAlike } from './lookAlike.ts';
import { addMoney, type Money, money, zeroMoney } from './money.ts';
import type { Owners } from './owners.ts';
import { findRules, findUnknownTeams, type OwnerFacts, ownersOf } from './ownersOf.ts';
import { reownSplit } from './reownSplit.ts';
import type { Instant } from './time.ts';

/** Accelerator-seconds, and what those of them cost that have a price. */
export type Sum = { unitSeconds: number; cost: Money };

/** What an owners document would make of what some time cost. */
export type OwnersCheck = {
  /** In order of the document: what each gives its owners, and what it matches behind an earlier one. */
  rules: readonly { name: string; owned: Sum; overlapped: Sum }[];
  /** What no rule gives an owner, the dearest first. */
  unmatched: readonly ({ component: string; endpoint: string; model: string | undefined } & Sum)[];
  /** Names that mean no team, or the same as another does, the dearest first, with the team that each may be meant to be. */
  lookAlikes: readonly ({ name: string; proposed: string | undefined } & Sum)[];
  /**
   * Each team, undefined for nobody, as it is stored and as it would be, the greatest change first.
   * Law: `before` and `after` each add up to the total.
   */
  teams: readonly { team: string | undefined; before: Sum; after: Sum }[];
  total: Sum;
};

export type OwnersChecker = {
  /** Adds what is stored of some time throughout which the same facts, as they are at `time`, and the same rules hold. */
  add(split: Split, time: Instant, describe: (component: string, time: Instant) => OwnerFacts): void;
  summarize(): OwnersCheck;
};

const nothing: Sum = { unitSeconds: 0, cost: zeroMoney };

const addTo = <Key>(sums: Map<Key, Sum>, key: Key, { unitSeconds, cost = zeroMoney }: Amount): void => {
  const known = sums.get(key) ?? nothing;
  sums.set(key, { unitSeconds: known.unitSeconds + unitSeconds, cost: addMoney([known.cost, cost]) });
};

const sumAll = (sums: Iterable<Sum>): Sum => {
  const all = new Map<string, Sum>();
  for (const sum of sums) addTo(all, '', sum);
  return all.get('') ?? nothing;
};

const compareMoney = (a: Money, b: Money): number => (a < b ? -1 : Number(a > b));
const dearestFirst = (a: Sum, b: Sum): number =>
  compareMoney(b.cost, a.cost) || b.unitSeconds - a.unitSeconds;

const changeOf = ({ before, after }: OwnersCheck['teams'][number]): Money =>
  money(after.cost < before.cost ? before.cost - after.cost : after.cost - before.cost);

type TeamSums = ReadonlyMap<string | undefined, Sum>;

const compareTeams = (before: TeamSums, after: TeamSums): OwnersCheck['teams'] =>
  [...new Set([...before.keys(), ...after.keys()])]
    .map((team) => ({ team, before: before.get(team) ?? nothing, after: after.get(team) ?? nothing }))
    .toSorted(
      (a, b) =>
        compareMoney(changeOf(b), changeOf(a)) ||
        dearestFirst(a.after, b.after) ||
        ((a.team ?? '') < (b.team ?? '') ? -1 : 1),
    );

/** Names that are no team, each with a listed one; where none are listed, names that look like a dearer one. */
const proposeAliases = (
  { teams }: Owners,
  strangers: ReadonlyMap<string, Sum>,
  after: TeamSums,
): OwnersCheck['lookAlikes'] => {
  const codes = teams.map(({ code }) => code);
  const found = [...strangers].map(([name, sum]) => ({ name, proposed: findLookAlike(name, codes), ...sum }));
  if (codes.length > 0) return found.toSorted(dearestFirst);
  const named = [...after]
    .flatMap(([name, sum]) => (name === undefined ? [] : [{ name, ...sum }]))
    .toSorted(dearestFirst);
  const dearer = named.map(({ name }) => name);
  return named.flatMap((each, index) => {
    const proposed = findLookAlike(each.name, dearer.slice(0, index));
    return proposed === undefined ? [] : [{ ...each, proposed }];
  });
};

type Unmatched = OwnersCheck['unmatched'][number];

/** Adds up what an owners document would make of what is stored by others. */
export const createOwnersChecker = (owners: Owners): OwnersChecker => {
  const before = new Map<string | undefined, Sum>();
  const after = new Map<string | undefined, Sum>();
  const owned = new Map<string, Sum>();
  const overlapped = new Map<string, Sum>();
  const unmatched = new Map<string, Unmatched>();
  const strangers = new Map<string, Sum>();

  const addUnmatched = (facts: OwnerFacts, amount: Amount): void => {
    const { component, endpoint, model } = facts;
    const key = JSON.stringify([component, endpoint, model ?? 0]);
    const sum = sumAll([unmatched.get(key) ?? nothing, { ...amount, cost: amount.cost ?? zeroMoney }]);
    unmatched.set(key, { component, endpoint, model, ...sum });
  };

  const addRules = (facts: OwnerFacts, time: Instant, amount: Amount): void => {
    const [first, ...others] = findRules(owners, facts, time);
    if (first !== undefined) addTo(owned, first.rule.name, amount);
    else {
      addUnmatched(facts, amount);
      for (const name of findUnknownTeams(owners, facts, time)) addTo(strangers, name, amount);
    }
    for (const { rule } of others) addTo(overlapped, rule.name, amount);
  };

  return {
    add: (split, time, describe) => {
      const factsOf = (held: { component: string; model: string | undefined }): OwnerFacts => ({
        ...describe(held.component, time),
        model: held.model,
      });
      for (const row of split.allocated) {
        addTo(before, row.team, row);
        addRules(factsOf(row), time, row);
      }
      const version = split.ownersVersion + 1;
      const then = reownSplit(split, version, (held) => ownersOf(owners, factsOf(held), time));
      for (const row of then.allocated) addTo(after, row.team, row);
    },
    summarize: () => ({
      rules: owners.rules.map(({ name }) => ({
        name,
        owned: owned.get(name) ?? nothing,
        overlapped: overlapped.get(name) ?? nothing,
      })),
      unmatched: [...unmatched.values()].toSorted(dearestFirst),
      lookAlikes: proposeAliases(owners, strangers, after),
      teams: compareTeams(before, after),
      total: sumAll(before.values()),
    }),
  };
};
