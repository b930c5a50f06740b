import type { OwnerFacts } from '#shared/domain/ownersOf.ts';

type TagText = Record<string, string>;

/** What is known of component `a` of endpoint `ep`, its tags written as objects. */
export const factsOf = (
  changes: Partial<Omit<OwnerFacts, 'tags'>> & {
    tags?: TagText;
    endpointTags?: TagText;
    modelTags?: TagText;
  } = {},
): OwnerFacts => {
  const { tags = {}, endpointTags = {}, modelTags = {}, ...names } = changes;
  return {
    component: 'a',
    endpoint: 'ep',
    model: 'a-model',
    ...names,
    tags: {
      component: new Map(Object.entries(tags)),
      endpoint: new Map(Object.entries(endpointTags)),
      model: new Map(Object.entries(modelTags)),
    },
  };
};
