import { edgesOf, type Owners } from '#shared/domain/owners.ts';
import { ownersOf } from '#shared/domain/ownersOf.ts';
import { earliest, type Instant, latest } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from '#shared/fleet/endpointRecord.ts';
import { factEdges } from '#shared/fleet/factEdges.ts';
import { createOwnerFacts } from '#shared/fleet/ownerFacts.ts';

type Range = { from: Instant; to: Instant };

/** When a component was there in a range, if it was. */
const presence = ({ createdAt, deletedBy }: RecordedComponent, { from, to }: Range): Range | undefined => {
  const own = { from: latest(from, createdAt ?? from), to: earliest(to, deletedBy ?? to) };
  return own.from < own.to ? own : undefined;
};

/**
 * Records with those components alone that belonged to one of some teams at some time of a range: so that what they tell says
 * nothing of anybody else's, also where another team had one of the same name before.
 */
export const keepOwnComponents = (
  records: readonly EndpointRecord[],
  teams: readonly string[],
  owners: Owners,
  range: Range,
): EndpointRecord[] =>
  records.map((record) => {
    const edges = [...factEdges(record), ...edgesOf(owners)];
    const isOwn = (component: RecordedComponent): boolean => {
      const there = presence(component, range);
      if (there === undefined) return false;
      const describe = createOwnerFacts(record, component.variant);
      const times = [there.from, ...edges.filter((edge) => there.from < edge && edge < there.to)];
      return times.some((time) =>
        ownersOf(owners, describe(component.name, time), time).some(
          ({ team }) => team !== undefined && teams.includes(team),
        ),
      );
    };
    return { ...record, components: record.components.filter(isOwn) };
  });
