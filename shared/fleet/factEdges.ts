import type { TagHistory } from '#shared/domain/tagHistory.ts';
import { after, bucketSeconds, floorTo, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from './endpointRecord.ts';

const timesOf = (history: TagHistory): Instant[] =>
  [...history.values()].flatMap((values) => values.map(({ from }) => from));

/** The bucket edges, in order, from which on what is known of an endpoint's components may be something else than before. */
export const factEdges = ({ components, tags, modelTags }: EndpointRecord): Instant[] => {
  const histories = [tags, ...modelTags.values(), ...components.map((component) => component.tags)];
  const ends = components.flatMap(({ deletedBy }) => deletedBy ?? []);
  const times = [...histories.flatMap(timesOf), ...ends];
  const edges = times.map((time) => floorTo(after(time, bucketSeconds - 1), bucketSeconds));
  return [...new Set(edges)].toSorted((a, b) => a - b);
};
