import type { KnownNames } from '#shared/domain/budgets/findDoubts.ts';
import type { Owners } from '#shared/domain/owners.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { Settings } from '#shared/ledger/createSettings.ts';

export type KnownNamesDeps = {
  /** `123456789012#us-east-1` */
  account: string;
  records: Pick<EndpointRecords, 'listRecords' | 'read'>;
  owners: Pick<Settings<Owners>, 'readInForce'>;
};

/** Read at once. */
const mostAtOnce = 50;

/** Every value that a tag of one of some keys ever had. */
const tagValuesIn = ({ components, tags, modelTags }: EndpointRecord, keys: ReadonlySet<string>): string[] =>
  [tags, ...components.map((component) => component.tags), ...modelTags.values()].flatMap((history) =>
    [...history].flatMap(([key, values]) =>
      keys.has(key) ? values.flatMap(({ value }) => value ?? []) : [],
    ),
  );

/** Teams where the document lists none: every name that a rule or a tag gives is one. */
const readNamedTeams = async (
  { rules, aliases }: Owners,
  { account, records }: KnownNamesDeps,
): Promise<string[]> => {
  const byRule = rules.flatMap(({ owner }) => {
    if (owner.kind === 'team') return [owner.team];
    return owner.kind === 'shares' ? owner.shares.map(({ team }) => team) : [];
  });
  const keys = new Set(
    rules.flatMap(({ match, owner }) => (owner.kind === 'tag' && match.tag ? [match.tag.key] : [])),
  );
  const byTag: string[] = [];
  const lives = keys.size === 0 ? [] : await records.listRecords(account);
  for (let first = 0; first < lives.length; first += mostAtOnce) {
    const read = await Promise.all(lives.slice(first, first + mostAtOnce).map(records.read));
    byTag.push(...read.flatMap((record) => (record === undefined ? [] : tagValuesIn(record, keys))));
  }
  return [...byRule, ...byTag].map((name) => aliases.get(name) ?? name);
};

/** What a budget's scope may name: the teams of the owners document, else those that rules and tags name; and endpoints. */
export const readKnownNames = async (deps: KnownNamesDeps): Promise<KnownNames> => {
  const { document } = await deps.owners.readInForce();
  const teams =
    document.teams.length > 0 ? document.teams.map(({ code }) => code) : await readNamedTeams(document, deps);
  const lives = await deps.records.listRecords(deps.account);
  const distinct = (names: readonly string[]) => [...new Set(names)].toSorted();
  return { team: distinct(teams), endpoint: distinct(lives.map(({ name }) => name)) };
};
