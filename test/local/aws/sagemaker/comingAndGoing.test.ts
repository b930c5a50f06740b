import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeInferenceComponentCommand,
  ListEndpointsCommand,
  ListInferenceComponentsCommand,
  ListTagsCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSageMakerService } from '#local/aws/sagemaker/sageMakerService.ts';
import {
  buildComponent,
  buildDeployment,
  buildEndpoint,
  buildInstance,
  buildPlacement,
  buildWorld,
  second,
} from '#test/builders/world.ts';
import { serveJson } from './serveJson.ts';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012';
const on = (seconds: number) => new Date(second(seconds) * 1000);

// `chat` is created at 0:10 and in service at 1:00; updated from 2:00 to 3:00; deleted at 5:00; back from 6:00 on.
const blue = buildDeployment({ startedAt: second(10), finishedAt: second(60), publishFrequency: 60 });
const green = buildDeployment({
  configName: 'chat-green',
  startedAt: second(120),
  finishedAt: second(180),
  variants: [{ variant: 'AllTraffic', instanceTypes: ['ml.g5.48xlarge', 'ml.g6.12xlarge'] }],
});
const again = buildDeployment({ configName: 'chat-again', startedAt: second(360), publishFrequency: 30 });
const old = buildInstance('i-old', blue, { from: second(40), to: second(180) });
const one = buildInstance('i-one', green, { from: second(140), to: second(300) });
const two = buildInstance('i-two', green, { from: second(150), to: second(300) });
const late = buildInstance('i-late', again);
const world = buildWorld({
  endpoints: [
    buildEndpoint([blue, green], { deletedAt: second(300), tags: { stage: 'prod', team: 'search' } }),
    buildEndpoint([again]),
  ],
  components: [
    buildComponent('a', { createdAt: second(70), deletedAt: second(290) }),
    buildComponent('a', { createdAt: second(400), team: 'ads' }),
    buildComponent('empty', { createdAt: second(70), deletedAt: second(290) }),
  ],
  instances: [old, one, two, late],
  placements: [
    buildPlacement('a', old, { from: second(100), to: second(180) }),
    buildPlacement('a', one, { from: second(180), to: second(290) }),
    buildPlacement('a', two, { from: second(200), to: second(290) }),
    buildPlacement('a', late, { from: second(420) }),
  ],
});

let now = 0;
let close = () => {};
let client = new SageMakerClient({});
beforeAll(async () => {
  const place = { region: 'us-east-1', accountId: '123456789012' };
  const served = await serveJson(createSageMakerService({ clock: { now: () => now }, world, ...place }));
  client = new SageMakerClient(served.config);
  close = served.close;
});
afterAll(() => {
  client.destroy();
  close();
});

const describeAt = (seconds: number) => {
  now = second(seconds);
  return client.send(new DescribeEndpointCommand({ EndpointName: 'chat' }));
};
const listAt = async (seconds: number) => {
  now = second(seconds);
  const { Endpoints } = await client.send(new ListEndpointsCommand({}));
  return Endpoints?.map(({ EndpointName, EndpointStatus }) => `${EndpointName} ${EndpointStatus}`);
};
const noEndpoint = {
  name: 'ValidationException',
  message: `Could not find endpoint "${arn}:endpoint/chat".`,
};

describe('an endpoint that comes and goes', () => {
  it.each([
    [9, []],
    [10, ['chat Creating']],
    [59, ['chat Creating']],
    [60, ['chat InService']],
    [119, ['chat InService']],
    [120, ['chat Updating']],
    [179, ['chat Updating']],
    [180, ['chat InService']],
    [299, ['chat InService']],
    [300, []],
    [359, []],
    [360, ['chat InService']],
  ])('is, at %i s: %s', async (seconds, listed) => {
    expect(await listAt(seconds)).toEqual(listed);
  });

  it('is not found before its creation and after its deletion', async () => {
    await expect(describeAt(9)).rejects.toMatchObject(noEndpoint);
    await expect(describeAt(300)).rejects.toMatchObject(noEndpoint);
    const tags = client.send(new ListTagsCommand({ ResourceArn: `${arn}:endpoint/chat` }));
    await expect(tags).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('is another one, with its own creation time, when it is created again', async () => {
    expect((await describeAt(100)).CreationTime).toEqual(on(10));
    expect(await describeAt(400)).toMatchObject({
      EndpointArn: `${arn}:endpoint/chat`,
      CreationTime: on(360),
      EndpointConfigName: 'chat-again',
      MetricsConfig: { MetricPublishFrequencyInSeconds: 30 },
    });
  });

  it('is modified as its status changes and as its instances do', async () => {
    const times = [];
    for (const seconds of [20, 45, 70, 130, 145, 170, 200])
      times.push((await describeAt(seconds)).LastModifiedTime);
    expect(times).toEqual([10, 40, 60, 120, 140, 150, 180].map(on));
  });

  it('has its own tags', async () => {
    now = second(100);
    const { Tags } = await client.send(new ListTagsCommand({ ResourceArn: `${arn}:endpoint/chat` }));
    expect(Tags).toEqual([
      { Key: 'stage', Value: 'prod' },
      { Key: 'team', Value: 'search' },
    ]);
  });
});

describe('an update', () => {
  const variant = { VariantName: 'AllTraffic', CurrentWeight: 1, DesiredWeight: 1 };

  it('shows the old fleet in force and the new one pending, each with its own instances', async () => {
    const updating = await describeAt(160);
    expect(updating.EndpointConfigName).toBe('chat-config');
    expect(updating.MetricsConfig?.MetricPublishFrequencyInSeconds).toBe(60);
    expect(updating.ProductionVariants).toEqual([
      { ...variant, CurrentInstanceCount: 1, DesiredInstanceCount: 1 },
    ]);
    expect(updating.PendingDeploymentSummary).toEqual({
      EndpointConfigName: 'chat-green',
      StartTime: on(120),
      ProductionVariants: [
        {
          ...variant,
          CurrentInstanceCount: 2,
          DesiredInstanceCount: 2,
          InstancePools: [
            { InstanceType: 'ml.g5.48xlarge', CurrentInstanceCount: 0 },
            { InstanceType: 'ml.g6.12xlarge', CurrentInstanceCount: 2 },
          ],
        },
      ],
    });
  });

  it('leaves the new fleet alone when it has finished', async () => {
    const updated = await describeAt(180);
    expect(updated.EndpointConfigName).toBe('chat-green');
    expect(updated.MetricsConfig?.MetricPublishFrequencyInSeconds).toBe(10);
    expect(updated.ProductionVariants?.[0]?.CurrentInstanceCount).toBe(2);
    expect(updated.PendingDeploymentSummary).toBeUndefined();
  });

  it('is none while the endpoint is being created', async () => {
    const creating = await describeAt(50);
    expect(creating.PendingDeploymentSummary).toBeUndefined();
    expect(creating.EndpointConfigName).toBe('chat-config');
    expect(creating.ProductionVariants?.[0]?.CurrentInstanceCount).toBe(1);
  });
});

describe('an endpoint configuration', () => {
  const configAt = (seconds: number, EndpointConfigName: string) => {
    now = second(seconds);
    return client.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
  };

  it('is there from its deployment on and outlives its endpoint', async () => {
    await expect(configAt(119, 'chat-green')).rejects.toMatchObject({ name: 'ValidationException' });
    expect((await configAt(120, 'chat-green')).CreationTime).toEqual(on(120));
    const outlived = await configAt(330, 'chat-config');
    expect(outlived.MetricsConfig?.MetricPublishFrequencyInSeconds).toBe(60);
    expect(outlived.ProductionVariants).toEqual([
      {
        VariantName: 'AllTraffic',
        InitialInstanceCount: 1,
        InitialVariantWeight: 1,
        InstanceType: 'ml.g6.12xlarge',
      },
    ]);
  });
});

describe('a component that comes and goes', () => {
  const componentAt = (seconds: number, InferenceComponentName = 'a') => {
    now = second(seconds);
    return client.send(new DescribeInferenceComponentCommand({ InferenceComponentName }));
  };
  const status = async (seconds: number, name?: string) =>
    (await componentAt(seconds, name)).InferenceComponentStatus;

  it('is Creating until its first copy is there; one without a copy is in service at once', async () => {
    expect([await status(70), await status(99), await status(100)]).toEqual([
      'Creating',
      'Creating',
      'InService',
    ]);
    expect(await status(70, 'empty')).toBe('InService');
    expect((await componentAt(70)).RuntimeConfig).toMatchObject({ DesiredCopyCount: 1, CurrentCopyCount: 0 });
  });

  it('is gone at its deletion and back, with the owner of then, when it is created again', async () => {
    const gone = {
      name: 'ValidationException',
      message: `Could not find inference component "${arn}:inference-component/a".`,
    };
    await expect(componentAt(290)).rejects.toMatchObject(gone);
    expect(
      (await client.send(new ListInferenceComponentsCommand({ EndpointNameEquals: 'chat' })))
        .InferenceComponents,
    ).toEqual([]);
    expect(await componentAt(430)).toMatchObject({
      CreationTime: on(400),
      LastModifiedTime: on(420),
      RuntimeConfig: { CurrentCopyCount: 1 },
    });
    const { Tags } = await client.send(new ListTagsCommand({ ResourceArn: `${arn}:inference-component/a` }));
    expect(Tags?.[0]).toEqual({ Key: 'Team', Value: 'ads' });
  });

  it('is modified as its copies change in number, not as one moves', async () => {
    const times = [];
    for (const seconds of [80, 110, 190, 210]) times.push((await componentAt(seconds)).LastModifiedTime);
    expect(times).toEqual([70, 100, 100, 200].map(on));
  });
});
