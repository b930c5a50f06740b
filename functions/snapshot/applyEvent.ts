import type { AllowedTags } from '#shared/domain/owners.ts';
import type { Tags } from '#shared/domain/ownersOf.ts';
import type { Instant } from '#shared/domain/time.ts';
import { applyComponentEvent } from '#shared/fleet/applyComponentEvent.ts';
import { applyEndpointEvent, type EndpointEvent } from '#shared/fleet/applyEndpointEvent.ts';
import type { DescribeConfig } from '#shared/fleet/describeConfig.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import { type EndpointLife, openRecord } from '#shared/fleet/openRecord.ts';
import type { ComponentCall, EndpointCall, StateChange } from './lifecycleEvent.ts';

export type ApplyEventDeps = {
  describeConfig: DescribeConfig;
  /** The keys of the tags that are recorded. */
  readAllowedTags(): Promise<AllowedTags>;
};

export type LivingEvent = StateChange | EndpointCall | ComponentCall;

/** When the deployment that an event names was called for; undefined where it does not say. */
const startOf = (event: StateChange | EndpointCall, life: EndpointLife): Instant | undefined => {
  if (event.kind === 'state') return event.status === 'CREATING' ? life.createdAt : undefined;
  return event.call === 'create' ? life.createdAt : event.at;
};

/** What an event leaves out it does not deny: that a tag is not there only a description says. */
const keepAllowed = (tags: Tags, allowed: readonly string[]): Tags =>
  new Map([...tags].filter(([key, value]) => allowed.includes(key) && value !== ''));

const toEndpointEvent = async (
  event: StateChange | EndpointCall,
  life: EndpointLife,
  { describeConfig, readAllowedTags }: ApplyEventDeps,
): Promise<EndpointEvent> => {
  const { name, arn, createdAt } = life;
  const tags: Tags | undefined = event.kind === 'state' ? event.tags : undefined;
  const config = event.configName === undefined ? undefined : await describeConfig(event.configName);
  return {
    endpoint: { name, arn, createdAt },
    deployment: config && { config, startedAt: startOf(event, life) },
    tagged: tags && { tags: keepAllowed(tags, (await readAllowedTags()).endpoint), at: event.at },
    deletedAt: event.kind === 'state' && event.status === 'DELETED' ? event.at : undefined,
  };
};

const applyCall = (
  record: EndpointRecord,
  { call, at, name, asked }: ComponentCall,
  allowed: AllowedTags,
): EndpointRecord => {
  if (call === 'delete') return applyComponentEvent(record, { kind: 'deleted', at, name });
  if (call === 'update' || asked === undefined) return record;
  const { endpoint: _, tags, ...said } = asked;
  const kept = keepAllowed(tags, allowed.component);
  return applyComponentEvent(record, { kind: 'created', at, name, ...said, tags: kept });
};

/** What the event itself says, as a change of the life's record: all that is left when SageMaker can no longer be asked. */
export const applyEvent = async (
  event: LivingEvent,
  life: EndpointLife,
  deps: ApplyEventDeps,
): Promise<(record: EndpointRecord | undefined) => EndpointRecord> => {
  if (event.kind === 'component call') {
    const allowed = await deps.readAllowedTags();
    return (record) => applyCall(record ?? openRecord(life), event, allowed);
  }
  const said = await toEndpointEvent(event, life, deps);
  return (record) => applyEndpointEvent(record, said);
};
