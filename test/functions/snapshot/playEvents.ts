import { parseLifecycleEvent } from '#functions/snapshot/parseLifecycleEvent.ts';
import { type RecordCounts, type RecordDeps, recordEndpoint } from '#functions/snapshot/recordEndpoint.ts';
import { NotFoundError } from '#shared/domain/errors.ts';
import { formatInstant, type Instant } from '#shared/domain/time.ts';
import type { EndpointRecord } from '#shared/fleet/endpointRecord.ts';
import type { DescribedConfig, EndpointRef, EndpointSnapshot } from '#shared/fleet/endpointSnapshot.ts';
import { GoneError } from '#shared/fleet/goneError.ts';
import { configOf, refOf } from '#test/builders/endpointRecord.ts';
import { createMemoryEndpointRecords } from '#test/fakes/memoryEndpointRecords.ts';

/** SageMaker at one moment, and the clock; `snapshot` is the endpoint that bears the name, if one does. */
export type Moment = {
  now: Instant;
  snapshot?: EndpointSnapshot;
  configs?: DescribedConfig[];
  /** Thrown by a description. */
  outage?: Error;
};

const account = '123456789012';
const region = 'us-east-1';

/** An event of an endpoint's state, with times in milliseconds as SageMaker writes them. */
export const stateEvent = (
  status: string,
  at: Instant,
  changes: Partial<EndpointRef> & { config?: string } = {},
) => {
  const { config = 'config-1', ...ref } = changes;
  const { name, arn, createdAt, modifiedAt } = refOf({ modifiedAt: at, ...ref });
  return {
    version: '0',
    id: 'event',
    'detail-type': 'SageMaker Endpoint State Change',
    source: 'aws.sagemaker',
    account,
    time: formatInstant(at),
    region,
    resources: [arn],
    detail: {
      EndpointName: name,
      EndpointArn: arn,
      EndpointConfigName: config,
      ProductionVariants: [{ DesiredWeight: 1, DesiredInstanceCount: 1 }],
      EndpointStatus: status,
      CreationTime: createdAt * 1000 + 203,
      LastModifiedTime: modifiedAt * 1000 + 287,
      Tags: {},
    },
  };
};

/** A call as CloudTrail reports it. */
export const callEvent = (
  eventName: string,
  at: Instant,
  requestParameters: Record<string, unknown> | null,
  changes: Record<string, unknown> = {},
) => ({
  version: '0',
  id: 'event',
  'detail-type': 'AWS API Call via CloudTrail',
  source: 'aws.sagemaker',
  account,
  time: formatInstant(at),
  region,
  resources: [],
  detail: {
    eventSource: 'sagemaker.amazonaws.com',
    eventName,
    eventTime: formatInstant(at),
    awsRegion: region,
    recipientAccountId: account,
    requestParameters,
    responseElements: null,
    ...changes,
  },
});

export type Queued = { name: string; createdAt: string; modifiedAt: string; eventTime: string };

/** The snapshot function over records in memory, event by event, each at its moment of SageMaker's. */
export const openSnapshots = (...given: EndpointRecord[]) => {
  const records = createMemoryEndpointRecords(...given);
  const queued: Queued[] = [];
  const handle = (event: unknown, moment: Moment): Promise<RecordCounts> => {
    const { now, snapshot, configs = [configOf()], outage } = moment;
    const deps: RecordDeps = {
      records,
      describeConfig: async (name) => configs.find((config) => config.name === name),
      describeEndpoint: async ({ name, createdAt }) => {
        if (outage !== undefined) throw outage;
        if (snapshot?.name !== name)
          throw new NotFoundError('fleet.no_endpoint', `there is no endpoint ${name}`);
        if (snapshot.createdAt > createdAt) throw new GoneError(name, snapshot.createdAt);
        return snapshot;
      },
      findEndpoint: async (name) => (snapshot?.name === name ? snapshot : undefined),
      findComponent: async (name) => {
        const found = snapshot?.components.find((component) => component.name === name);
        return found?.createdAt && snapshot && { endpoint: snapshot.name, createdAt: found.createdAt };
      },
      queueMessages: async (messages) => {
        for (const { endpoint, eventTime } of messages) {
          queued.push({
            name: endpoint.name,
            createdAt: formatInstant(endpoint.createdAt),
            modifiedAt: formatInstant(endpoint.modifiedAt),
            eventTime: formatInstant(eventTime),
          });
        }
      },
    };
    return recordEndpoint({ event: parseLifecycleEvent(event), now }, deps);
  };
  return { records, queued, handle };
};
