import { rowKinds } from '#shared/api/costsOperation.ts';
import type { Identity } from '#shared/domain/access.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { exactValuesOf, type Filter } from '#shared/domain/filter.ts';
import { idleReasons } from '#shared/domain/idleReason.ts';
import { findLookAlike } from '#shared/domain/lookAlike.ts';
import { quoteInput } from '#shared/domain/quoteInput.ts';
import { unknownReasons } from '#shared/domain/unknownReason.ts';
import type { ApiDeps } from './deps.ts';

/** Watches which of a filter's names occur in the rows that somebody may see. */
export type NameWatch<Seen> = {
  see(row: Seen): void;
  /** @throws NotFoundError when nothing was found and a name occurs nowhere. */
  refuseUnknown(isEmpty: boolean): Promise<void>;
};

/** Names that are right though nothing was held under them: nothing but what the asker may know of. */
const knownNames = async (
  label: string,
  { role, teams }: Identity,
  { account, ledger, owners }: Pick<ApiDeps, 'account' | 'ledger' | 'owners'>,
): Promise<string[]> => {
  if (label === 'kind') return rowKinds.filter((kind) => kind !== 'rest');
  if (label === 'reason') return [...idleReasons, ...unknownReasons];
  if (label === 'team') {
    if (role === 'team') return [...teams];
    return (await owners.readInForce()).document.teams.map(({ code }) => code);
  }
  if (role === 'team' || label !== 'endpoint') return [];
  return (await ledger.listPools(account)).map(({ endpoint }) => endpoint);
};

/** No name is longer, nor a tag's value. */
const longestName = 256;

/** A name that there is, whole, to be taken from there. */
const quoteName = (name: string): string => quoteInput(name, longestName);

/** Nobody reads a longer list. */
const mostNames = 20;

/** @param labelIn what a filter looks at of what is seen. */
export const watchNames = <Seen>(
  filter: Filter | undefined,
  labelIn: (row: Seen, label: string) => string | undefined,
  identity: Identity,
  deps: Pick<ApiDeps, 'account' | 'ledger' | 'owners'>,
): NameWatch<Seen> => {
  const labels = [...new Set(filter?.conditions.map(({ label }) => label) ?? [])];
  const asked = labels.flatMap((label) => {
    const names = filter === undefined ? [] : exactValuesOf(filter, label);
    return names.length === 0 ? [] : [{ label, names }];
  });
  const seen = new Map(asked.map(({ label }) => [label, new Set<string>()]));
  return {
    see: (row) => {
      for (const [label, values] of seen) {
        const value = labelIn(row, label);
        if (value !== undefined) values.add(value);
      }
    },
    refuseUnknown: async (isEmpty) => {
      if (!isEmpty) return;
      const texts: string[] = [];
      for (const { label, names } of asked) {
        const known = new Set([...(seen.get(label) ?? []), ...(await knownNames(label, identity, deps))]);
        const unknown = names.filter((name) => !known.has(name));
        const near = unknown.map((name) => {
          const meant = findLookAlike(name, [...known]);
          return `${quoteInput(name)}${meant === undefined ? '' : ` (is ${quoteName(meant)} meant?)`}`;
        });
        if (near.length === 0) continue;
        const list = [...known].toSorted((a, b) => (a < b ? -1 : 1)).slice(0, mostNames);
        const right = list.length === 0 ? '' : `; there is ${list.map(quoteName).join(', ')}`;
        texts.push(`no ${label} ${near.join(', ')} in this window${right}`);
      }
      if (texts.length > 0) throw new NotFoundError('api.unknown_name', texts.join('; '));
    },
  };
};
