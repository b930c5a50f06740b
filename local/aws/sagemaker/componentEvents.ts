import { createServiceEvent } from '#local/aws/eventbridge/createServiceEvent.ts';
import { eventIdOf } from '#local/aws/eventbridge/eventIdOf.ts';
import type { TimedEvent } from '#local/aws/eventbridge/timedEvent.ts';
import { formatInstant } from '#local/aws/formatInstant.ts';
import type { ComponentLife } from './componentLife.ts';
import { assumedMemoryMb, componentTags } from './componentShapes.ts';
import type { EventPlace } from './endpointEvents.ts';
import { createResourceArns } from './resourceArns.ts';

/** A call of SageMaker's API and what it answered, as CloudTrail writes them. */
type Call = { time: number; eventName: string; requestParameters: object; responseElements: object | null };

const create = (life: ComponentLife, inferenceComponentArn: string): Call => ({
  time: life.createdAt,
  eventName: 'CreateInferenceComponent',
  requestParameters: {
    inferenceComponentName: life.component,
    endpointName: life.endpoint,
    variantName: life.variant,
    specification:
      life.base === undefined
        ? {
            modelName: life.model,
            computeResourceRequirements: {
              numberOfAcceleratorDevicesRequired: life.gpusPerCopy,
              minMemoryRequiredInMb: assumedMemoryMb,
            },
          }
        : { baseInferenceComponentName: life.base },
    runtimeConfig: { copyCount: life.copies.at(life.inServiceAt) },
    tags: componentTags(life).map(({ Key, Value }) => ({ key: Key, value: Value })),
  },
  responseElements: { inferenceComponentArn },
});

const changeCopies = (life: ComponentLife, inferenceComponentArn: string): Call[] =>
  life.copies.steps
    .filter(({ time }) => life.inServiceAt < time && time < life.deletedAt)
    .map(({ time, value }) => ({
      time,
      eventName: 'UpdateInferenceComponentRuntimeConfig',
      requestParameters: {
        inferenceComponentName: life.component,
        desiredRuntimeConfig: { copyCount: value },
      },
      responseElements: { inferenceComponentArn },
    }));

const remove = ({ component, deletedAt }: ComponentLife): Call[] =>
  deletedAt === Number.POSITIVE_INFINITY
    ? []
    : [
        {
          time: deletedAt,
          eventName: 'DeleteInferenceComponent',
          requestParameters: { inferenceComponentName: component },
          responseElements: null,
        },
      ];

const toEvent = (call: Call, { region, accountId }: EventPlace): TimedEvent => {
  const { time, eventName, requestParameters, responseElements } = call;
  const words = [accountId, region, formatInstant(time), eventName, JSON.stringify(requestParameters)];
  return createServiceEvent(time, {
    'detail-type': 'AWS API Call via CloudTrail',
    source: 'aws.sagemaker',
    account: accountId,
    region,
    resources: [],
    detail: {
      eventVersion: '1.11',
      userIdentity: { type: 'IAMUser', accountId, userName: 'local' },
      eventTime: formatInstant(time),
      eventSource: 'sagemaker.amazonaws.com',
      eventName,
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent: 'local',
      requestParameters,
      responseElements,
      requestID: eventIdOf('request', ...words),
      eventID: eventIdOf('call', ...words),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: accountId,
      eventCategory: 'Management',
    },
  });
};

/**
 * The calls of SageMaker's API that make up one life of a component, as CloudTrail hands them to EventBridge, in
 * order of time: SageMaker sends no state change of its own for components.
 *
 * Documented: source, detail type and CloudTrail's record. Assumed: the parameters, which are the API's own with
 * lower first letters as CloudTrail writes them elsewhere; that a call reaches the bus at once (it takes minutes, at
 * best effort); and that whatever changes the copies calls `UpdateInferenceComponentRuntimeConfig`, as automatic
 * scaling does.
 * @param hasCopyChanges whether those calls are wanted.
 */
export const componentEvents = (
  life: ComponentLife,
  place: EventPlace,
  hasCopyChanges: boolean,
): TimedEvent[] => {
  const arn = createResourceArns(place.region, place.accountId).component(life.component);
  const changes = hasCopyChanges ? changeCopies(life, arn) : [];
  return [create(life, arn), ...changes, ...remove(life)].map((call) => toEvent(call, place));
};
