import { after, type Instant } from '#shared/domain/time.ts';
import type { EndpointRef } from '#shared/fleet/endpointSnapshot.ts';
import type { FindEndpoint } from '#shared/fleet/findEndpoint.ts';
import type { EndpointLife } from '#shared/fleet/openRecord.ts';
import type { EndpointRecords } from '#shared/ledger/createEndpointRecords.ts';
import type { ComponentCall, EndpointCall } from './lifecycleEvent.ts';

export type FindLifeDeps = FindEndpoint & { records: Pick<EndpointRecords, 'listOpen' | 'read'> };

/** A life, and when it was last modified where that is known. */
export type FoundLife = EndpointLife & Partial<Pick<EndpointRef, 'modifiedAt'>>;

/** From CreateEndpoint's call to the creation time that SageMaker gives the endpoint, either way. */
const creationSeconds = 30;

/** When the endpoint that a call is about was created, at the latest. */
const latestCreation = ({ call, at }: { call: string; at: Instant }): Instant =>
  call === 'create' ? after(at, creationSeconds) : at;

const isFound = (found: EndpointLife, event: EndpointCall): boolean =>
  found.createdAt <= latestCreation(event) &&
  (event.call !== 'create' || found.createdAt >= event.at - creationSeconds);

/** The newest, for it is the one that was there at the time. */
const newest = (lives: readonly EndpointLife[]): EndpointLife | undefined =>
  lives.toSorted((a, b) => b.createdAt - a.createdAt).at(0);

/** The life of the endpoint of that name that a call was about: the one that is there now, or a recorded one. */
const findByName = async (event: EndpointCall, deps: FindLifeDeps): Promise<FoundLife | undefined> => {
  const current = await deps.findEndpoint(event.name);
  if (current !== undefined && isFound(current, event)) return current;
  const recorded = await deps.records.listOpen(event.account);
  return newest(recorded.filter((life) => life.name === event.name && isFound(life, event)));
};

/** The recorded life that has a component of that name, and was there at the time. */
const findByComponent = async (
  { account, name, at }: ComponentCall,
  { records }: FindLifeDeps,
): Promise<EndpointLife | undefined> => {
  const found: EndpointLife[] = [];
  for (const life of await records.listOpen(account)) {
    if (life.createdAt > at) continue;
    const record = await records.read(life);
    if (record?.components.some((each) => each.name === name && (each.createdAt ?? at) <= at))
      found.push(life);
  }
  return newest(found);
};

/** The name of the endpoint that a component is on, unless the component of that name is a later one by now. */
const findEndpointName = async (
  { asked, name, at }: ComponentCall,
  deps: FindLifeDeps,
): Promise<string | undefined> => {
  if (asked !== undefined) return asked.endpoint;
  const current = await deps.findComponent(name);
  return current !== undefined && current.createdAt <= at ? current.endpoint : undefined;
};

/** Which life of an endpoint a call was about; undefined when neither SageMaker nor the records know one. */
export const findLife = async (
  event: EndpointCall | ComponentCall,
  deps: FindLifeDeps,
): Promise<FoundLife | undefined> => {
  if (event.kind === 'endpoint call') return findByName(event, deps);
  const endpoint = await findEndpointName(event, deps);
  if (endpoint === undefined) return findByComponent(event, deps);
  const { at, account } = event;
  const update = { kind: 'endpoint call', call: 'update', name: endpoint, at, account } as const;
  return findByName({ ...update, configName: undefined }, deps);
};
