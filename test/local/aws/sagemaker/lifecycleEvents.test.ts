import { describe, expect, it } from 'vitest';
import { lifecycleEvents } from '#local/aws/sagemaker/lifecycleEvents.ts';
import type { World } from '#local/fleet/world.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  second,
} from '#test/builders/world.ts';

const place = { region: 'us-east-1', accountId: '123456789012' };
const arn = 'arn:aws:sagemaker:us-east-1:123456789012';

// Created at 0:00 and in service at 1:00, updated from 2:00 to 3:00, deleted at 5:00 and created again right then.
const blue = buildDeployment({ finishedAt: second(60) });
const green = buildDeployment({ configName: 'green', startedAt: second(120), finishedAt: second(180) });
const again = buildDeployment({ configName: 'again', startedAt: second(300) });
const old = buildInstance('i-old', blue, { from: second(30), to: second(180) });
const one = buildInstance('i-one', green, { from: second(150), to: second(300) });
const two = buildInstance('i-two', green, { from: second(150), to: second(300) });
const world = buildWorld({
  endpoints: [
    buildEndpoint([blue, green], { deletedAt: second(300), tags: { stage: 'prod' } }),
    buildEndpoint([again]),
  ],
  components: [
    buildComponent('a', { createdAt: second(60), deletedAt: second(300), gpusPerCopy: 2 }),
    buildComponent('a', { createdAt: second(300), team: undefined }),
  ],
  instances: [old, one, two],
  placements: [
    buildPlacement('a', old, { from: second(70), to: second(180) }),
    buildPlacement('a', one, { from: second(180) }),
    buildPlacement('a', two, { from: second(200), to: second(250) }),
  ],
});

/** Each event as `seconds what`. */
const show = (shown: World, hasCopyChanges = false): string[] =>
  lifecycleEvents(shown, { ...place, hasCopyChanges }).map(({ time, event: { detail } }) => {
    const { EndpointStatus, EndpointConfigName, eventName } = detail;
    return `${time - second(0)} ${eventName ?? `${EndpointStatus} ${EndpointConfigName}`}`;
  });

describe('lifecycle events', () => {
  it('come in order of time; what goes, goes before anything comes', () => {
    expect(show(world)).toEqual([
      '0 CREATING chat-config',
      '60 IN_SERVICE chat-config',
      '60 CreateInferenceComponent',
      '120 UPDATING chat-config',
      '180 IN_SERVICE green',
      '300 DeleteInferenceComponent',
      '300 DELETING green',
      '300 DELETED green',
      '300 CREATING again',
      '300 IN_SERVICE again',
      '300 CreateInferenceComponent',
    ]);
  });

  it('tell of copies too when that is asked for', () => {
    const changes = show(world, true).filter((line) => line.includes('RuntimeConfig'));
    expect(changes).toEqual([
      '200 UpdateInferenceComponentRuntimeConfig',
      '250 UpdateInferenceComponentRuntimeConfig',
    ]);
    const last = lifecycleEvents(world, { ...place, hasCopyChanges: true }).find(
      ({ time }) => time === second(200),
    );
    expect(last?.event.detail.requestParameters).toEqual({
      inferenceComponentName: 'a',
      desiredRuntimeConfig: { copyCount: 2 },
    });
  });

  it('never tell of what is not finished before the endpoint is deleted', () => {
    const short = buildDeployment({ finishedAt: second(600) });
    expect(show(buildWorld({ endpoints: [buildEndpoint([short], { deletedAt: second(300) })] }))).toEqual([
      '0 CREATING chat-config',
      '300 DELETING chat-config',
      '300 DELETED chat-config',
    ]);
  });

  it('write an endpoint’s state as SageMaker does', () => {
    const [, , , , updated] = lifecycleEvents(world, place);
    expect(updated).toEqual({
      time: second(180),
      event: {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/),
        'detail-type': 'SageMaker Endpoint State Change',
        source: 'aws.sagemaker',
        account: '123456789012',
        time: '2026-01-01T00:03:00Z',
        region: 'us-east-1',
        resources: [`${arn}:endpoint/chat`],
        detail: {
          EndpointName: 'chat',
          EndpointArn: `${arn}:endpoint/chat`,
          EndpointConfigName: 'green',
          ProductionVariants: [{ VariantName: 'AllTraffic', DesiredWeight: 1, DesiredInstanceCount: 2 }],
          EndpointStatus: 'IN_SERVICE',
          CreationTime: 1_767_225_600_000,
          LastModifiedTime: 1_767_225_780_000,
          Tags: { stage: 'prod' },
        },
      },
    });
  });

  it('write a component’s creation as CloudTrail does', () => {
    const [, , created] = lifecycleEvents(world, place);
    expect(created?.event).toMatchObject({
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.sagemaker',
      time: '2026-01-01T00:01:00Z',
      detail: {
        eventSource: 'sagemaker.amazonaws.com',
        eventName: 'CreateInferenceComponent',
        eventTime: '2026-01-01T00:01:00Z',
        awsRegion: 'us-east-1',
        requestParameters: {
          inferenceComponentName: 'a',
          endpointName: 'chat',
          variantName: 'AllTraffic',
          specification: {
            modelName: 'a-model',
            computeResourceRequirements: {
              numberOfAcceleratorDevicesRequired: 2,
              minMemoryRequiredInMb: 1024,
            },
          },
          runtimeConfig: { copyCount: 1 },
          tags: [
            { key: 'Team', value: 'search' },
            { key: 'Model', value: 'a-model' },
          ],
        },
        responseElements: { inferenceComponentArn: `${arn}:inference-component/a` },
      },
    });
  });

  it('write a component’s deletion as CloudTrail does', () => {
    const deleted = lifecycleEvents(world, place).find(
      ({ event }) => event.detail.eventName === 'DeleteInferenceComponent',
    );
    expect(deleted?.event.detail).toMatchObject({
      requestParameters: { inferenceComponentName: 'a' },
      responseElements: null,
    });
  });

  it('have ids of their own, the same at every run', () => {
    const idsOf = (events: ReturnType<typeof lifecycleEvents>) => events.map(({ event }) => event.id);
    const ids = idsOf(lifecycleEvents(world, place));
    expect(new Set(ids).size).toBe(11);
    expect(idsOf(lifecycleEvents(world, place))).toEqual(ids);
  });
});
