import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonService } from '#local/aws/jsonService.ts';
import { validationError } from '#local/aws/sagemaker/validate.ts';
import { createVirtualClock } from '#local/clock.ts';
import { defaultOwners } from '#shared/domain/owners.ts';
import { createDescribeConfig } from '#shared/fleet/describeConfig.ts';
import { createDescribeFleet } from '#shared/fleet/describeEndpoint.ts';
import { createFindEndpoint } from '#shared/fleet/findEndpoint.ts';
import { configOf, describedComponent, refOf } from '#test/builders/endpointRecord.ts';
import { at } from '#test/builders/samples.ts';
import { openStandIns, type StandIns } from '#test/harness/openStandIns.ts';

let open: StandIns | undefined;
afterEach(() => open?.close());

const seconds = (text: string): number => at(text);

type Answers = {
  endpoint?: Record<string, unknown>;
  /** By name; any other is gone. */
  configs?: Record<string, Record<string, unknown>>;
  component?: Record<string, unknown>;
};

/** SageMaker with answers as they are written here, by what its API reference says. */
const answering = ({ endpoint, configs = {}, component }: Answers): JsonService => ({
  signingName: 'sagemaker',
  targetPrefix: 'SageMaker',
  contentType: 'application/x-amz-json-1.1',
  errorNamespace: 'com.amazonaws.sagemaker',
  operations: {
    DescribeEndpoint: () => {
      if (endpoint === undefined) throw validationError('Could not find endpoint "ep".');
      return {
        EndpointName: 'ep',
        EndpointArn: refOf().arn,
        CreationTime: seconds('2026-01-01T00:00:00Z') + 0.25,
        LastModifiedTime: seconds('2026-01-01T06:00:00Z') + 0.75,
        EndpointStatus: 'InService',
        EndpointConfigName: 'config-1',
        MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 10 },
        ...endpoint,
      };
    },
    DescribeEndpointConfig: (input) => {
      const { EndpointConfigName: name } = input as { EndpointConfigName: string };
      const config = configs[name];
      if (config === undefined) throw validationError(`Could not find endpoint configuration "${name}".`);
      return { EndpointConfigName: name, ...config };
    },
    ListInferenceComponents: () => ({
      InferenceComponents:
        component === undefined
          ? []
          : [
              {
                InferenceComponentName: 'a',
                InferenceComponentArn: 'arn:a',
                EndpointName: 'ep',
                VariantName: 'AllTraffic',
                CreationTime: seconds('2026-01-01T00:00:00Z'),
              },
            ],
    }),
    DescribeInferenceComponent: () => {
      if (component === undefined) throw validationError('Could not find inference component "a".');
      return { InferenceComponentName: 'a', EndpointName: 'ep', ...component };
    },
    ListTags: () => ({ Tags: [{ Key: 'Team', Value: 'red' }] }),
  },
});

const connect = async (answers: Answers): Promise<SageMakerClient> => {
  open = await openStandIns({ clock: createVirtualClock(0), services: [answering(answers)] });
  return new SageMakerClient(open.client);
};

const plain = (type: string) => ({ ProductionVariants: [{ VariantName: 'AllTraffic', InstanceType: type }] });
const running = (count: number) => ({ VariantName: 'AllTraffic', CurrentInstanceCount: count });

describe('a description of an endpoint', () => {
  it('holds the deployment that is on its way, with its own configuration, and the instances of both', async () => {
    const client = await connect({
      endpoint: {
        EndpointStatus: 'Updating',
        ProductionVariants: [running(2)],
        PendingDeploymentSummary: {
          EndpointConfigName: 'config-2',
          StartTime: seconds('2026-01-01T05:00:00Z') + 0.5,
          ProductionVariants: [running(1)],
        },
      },
      configs: {
        'config-1': plain('ml.g6.12xlarge'),
        'config-2': {
          ...plain('ml.g5.48xlarge'),
          MetricsConfig: { EnableEnhancedMetrics: true, MetricPublishFrequencyInSeconds: 60 },
        },
      },
    });
    const snapshot = await createDescribeFleet(client, async () => defaultOwners.tags).describeEndpoint(
      refOf(),
    );
    expect(snapshot).toMatchObject({
      status: 'Updating',
      modifiedAt: at('2026-01-01T06:00:00Z'),
      publishFrequency: 10,
      pending: {
        config: configOf('config-2', { AllTraffic: ['ml.g5.48xlarge'] }, 60),
        startedAt: at('2026-01-01T05:00:00Z'),
      },
      running: [
        { variant: 'AllTraffic', instanceType: 'ml.g6.12xlarge', instances: 2 },
        { variant: 'AllTraffic', instanceType: 'ml.g5.48xlarge', instances: 1 },
      ],
    });
    expect(snapshot.pools.map(({ pool }) => pool.instanceType)).toEqual(['ml.g6.12xlarge']);
  });

  it('takes the deployment of an endpoint that is being created for the one in force, and counts it once', async () => {
    const pending = { EndpointConfigName: 'config-1', ProductionVariants: [running(1)] };
    const configs = { 'config-1': plain('ml.g6.12xlarge') };
    for (const endpoint of [
      { EndpointStatus: 'Creating', PendingDeploymentSummary: pending },
      { EndpointStatus: 'Creating', PendingDeploymentSummary: pending, ProductionVariants: [running(1)] },
    ]) {
      const client = await connect({ endpoint, configs });
      const snapshot = await createDescribeFleet(client, async () => defaultOwners.tags).describeEndpoint(
        refOf(),
      );
      expect(snapshot).toMatchObject({
        pending: undefined,
        config: configOf(),
        running: [{ instances: 1 }],
      });
      await open?.close();
    }
  });

  it('counts the instances of a shadow variant, which are paid for', async () => {
    const client = await connect({
      endpoint: {
        ProductionVariants: [running(1)],
        ShadowProductionVariants: [{ VariantName: 'shadow', CurrentInstanceCount: 3 }],
      },
      configs: {
        'config-1': {
          ...plain('ml.g6.12xlarge'),
          ShadowProductionVariants: [{ VariantName: 'shadow', InstanceType: 'ml.g5.48xlarge' }],
        },
      },
    });
    const { running: found } = await createDescribeFleet(
      client,
      async () => defaultOwners.tags,
    ).describeEndpoint(refOf());
    expect(found).toEqual([
      { variant: 'AllTraffic', instanceType: 'ml.g6.12xlarge', instances: 1 },
      { variant: 'shadow', instanceType: 'ml.g5.48xlarge', instances: 3 },
    ]);
  });

  it('tells what it can when its configuration was deleted meanwhile', async () => {
    const client = await connect({ endpoint: { ProductionVariants: [running(1)] } });
    const snapshot = await createDescribeFleet(client, async () => defaultOwners.tags).describeEndpoint(
      refOf(),
    );
    expect(snapshot.config).toEqual(configOf('config-1', { AllTraffic: [] }));
    expect(snapshot.running).toEqual([]);
  });

  it('keeps what a component reserves on each instance type apart', async () => {
    const reserving = (InstanceType: string, devices: number) => ({
      InstanceType,
      ModelName: 'a-model',
      ComputeResourceRequirements: { NumberOfAcceleratorDevicesRequired: devices },
    });
    const client = await connect({
      endpoint: {},
      configs: { 'config-1': plain('ml.g6.12xlarge') },
      component: {
        Specifications: [reserving('ml.g6.12xlarge', 4), reserving('ml.g5.48xlarge', 2)],
        RuntimeConfig: {
          CurrentCopyCount: 3,
          PlacementStatus: [
            { InstanceType: 'ml.g6.12xlarge', CurrentCopyCount: 1 },
            { InstanceType: 'ml.g5.48xlarge', CurrentCopyCount: 2 },
          ],
        },
      },
    });
    const { components } = await createDescribeFleet(client, async () => defaultOwners.tags).describeEndpoint(
      refOf(),
    );
    expect(components).toEqual([
      describedComponent({
        acceleratorsPerCopy: undefined,
        copies: 3,
        placements: [
          { instanceType: 'ml.g6.12xlarge', copies: 1, acceleratorsPerCopy: 4 },
          { instanceType: 'ml.g5.48xlarge', copies: 2, acceleratorsPerCopy: 2 },
        ],
      }),
    ]);
  });
});

describe('describeConfig', () => {
  it('gives instance types by variant, and nothing for one that is gone', async () => {
    const pools = {
      VariantName: 'AllTraffic',
      InstancePools: [{ InstanceType: 'ml.g6.12xlarge' }, { InstanceType: 'ml.g5.48xlarge' }],
    };
    const client = await connect({
      configs: {
        'config-1': {
          ProductionVariants: [
            pools,
            { VariantName: 'whole', InstanceType: 'ml.m5.xlarge', ModelName: 'bert' },
            { VariantName: 'serverless', ModelName: 'small', ServerlessConfig: { MaxConcurrency: 5 } },
          ],
        },
      },
    });
    const describeConfig = createDescribeConfig(client);
    expect(await describeConfig('config-1')).toEqual({
      ...configOf('config-1', {}, 60),
      isEnhanced: false,
      variants: [
        { variant: 'AllTraffic', instanceTypes: ['ml.g6.12xlarge', 'ml.g5.48xlarge'] },
        { variant: 'whole', instanceTypes: ['ml.m5.xlarge'], model: 'bert' },
        { variant: 'serverless', instanceTypes: [], model: 'small', isServerless: true },
      ],
    });
    expect(await describeConfig('gone')).toBeUndefined();
  });
});

describe('findEndpoint', () => {
  it('finds the endpoint that bears a name now, and the one that a component is on', async () => {
    const finds = createFindEndpoint(
      await connect({ endpoint: {}, component: { CreationTime: seconds('2026-01-01T01:00:00Z') } }),
    );
    expect(await finds.findEndpoint('ep')).toEqual(refOf({ modifiedAt: at('2026-01-01T06:00:00Z') }));
    expect(await finds.findComponent('a')).toEqual({
      endpoint: 'ep',
      createdAt: at('2026-01-01T01:00:00Z'),
    });
  });

  it('finds none of a name that nothing bears any more', async () => {
    const finds = createFindEndpoint(await connect({}));
    expect(await finds.findEndpoint('ep')).toBeUndefined();
    expect(await finds.findComponent('a')).toBeUndefined();
  });
});
