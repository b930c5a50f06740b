import { addTags, noTags, type SeenTags } from '#shared/domain/tagHistory.ts';
import { earliest, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord, RecordedComponent } from './endpointRecord.ts';
import { findComponent } from './findComponent.ts';
import { endComponents } from './markGone.ts';
import { orderComponents } from './orderComponents.ts';

/** What a call that created or deleted a component says of it. An update says nothing that a description does not. */
export type ComponentEvent =
  | ({ kind: 'created'; at: Instant; tags: SeenTags } & Pick<
      RecordedComponent,
      'name' | 'variant' | 'model' | 'base' | 'acceleratorsPerCopy'
    >)
  | { kind: 'deleted'; at: Instant; name: string };

type Components = readonly RecordedComponent[];

const create = (components: Components, event: ComponentEvent & { kind: 'created' }): Components => {
  const { kind: _, at, tags, ...said } = event;
  const known = findComponent(components, said.name, at);
  if (known === undefined) {
    const created = { createdAt: at, deletedBy: undefined, tags: addTags(noTags, tags, at) };
    return [...components, { ...said, ...created }];
  }
  const joined = {
    name: known.name,
    variant: known.variant || said.variant,
    model: known.model ?? said.model,
    base: known.base ?? said.base,
    tags: addTags(known.tags, tags, at),
    acceleratorsPerCopy: known.acceleratorsPerCopy ?? said.acceleratorsPerCopy,
    createdAt: known.createdAt ?? at,
    deletedBy: known.deletedBy,
  };
  return components.map((each) => (each === known ? joined : each));
};

/** The last that was created by then, unless it had ended before: then its end is another one's. */
const findEnding = (components: Components, at: Instant): RecordedComponent | undefined => {
  const last = components
    .filter(({ createdAt }) => createdAt !== undefined && createdAt <= at)
    .toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
    .at(0);
  return last?.deletedBy === undefined || last.deletedBy > at ? last : undefined;
};

/** An end without a beginning is kept, for the beginning to come. */
const endOf = (name: string, deletedBy: Instant): RecordedComponent => ({
  name,
  variant: '',
  model: undefined,
  base: undefined,
  tags: noTags,
  acceleratorsPerCopy: undefined,
  createdAt: undefined,
  deletedBy,
});

const end = (components: Components, name: string, at: Instant): Components => {
  const same = components.filter((each) => each.name === name);
  if (same.some(({ deletedBy }) => deletedBy === at)) return components;
  const ending = findEnding(same, at);
  if (ending === undefined) return [...components, endOf(name, at)];
  const ended = { ...ending, deletedBy: earliest(at, ending.deletedBy ?? at) };
  return components.map((each) => (each === ending ? ended : each));
};

/**
 * The record with what an event says of a component. A component re-created under the same name is another row. One
 * of which only the end is known has no variant (`''`) and no creation until they become known.
 *
 * Laws: idempotent; the events of different components commute, and so do those of one component's life.
 */
export const applyComponentEvent = (record: EndpointRecord, event: ComponentEvent): EndpointRecord => {
  const { components, deletedBy } = record;
  const applied =
    event.kind === 'created'
      ? create(components, event)
      : end(components, event.name, earliest(event.at, deletedBy ?? event.at));
  return endComponents({ ...record, components: orderComponents(applied) });
};
