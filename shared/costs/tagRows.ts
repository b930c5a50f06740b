import { wholeInstances } from '#shared/domain/bucket.ts';
import type { CostRow } from '#shared/domain/costRow.ts';
import { tagBearers } from '#shared/domain/owners.ts';
import type { OwnerFacts } from '#shared/domain/ownersOf.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';

/** The first of the bearers that has a tag says its value, as rules of owners look at them. */
const tagOf = (key: string, { tags }: OwnerFacts, isHeld: boolean): string | undefined => {
  const bearers = isHeld ? tagBearers : (['endpoint'] as const);
  return bearers.map((bearer) => tags[bearer].get(key)).find((value) => value !== undefined);
};

/**
 * Gives rows the tags that they had at a time: of a component its own, else its endpoint's, else its model's; of what nobody
 * holds the endpoint's.
 * @param records of the endpoints' lives; of several lives of one name the one that was there.
 */
export const createTagger = (
  records: readonly EndpointRecord[],
  keys: readonly string[],
): ((row: CostRow, time: Instant) => CostRow) => {
  const byName = Map.groupBy(records, ({ name }) => name);
  const describers = new Map<string, ReturnType<typeof createOwnerFacts>>();
  const describe = (record: EndpointRecord, variant: string) => {
    const key = JSON.stringify([record.arn, record.createdAt, variant]);
    const known = describers.get(key) ?? createOwnerFacts(record, variant);
    describers.set(key, known);
    return known;
  };
  return (row, time) => {
    const lives = byName.get(row.endpoint) ?? [];
    const record = lives.findLast(({ createdAt }) => createdAt <= time) ?? lives.at(-1);
    if (record === undefined) return row;
    const facts = describe(record, row.variant)(row.shared?.base ?? row.component ?? wholeInstances, time);
    const isHeld = row.kind === 'allocated';
    const pairs = keys.map((key) => [key, tagOf(key, facts, isHeld)] as const);
    const tags = new Map(pairs.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));
    return tags.size === 0 ? row : { ...row, tags };
  };
};
