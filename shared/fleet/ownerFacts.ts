import { wholeInstances } from '#shared/domain/bucket.ts';
import type { OwnerFacts } from '#shared/domain/ownersOf.ts';
import { noTags, tagsAt } from '#shared/domain/tagHistory.ts';
import type { Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from './endpointRecord.ts';

/** Of several lives of one name the one that was there at a time, or next after it; behind all of them the last. */
const lifeAt = (lives: readonly RecordedComponent[], time: Instant): RecordedComponent | undefined =>
  lives.find(({ deletedBy }) => deletedBy === undefined || deletedBy > time) ?? lives.at(-1);

/** The model that a variant's instances serve at a time; undefined where components divide them. */
export const modelAt = (
  { deployments }: Pick<EndpointRecord, 'deployments'>,
  variant: string,
  time: Instant,
): string | undefined =>
  deployments
    .findLast(({ startedAt }, index) => index === 0 || startedAt <= time)
    ?.variants.find((each) => each.variant === variant)?.model;

/** What the record of an endpoint says of a variant's components at a time, their tags as they were then. */
export const createOwnerFacts = (
  record: EndpointRecord,
  variant: string,
): ((component: string, time: Instant) => OwnerFacts) => {
  const { name: endpoint, components, tags, modelTags } = record;
  const lives = Map.groupBy(
    components.filter((each) => each.variant === variant),
    ({ name }) => name,
  );
  return (component, time) => {
    const life = lifeAt(lives.get(component) ?? [], time);
    const model = component === wholeInstances ? modelAt(record, variant, time) : life?.model;
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
