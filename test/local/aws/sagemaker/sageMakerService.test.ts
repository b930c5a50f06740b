import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeInferenceComponentCommand,
  ListEndpointsCommand,
  type ListEndpointsCommandInput,
  ListInferenceComponentsCommand,
  ListTagsCommand,
  paginateListEndpoints,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSageMakerService } from '#local/aws/sagemaker/sageMakerService.ts';
import { createTrace } from '#local/fleet/createTrace.ts';
import { worldOfTrace } from '#local/fleet/worldOfTrace.ts';
import { component, midnight } from '#test/local/fleet/buildTrace.ts';
import { serveJson } from './serveJson.ts';

const arn = 'arn:aws:sagemaker:us-east-1:123456789012';
const at = (seconds: number) => new Date((midnight + seconds) * 1000);
const row = (seconds: number, endpoint: string, instanceType: string, instances: number) => ({
  time: midnight + seconds,
  endpoint,
  variant: 'AllTraffic',
  instanceType,
  instances,
});

// `chat` has two pools; e01 … e24 come one a minute.
const trace = createTrace({
  components: [
    component('llama', 4, { team: 'search', model: 'llama-70b' }),
    component('mistral', 1, { team: undefined, model: 'mistral-7b' }),
  ],
  instances: [
    row(0, 'chat', 'ml.g6.12xlarge', 1),
    row(600, 'chat', 'ml.g6.12xlarge', 2),
    row(0, 'chat', 'ml.g5.48xlarge', 1),
    ...Array.from({ length: 24 }, (_, index) =>
      row(60 * (index + 1), `e${String(index + 1).padStart(2, '0')}`, 'ml.g6.12xlarge', 1),
    ),
  ],
  copies: [
    { time: midnight + 30, component: 'llama', copies: 1 },
    { time: midnight + 900, component: 'llama', copies: 2 },
    { time: midnight + 60, component: 'mistral', copies: 3 },
  ],
  invocations: [],
});

let now = midnight + 1_000;
let close = () => {};
let client = new SageMakerClient({});
beforeAll(async () => {
  const served = await serveJson(
    createSageMakerService({
      clock: { now: () => now },
      world: worldOfTrace(trace, { publishFrequency: 30 }),
      region: 'us-east-1',
      accountId: '123456789012',
    }),
  );
  client = new SageMakerClient(served.config);
  close = served.close;
});
afterAll(() => {
  client.destroy();
  close();
});

const listNames = async (input: ListEndpointsCommandInput) => {
  const { Endpoints } = await client.send(new ListEndpointsCommand(input));
  return Endpoints?.map(({ EndpointName }) => EndpointName);
};

describe('the SageMaker stand-in', () => {
  it('describes an endpoint as it is at the clock’s time, with its pools and publish frequency', async () => {
    now = midnight + 1_000;
    const endpoint = await client.send(new DescribeEndpointCommand({ EndpointName: 'chat' }));
    expect(endpoint).toMatchObject({
      EndpointName: 'chat',
      EndpointArn: `${arn}:endpoint/chat`,
      EndpointConfigName: 'chat-config',
      EndpointStatus: 'InService',
      CreationTime: at(0),
      LastModifiedTime: at(600),
      MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 30 },
    });
    expect(endpoint.ProductionVariants).toEqual([
      {
        VariantName: 'AllTraffic',
        CurrentWeight: 1,
        DesiredWeight: 1,
        CurrentInstanceCount: 3,
        DesiredInstanceCount: 3,
        InstancePools: [
          { InstanceType: 'ml.g5.48xlarge', CurrentInstanceCount: 1 },
          { InstanceType: 'ml.g6.12xlarge', CurrentInstanceCount: 2 },
        ],
      },
    ]);
    now = midnight + 599;
    const earlier = await client.send(new DescribeEndpointCommand({ EndpointName: 'chat' }));
    expect(earlier.ProductionVariants?.[0]?.CurrentInstanceCount).toBe(2);
  });

  it('describes configurations: one type, or instance pools', async () => {
    now = midnight + 1_000;
    const config = (name: string) =>
      client.send(new DescribeEndpointConfigCommand({ EndpointConfigName: name }));
    expect((await config('e01-config')).ProductionVariants).toEqual([
      {
        VariantName: 'AllTraffic',
        InitialInstanceCount: 1,
        InitialVariantWeight: 1,
        InstanceType: 'ml.g6.12xlarge',
      },
    ]);
    const pooled = await config('chat-config');
    expect(pooled.MetricsConfig?.MetricPublishFrequencyInSeconds).toBe(30);
    expect(pooled.ProductionVariants?.[0]?.InstanceType).toBeUndefined();
    expect(pooled.ProductionVariants?.[0]?.InstancePools).toEqual([
      { InstanceType: 'ml.g5.48xlarge', Priority: 1 },
      { InstanceType: 'ml.g6.12xlarge', Priority: 2 },
    ]);
  });

  it('lists endpoints that exist, newest first, ten a page unless asked otherwise', async () => {
    now = midnight + 179;
    expect(await listNames({})).toEqual(['e02', 'e01', 'chat']);
    now = midnight + 10_000;
    expect(await listNames({})).toHaveLength(10);
    expect(await listNames({ SortBy: 'Name', SortOrder: 'Ascending', MaxResults: 2 })).toEqual([
      'chat',
      'e01',
    ]);
    expect(await listNames({ NameContains: '09' })).toEqual(['e09']);
    expect(await listNames({ StatusEquals: 'Failed' })).toEqual([]);
    expect(await listNames({ CreationTimeAfter: at(1_440) })).toEqual(['e24']);
  });

  it('pages through all of them without missing or repeating one', async () => {
    now = midnight + 10_000;
    const names: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of paginateListEndpoints({ client, pageSize: 7 }, {})) {
      pages += 1;
      for (const { EndpointName } of page.Endpoints ?? []) names.push(EndpointName);
    }
    expect(pages).toBe(4);
    expect(new Set(names).size).toBe(25);
    expect(names).toHaveLength(25);
  });

  it('lists and describes inference components with their copies by instance type', async () => {
    now = midnight + 1_000;
    const { InferenceComponents } = await client.send(
      new ListInferenceComponentsCommand({
        EndpointNameEquals: 'chat',
        SortBy: 'Name',
        SortOrder: 'Ascending',
      }),
    );
    expect(InferenceComponents?.map((each) => each.InferenceComponentName)).toEqual(['llama', 'mistral']);
    const elsewhere = await client.send(new ListInferenceComponentsCommand({ EndpointNameEquals: 'e01' }));
    expect(elsewhere.InferenceComponents).toEqual([]);
    const llama = await client.send(
      new DescribeInferenceComponentCommand({ InferenceComponentName: 'llama' }),
    );
    expect(llama).toMatchObject({
      InferenceComponentArn: `${arn}:inference-component/llama`,
      EndpointName: 'chat',
      VariantName: 'AllTraffic',
      InferenceComponentStatus: 'InService',
      CreationTime: at(30),
      LastModifiedTime: at(900),
      Specification: {
        ModelName: 'llama-70b',
        ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: 4 },
      },
      RuntimeConfig: { DesiredCopyCount: 2, CurrentCopyCount: 2 },
    });
    const placed = llama.RuntimeConfig?.PlacementStatus?.map((each) => each.CurrentCopyCount ?? 0);
    expect(placed?.reduce((sum, copies) => sum + copies, 0)).toBe(2);
  });

  it('tags a component with its team and model; without an owner there is no team', async () => {
    const tags = async (name: string) =>
      (await client.send(new ListTagsCommand({ ResourceArn: `${arn}:${name}` }))).Tags;
    expect(await tags('inference-component/llama')).toEqual([
      { Key: 'Team', Value: 'search' },
      { Key: 'Model', Value: 'llama-70b' },
    ]);
    expect(await tags('inference-component/mistral')).toEqual([{ Key: 'Model', Value: 'mistral-7b' }]);
    expect(await tags('endpoint/chat')).toEqual([]);
  });

  it('fails as SageMaker does for what is not there or not allowed', async () => {
    now = midnight + 10;
    const refusal = (message: string) => ({
      name: 'ValidationException',
      message: expect.stringContaining(message),
    });
    await expect(client.send(new DescribeEndpointCommand({ EndpointName: 'none' }))).rejects.toMatchObject(
      refusal(`Could not find endpoint "${arn}:endpoint/none".`),
    );
    await expect(
      client.send(new DescribeInferenceComponentCommand({ InferenceComponentName: 'llama' })),
    ).rejects.toMatchObject(
      refusal(`Could not find inference component "${arn}:inference-component/llama".`),
    );
    await expect(client.send(new ListEndpointsCommand({ MaxResults: 101 }))).rejects.toMatchObject(
      refusal("1 validation error detected: Value at 'MaxResults'"),
    );
    await expect(client.send(new ListEndpointsCommand({ NextToken: 'nonsense' }))).rejects.toMatchObject(
      refusal('Invalid pagination token'),
    );
  });
});
