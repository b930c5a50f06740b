import type { PayersInForce } from '#shared/domain/assignPayers.ts';
import { wholeInstances } from '#shared/domain/bucket.ts';
import { type Owner, unowned } from '#shared/domain/owner.ts';
import { edgesOf, type Owners } from '#shared/domain/owners.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { findPayer } from '#shared/domain/payers.ts';
import { resolveTeam } from '#shared/domain/resolveTeam.ts';
import { noTags, tagsAt } from '#shared/domain/tagHistory.ts';
import { bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';

/** The life of an endpoint's name at a time, or the last. */
const recordAt = (records: readonly EndpointRecord[], endpoint: string, time: Instant) => {
  const lives = records.filter(({ name }) => name === endpoint);
  return lives.findLast(({ createdAt }) => createdAt <= time) ?? lives.at(-1);
};

/** Who pays at a time for what nobody holds or owns, by the owners document and what is recorded of endpoints. */
export const payersAt = (
  owners: Owners,
  records: readonly EndpointRecord[],
  time: Instant,
): PayersInForce => ({
  payerOf: (payable, endpoint) => findPayer(owners.payers, payable, endpoint, time),
  ownerOfEndpoint: (endpoint): Owner => {
    const tags = tagsAt(recordAt(records, endpoint, time)?.tags ?? noTags, time);
    const none = tagsAt(noTags, time);
    const facts = { component: wholeInstances, endpoint, model: undefined };
    const [first, ...others] = ownersOf(
      owners,
      { ...facts, tags: { component: none, endpoint: tags, model: none } },
      time,
    );
    // What several share has no one owner to pay for what is idle.
    if (first === undefined || others.length > 0) return unowned;
    const { parts: _, ...owner } = first;
    return owner;
  },
  ownerOfTeam: (team) => {
    const { code, costCentre } = resolveTeam(owners, team, time) ?? {};
    return { team: code, costCentre, product: undefined };
  },
});

/** The bucket edges within a range at which somebody else may come to pay. */
export const payerEdges = (
  owners: Owners,
  records: readonly EndpointRecord[],
  { from, to }: { from: Instant; to: Instant },
): Instant[] => {
  const dated = owners.payers.flatMap((rule) => [rule.from, rule.to]);
  const tagged = records.flatMap(({ tags }) =>
    [...tags.values()].flatMap((values) => values.map((each) => each.from)),
  );
  const all = [...edgesOf(owners), ...dated, ...tagged].flatMap((edge) => edge ?? []);
  const edges = new Set(all.map((edge) => floorTo(edge, bucketSeconds)));
  return [...edges].filter((edge) => from < edge && edge < to).toSorted((a, b) => a - b);
};
