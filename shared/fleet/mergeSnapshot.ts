import { addTags, noTags, type SeenTags, type TagHistory } from '#shared/domain/tagHistory.ts';
import { after, type Instant } from '#shared/domain/time.ts';
import { addDeployment } from './addDeployment.ts';
import type { Deployment, EndpointRecord, RecordedComponent } from './endpointRecord.ts';
import type { DescribedComponent, EndpointSnapshot } from './endpointSnapshot.ts';
import { findComponent } from './findComponent.ts';
import { isYoung, lagSeconds } from './isYoung.ts';
import { endComponents } from './markGone.ts';
import { openRecord } from './openRecord.ts';
import { orderComponents } from './orderComponents.ts';

const isOfConfig =
  (name: string) =>
  ({ configName }: Deployment): boolean =>
    configName === name;

/** What is in force goes on, or was deployed again after it was seen to have ended, or is new. */
const addInForce = (record: EndpointRecord, { config }: EndpointSnapshot, at: Instant) => {
  const { createdAt, deployments } = record;
  if (deployments.length === 0) return addDeployment(record, config, createdAt);
  const lastEnd = deployments.findLast(isOfConfig(config.name))?.endedBy;
  const isAgain = lastEnd !== undefined && lastEnd < at;
  // A second on, because what ended then is another deployment.
  return addDeployment(record, config, isAgain ? after(lastEnd, 1) : undefined);
};

const addPending = (record: EndpointRecord, { pending }: EndpointSnapshot): readonly Deployment[] => {
  if (pending === undefined) return record.deployments;
  const deployments = addDeployment(record, pending.config, pending.startedAt);
  const last = deployments.findLast(isOfConfig(pending.config.name));
  return deployments.map((each) => (each === last ? { ...each, endedBy: undefined } : each));
};

/** What is neither in force nor on its way is over. */
const endOthers = (
  deployments: readonly Deployment[],
  { config, pending }: EndpointSnapshot,
  at: Instant,
): Deployment[] =>
  deployments.map((each) => {
    const isOver =
      each.configName !== config.name &&
      each.configName !== pending?.config.name &&
      !isYoung({ createdAt: each.startedAt }, at);
    return isOver && each.endedBy === undefined ? { ...each, endedBy: at } : each;
  });

/** The model and the base once known stay, and so do tags for their time; what it reserves and where is as last seen. */
const joinComponent = (
  known: RecordedComponent | undefined,
  seen: DescribedComponent,
  at: Instant,
): RecordedComponent => ({
  name: seen.name,
  variant: seen.variant,
  model: known?.model ?? seen.model,
  base: known?.base ?? seen.base,
  tags: addTags(known?.tags ?? noTags, seen.tags, at),
  acceleratorsPerCopy: seen.acceleratorsPerCopy ?? known?.acceleratorsPerCopy,
  vcpusPerCopy: seen.vcpusPerCopy ?? known?.vcpusPerCopy,
  createdAt: seen.createdAt ?? known?.createdAt,
  deletedBy: known?.deletedBy,
});

const mergeComponents = (
  components: readonly RecordedComponent[],
  seen: readonly DescribedComponent[],
  at: Instant,
): RecordedComponent[] => {
  const matches = seen.map((each) => ({
    seen: each,
    known:
      each.createdAt === undefined
        ? components.find(({ name, deletedBy }) => name === each.name && deletedBy === undefined)
        : findComponent(components, each.name, each.createdAt),
  }));
  const bySeen = new Map(matches.map((match) => [match.known, match]));
  const kept = components.map((known) => {
    const match = bySeen.get(known);
    if (match !== undefined) return joinComponent(known, match.seen, at);
    const { createdAt, deletedBy } = known;
    const isKept = deletedBy !== undefined || (createdAt !== undefined && isYoung({ createdAt }, at));
    return isKept ? known : { ...known, deletedBy: at };
  });
  const added = matches.filter(({ known }) => known === undefined);
  return [...kept, ...added.map((match) => joinComponent(undefined, match.seen, at))];
};

const mergeModelTags = (
  known: EndpointRecord['modelTags'],
  seen: ReadonlyMap<string, SeenTags>,
  at: Instant,
): EndpointRecord['modelTags'] => {
  const merged = new Map<string, TagHistory>(known);
  for (const [model, tags] of seen) merged.set(model, addTags(known.get(model) ?? noTags, tags, at));
  return merged;
};

/** What was taken for gone and is still there lives on, with the components that ended with it. */
const revive = (record: EndpointRecord, { status }: EndpointSnapshot, at: Instant): EndpointRecord => {
  const { deletedBy } = record;
  if (deletedBy === undefined || at <= deletedBy + lagSeconds || status === 'Deleting') return record;
  const components = record.components.map((each) =>
    each.deletedBy === deletedBy ? { ...each, deletedBy: undefined } : each,
  );
  return { ...record, deletedBy: undefined, components };
};

/**
 * The record with what a description at `at` shows: deployments and components that are new, and the end of those that
 * are no longer there. Nothing is forgotten.
 *
 * Law: the same description twice changes nothing more.
 */
export const mergeSnapshot = (
  record: EndpointRecord | undefined,
  snapshot: EndpointSnapshot,
  at: Instant,
): EndpointRecord => {
  const known = revive(record ?? openRecord(snapshot), snapshot, at);
  const withInForce = { ...known, deployments: addInForce(known, snapshot, at) };
  const deployments = endOthers(addPending(withInForce, snapshot), snapshot, at);
  const components = orderComponents(mergeComponents(known.components, snapshot.components, at));
  const tags = addTags(known.tags, snapshot.tags, at);
  const modelTags = mergeModelTags(known.modelTags, snapshot.modelTags, at);
  return endComponents({ ...known, deployments, components, tags, modelTags });
};
