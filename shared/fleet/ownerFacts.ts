import type { OwnerFacts } from '#shared/domain/ownersOf.ts';
import { noTags, tagsAt } from '#shared/domain/tagHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from './endpointRecord.ts';

/** Of several lives of one name the one that was there at a time, or next after it; behind all of them the last. */
const lifeAt = (lives: readonly RecordedComponent[], time: Instant): RecordedComponent | undefined =>
  lives.find(({ deletedBy }) => deletedBy === undefined || deletedBy > time) ?? lives.at(-1);

/** What the record of an endpoint says of a variant's components at a time, their tags as they were then. */
export const createOwnerFacts = (
  { name: endpoint, components, tags, modelTags }: EndpointRecord,
  variant: string,
): ((component: string, time: Instant) => OwnerFacts) => {
  const lives = Map.groupBy(
    components.filter((each) => each.variant === variant),
    ({ name }) => name,
  );
  return (component, time) => {
    const life = lifeAt(lives.get(component) ?? [], time);
    const model = life?.model;
    return {
      component,
      endpoint,
      model,
      tags: {
        component: tagsAt(life?.tags ?? noTags, time),
        endpoint: tagsAt(tags, time),
        model: tagsAt((model === undefined ? undefined : modelTags.get(model)) ?? noTags, time),
      },
    };
  };
};
